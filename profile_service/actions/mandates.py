"""Mandates: she lets another individual act for her, both see it, and either ends it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from consent.errors import TransitionError
from consent.mandate import (
    Active,
    Mandate,
    MandateEndedBy,
    Power,
    Proof,
    ProofKind,
    Waiting,
)
from consent.request import Objection
from consent.vocabulary import IndividualId, MandateId, OrganisationId
from profile_service.actions.asking import WrongCode
from profile_service.actions.desk_limits import objections_to_opening
from profile_service.actions.errors import ContentError, NotAvailableError, TooManyTriesError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import is_protected
from profile_service.domain.calendar import add_months
from profile_service.domain.connection_code import (
    ALPHABET,
    RANDOM_SIGNS,
    TRY_WINDOW,
    complete,
    normalise,
)
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.helping import (
    CODE_LIFETIME,
    LONGEST_NAME,
    MANDATE_MONTHS,
    TRIES,
    MandateOffer,
)
from profile_service.domain.texts import objections_to_word


@dataclass(frozen=True, slots=True)
class MandateChoice:
    """What she lets somebody do, for how many months, and how she wants to be called by them."""

    name: str
    powers: Sequence[str]
    months: int


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate as it stands now, seen by one of the two. `given` where she is the principal."""

    mandate: Mandate
    given: bool
    organisation_name: str

    @property
    def state(self) -> str:
        """ "waiting", "active", "ended" or "expired"."""
        return type(self.mandate.state).__name__.lower()

    @property
    def other_name(self) -> str:
        """How the other one is called."""
        return self.mandate.representative_name if self.given else self.mandate.principal_name


def make_mandate_code(
    work: Work, desk: Desk, caller: IndividualId, choice: MandateChoice
) -> tuple[str, datetime]:
    """A one-time code for whoever shall act for her, as it is shown, and when it dies.

    Raises:
        ContentError: it does not fit, or nothing new is opened now: a mandate outlasts the way in by which it was given.
    """
    held_back = objections_to_opening(work, desk, caller)
    if held_back:
        raise ContentError(held_back)
    powers = read_powers(choice.powers)
    until = until_of(desk, choice.months)
    name = read_name("/name", choice.name)
    code = complete(desk.ids.digits(ALPHABET, RANDOM_SIGNS))
    expires_at = desk.clock.now() + CODE_LIFETIME
    work.mandates.offer(code.replace("-", ""), MandateOffer(caller, name, powers, until, expires_at))
    return code, expires_at


def redeem(work: Work, desk: Desk, caller: IndividualId, typed: str, own_name: str) -> Mandate | WrongCode:
    """Take on what the code gives. An older mandate between the two ends with it: the newest one says how it is.

    Raises:
        ContentError: no name was written.
        TooManyTriesError: she has tried too many dead codes.
    """
    now = desk.clock.now()
    if work.journal.refused_since(caller, Kind.MANDATE, now - TRY_WINDOW) >= TRIES:
        raise TooManyTriesError(TRY_WINDOW)
    name = read_name("/name", own_name)
    word = normalise(typed)
    offer = None if word is None else work.mandates.offered(word)
    fits = offer is not None and offer.expires_at > now and offer.principal != caller
    if offer is None or word is None or not fits or not work.mandates.take(word):
        record(work, desk, Kind.MANDATE, Outcome.REFUSED, caller)
        return WrongCode()
    mandate = Mandate(
        id=MandateId(desk.ids.new("mnd")),
        principal=offer.principal,
        representative=caller,
        principal_name=offer.principal_name,
        representative_name=name,
        powers=offer.powers,
        proof=Proof(ProofKind.HERSELF),
        given_at=now,
        until=offer.until,
        state=Active(),
    )
    for earlier in work.mandates.between(offer.principal, caller):
        if isinstance(earlier.at_time(now).state, Active | Waiting):
            _end(work, desk, earlier, MandateEndedBy.PRINCIPAL)
    work.mandates.add(mandate)
    note(work, desk, Kind.MANDATE, mandate)
    return mandate


def mandates_of(work: Work, desk: Desk, caller: IndividualId) -> Sequence[MandateView]:
    """Those that she gave and those that she holds, newest first."""
    now = desk.clock.now()
    given = [_view(work, one.at_time(now), given=True) for one in work.mandates.of_principal(caller)]
    held = [_view(work, one.at_time(now), given=False) for one in work.mandates.of_representative(caller)]
    return sorted([*given, *held], key=lambda view: view.mandate.given_at, reverse=True)


def mandate_of(work: Work, desk: Desk, caller: IndividualId, mandate_id: MandateId) -> MandateView:
    """One that she gave or holds; NotAvailableError for any other."""
    mandate = _own(work, caller, mandate_id).at_time(desk.clock.now())
    return _view(work, mandate, given=mandate.principal == caller)


