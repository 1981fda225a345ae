"""Mandates that are registered at a desk: one member of staff sees the document, an administrator confirms."""

from collections.abc import Sequence
from dataclasses import dataclass

from consent.errors import TransitionError
from consent.mandate import Mandate, MandateEndedBy, Proof, ProofKind, Waiting
from consent.request import Objection
from consent.vocabulary import IndividualId, MandateId
from profile_service.actions.asking import WrongCode
from profile_service.actions.errors import ContentError, NotAvailableError, TooManyTriesError
from profile_service.actions.journaling import record
from profile_service.actions.mandates import note, read_name, read_powers, until_of
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import may_meet
from profile_service.domain.connection_code import FAILED_TRIES, TRY_WINDOW, normalise
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.people import Grantee, Staff, StaffRole


@dataclass(frozen=True, slots=True)
class DeskMandate:
    """What was shown at the desk. Each of the two hands over a connection code of her own: nobody is looked up."""

    principal_code: str
    principal_name: str
    representative_code: str
    representative_name: str
    proof: str
    powers: Sequence[str]
    months: int


def register_mandate(
    work: Work, desk: Desk, staff: Staff, grantee: Grantee, shown: DeskMandate
) -> Mandate | WrongCode:
    """Write down a mandate that a document proves. Nobody acts under it before an administrator has confirmed it.

    Raises:
        NotAvailableError: she is no case worker.
        ContentError: something does not fit.
        TooManyTriesError: the organisation has tried too many dead codes.
    """
    if StaffRole.CASE_WORKER not in staff.roles:
        raise NotAvailableError
    now = desk.clock.now()
    if work.journal.failed_codes(grantee.organisation.id, now - TRY_WINDOW) >= FAILED_TRIES:
        raise TooManyTriesError(TRY_WINDOW)
    proof = _proof(grantee, staff, shown.proof)
    powers, until = read_powers(shown.powers), until_of(desk, shown.months)
    names = (
        read_name("/principal_name", shown.principal_name),
        read_name("/representative_name", shown.representative_name),
    )
    principal = _reach(work, desk, grantee, shown.principal_code)
    representative = _reach(work, desk, grantee, shown.representative_code)
    if principal is None or representative is None or principal == representative:
        record(work, desk, Kind.CODE, Outcome.REFUSED, None, grantee.organisation.id)
        return WrongCode()
    mandate = Mandate(
        MandateId(desk.ids.new("mnd")),
        principal,
        representative,
        *names,
        powers,
        proof,
        now,
        until,
        Waiting(),
    )
    work.mandates.add(mandate)
    note(work, desk, Kind.MANDATE, mandate, step="registered", unit=grantee.unit)
    return mandate


def mandates_to_confirm(work: Work, desk: Desk, grantee: Grantee) -> Sequence[Mandate]:
    """What waits for a second member of the staff."""
    now = desk.clock.now()
    found = work.mandates.seen_at(grantee.organisation.id)
    return [one for one in found if isinstance(one.at_time(now).state, Waiting)]


def decide_mandate(
    work: Work, desk: Desk, staff: Staff, grantee: Grantee, mandate_id: MandateId, *, confirmed: bool
) -> None:
    """A second member of the staff has looked at the proof, and confirms it or does not.

    Raises:
        NotAvailableError: she is no administrator, she registered it herself, or nothing of theirs waits under this id.
    """
    waiting = {one.id: one for one in mandates_to_confirm(work, desk, grantee)}
    mandate = waiting.get(mandate_id)
    if mandate is None or StaffRole.ADMINISTRATOR not in staff.roles:
        raise NotAvailableError
    now = desk.clock.now()
    try:
        decided = (
            mandate.confirm(staff.id, now) if confirmed else mandate.end(MandateEndedBy.NOT_CONFIRMED, now)
        )
    except TransitionError:
        raise NotAvailableError from None
    work.mandates.save(decided)
    kind = Kind.MANDATE if confirmed else Kind.MANDATE_END
    note(work, desk, kind, decided, step="confirmed" if confirmed else "not_confirmed")


def _proof(grantee: Grantee, staff: Staff, word: str) -> Proof:
    kinds = {kind.value: kind for kind in ProofKind if kind is not ProofKind.HERSELF}
    if word not in kinds:
        right = ", ".join(sorted(kinds))
        raise ContentError([Objection("/proof", "the value is not one of those allowed", right)])
    return Proof(kinds[word], grantee.organisation.id, staff.id)


def _reach(work: Work, desk: Desk, grantee: Grantee, typed: str) -> IndividualId | None:
    word = normalise(typed)
    code = None if word is None else work.codes.take(word)
    if code is None or code.expires_at <= desk.clock.now():
        return None
    known = work.accounts.individual(code.individual) is not None
    return code.individual if known and may_meet(work, grantee, code.individual) else None