def end_mandate(work: Work, desk: Desk, caller: IndividualId, mandate_id: MandateId) -> None:
    """Either of the two ends it, at once. A second end changes nothing; NotAvailableError where it is not hers."""
    mandate = _own(work, caller, mandate_id)
    if isinstance(mandate.at_time(desk.clock.now()).state, Active | Waiting):
        hers = mandate.principal == caller
        by = MandateEndedBy.PRINCIPAL if hers else MandateEndedBy.REPRESENTATIVE
        _end(work, desk, mandate, by)


def end_all_mandates(work: Work, desk: Desk, caller: IndividualId) -> None:
    """She leaves for good: what she gave ends, and what she held."""
    for view in mandates_of(work, desk, caller):
        if isinstance(view.mandate.state, Active | Waiting):
            end_mandate(work, desk, caller, view.mandate.id)


def mandate_to(
    work: Work, desk: Desk, representative: IndividualId, principal: IndividualId, power: Power | None
) -> Mandate | None:
    """The live mandate by which one acts for the other, with this power where one is named; None for all else alike.

    Nobody writes for somebody under protected identity: the form would show what stays with her.
    """
    if power is Power.WRITE and is_protected(work, principal):
        return None
    now = desk.clock.now()
    for mandate in work.mandates.between(principal, representative):
        wanted = mandate.powers if power is None else {power}
        if any(mandate.allows(representative, one, now) for one in wanted):
            return mandate if work.accounts.individual(principal) is not None else None
    return None


def use_mandate(
    work: Work, desk: Desk, representative: IndividualId, principal: IndividualId, power: Power
) -> Mandate | None:
    """As `mandate_to`, with a line in her log first: nothing of hers is seen or done without one."""
    mandate = mandate_to(work, desk, representative, principal, power)
    if mandate is not None:
        detail = {"reader": mandate.representative_name, "power": power.value}
        record(work, desk, Kind.MANDATE_USED, Outcome.DONE, principal, detail=detail)
    return mandate


def read_powers(words: Sequence[str]) -> frozenset[Power]:
    """The powers that were ticked; ContentError where that is none, or no power that there is. Every one needs to see."""
    known = {power.value for power in Power}
    if not words or not set(words) <= known:
        right = ", ".join(sorted(known))
        raise ContentError([Objection("/powers", "nothing was chosen", right)])
    # Nobody writes in, or answers from, what she cannot see.
    needs_sight = {Power.WRITE, Power.ANSWER}
    powers = {Power(word) for word in words}
    return frozenset(powers | {Power.SEE} if powers & needs_sight else powers)


def until_of(desk: Desk, months: int) -> datetime:
    """The end of a mandate of so many months; ContentError for another number than those that there are."""
    if months not in MANDATE_MONTHS:
        right = " or ".join(map(str, MANDATE_MONTHS))
        raise ContentError([Objection("/months", "the value is not one of those allowed", right)])
    today = desk.clock.now().astimezone(desk.zone)
    last = add_months(today.date(), months)
    return datetime(last.year, last.month, last.day, tzinfo=desk.zone)


def read_name(field: str, written: str) -> str:
    """The name as it was typed; ContentError where there is none, or it is no line of text."""
    name = " ".join(written.split())
    if objections := list(objections_to_word(field, name, LONGEST_NAME)):
        raise ContentError(objections)
    return name


def note(work: Work, desk: Desk, kind: Kind, mandate: Mandate, **more: str) -> None:
    """One line in the log of each of the two, with the name of the other."""
    organisation: OrganisationId | None = mandate.proof.organisation
    told = {"proof": mandate.proof.kind.value, **more}
    powers = sorted(power.value for power in mandate.powers)
    both = (
        (mandate.principal, mandate.representative_name, "principal"),
        (mandate.representative, mandate.principal_name, "representative"),
    )
    for individual, other, side in both:
        detail: dict[str, str | list[str]] = {"reader": other, "side": side, "powers": powers, **told}
        record(work, desk, kind, Outcome.DONE, individual, organisation, detail=detail)


def _end(work: Work, desk: Desk, mandate: Mandate, by: MandateEndedBy) -> None:
    try:
        ended = mandate.end(by, desk.clock.now())
    except TransitionError:
        return
    work.mandates.save(ended)
    note(work, desk, Kind.MANDATE_END, ended, why=by.value)


def _own(work: Work, caller: IndividualId, mandate_id: MandateId) -> Mandate:
    mandate = work.mandates.find(mandate_id)
    if mandate is None or caller not in (mandate.principal, mandate.representative):
        raise NotAvailableError
    return mandate


def _view(work: Work, mandate: Mandate, *, given: bool) -> MandateView:
    seen_at = mandate.proof.organisation
    organisation = None if seen_at is None else work.accounts.organisation(seen_at)
    return MandateView(mandate, given, "" if organisation is None else organisation.name)
