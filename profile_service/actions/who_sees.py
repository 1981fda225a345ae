"""Who can see this, and why: each ground that is live is asked of `decide` itself, never of a second logic."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from consent.decision import GrantedReading, Reading, SharedReading, decide
from consent.declaration import PurposeDeclaration
from consent.duty import Duty
from consent.grant import Grant
from consent.permit import Basis, Permit
from consent.scope import Scope
from consent.share import Share
from consent.shield import Shield
from consent.terms import Terms, fold
from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.naming import is_for_competences
from profile_service.actions.own_profile import read_own_section
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import has_cleared, shield_of
from profile_service.domain.disclosure import as_recipient_sees
from profile_service.domain.people import Organisation
from profile_service.domain.profile import Assertion
from profile_service.domain.second_yes import FIRST_YES
from profile_service.domain.sharing import WRONG_WORDS

ANY_OTHER = "an-entry-that-is-not-there-yet"
"""Stands for an entry that she may write later: a ground that names its entries does not reach it."""


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who can see a field, and what that rests on.

    `organisation` is None for a share, which whoever holds its link can see; `declaration` is there for a grant.
    `unit` is one of theirs that she has not shut out.
    """

    ground: Grant | Duty | Share
    organisation: Organisation | None
    declaration: PurposeDeclaration | None
    unit: str = ""
    cleared: bool = False
    """Whether anybody there may handle cases of people under protected identity."""

    @property
    def basis(self) -> Basis:
        """What a permit of theirs would rest on."""
        match self.ground:
            case Duty():
                return Basis.DUTY
            case Share():
                return Basis.SHARE
            case _:
                return Basis.GRANT


@dataclass(frozen=True, slots=True)
class Seers:
    """Who would get what is written there now, and who would get it in something that she writes next."""

    now: tuple[Seer, ...]
    next: tuple[Seer, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One field of a section, of every entry or of one."""

    section: str
    field: str
    item: str | None = None


def who_sees(work: Work, desk: Desk, caller: IndividualId, place: Place) -> Seers:
    """Exactly who would get a field if everybody read now; NotAvailableError where she has no such entry."""
    return who_sees_each(work, desk, caller, place.section, [place.field], place.item)[place.field]


def who_sees_each(
    work: Work, desk: Desk, caller: IndividualId, section: str, fields: Iterable[str], item: str | None = None
) -> dict[str, Seers]:
    """`who_sees` for several fields of one section at once."""
    items, _ = read_own_section(work, desk, caller, section)
    if item is not None:
        items = [one for one in items if one.id == item]
        if not items:
            raise NotAvailableError
    shield = shield_of(work, caller)
    seers = tuple(_seers(work, caller))
    now = desk.clock.now()
    found = {}
    for field in fields:
        written = [one.id for one in as_recipient_sees(items) if field in one.content]
        coming = () if _is_hidden(items, field, item) else (item or ANY_OTHER,)
        found[field] = Seers(
            tuple(seer for seer in seers if _gets(seer, shield, section, field, written, now)),
            tuple(seer for seer in seers if _gets(seer, shield, section, field, coming, now)),
        )
    return found


def _is_hidden(items: Sequence[Assertion], field: str, item: str | None) -> bool:
    """Whether this field of this one entry would stay hidden, whatever she writes there."""
    if item is None or field not in ("employer", "hide_employer"):
        return False
    return any(one.content.get("hide_employer") is True for one in items)


def _gets(seer: Seer, shield: Shield, section: str, field: str, items: Iterable[str], now: datetime) -> bool:
    """Whether this ground gives the field of one of the entries now."""
    if not _is_for(seer, section, field):
        return False
    scopes = (Scope(section, frozenset({field}), frozenset({item})) for item in items)
    found = (decide(_reading(seer, scope), seer.ground, now, shield) for scope in scopes)
    # A permit over nothing is for what stays with her whoever reads.
    return any(isinstance(decision, Permit) and decision.scopes for decision in found)


def _is_for(seer: Seer, section: str, field: str) -> bool:
    """Whether a reading would show the field once it is permitted: an employer's first yes shows competences (`actions.naming`)."""
    if isinstance(seer.ground, Duty | Share) or not is_for_competences(
        seer.organisation, seer.ground.terms.scopes
    ):
        return True
    return field in FIRST_YES.get(section, ())


def _reading(seer: Seer, scope: Scope) -> Reading:
    match seer.ground:
        case Share():
            return SharedReading((scope,))
        case Duty() as duty:
            return GrantedReading(duty.organisation, (scope,), cleared=seer.cleared)
        case grant:
            reader = _other_than(grant.terms.barred.readers)
            return GrantedReading(grant.terms.organisation, (scope,), seer.unit, reader, cleared=seer.cleared)


def _other_than(names: Iterable[str]) -> str:
    """A reader whom she has not shut out: the organisation gets it if any one of its people does."""
    shut = {fold(name) for name in names}
    return next(str(number) for number in count(1) if str(number) not in shut)


def _open_unit(work: Work, terms: Terms) -> str:
    """A unit of theirs that she has not shut out; empty where there is none, which is shut out as well."""
    shut = {fold(unit) for unit in terms.barred.units}
    # One that they have made since does not come in (`actions.reading`).
    known = work.staff.units_at(terms.organisation, terms.given_at)
    return next((unit for unit in sorted(known) if fold(unit) not in shut), "")


def _seers(work: Work, caller: IndividualId) -> Iterator[Seer]:
    for grant in work.ledger.of_individual(caller):
        terms = grant.terms
        declaration = work.declarations.find(terms.declaration_id, terms.declaration_version)
        organisation = work.accounts.organisation(terms.organisation)
        # Where nobody can state the purpose any more, a reading gives nothing (`actions.reading`).
        if declaration is not None and organisation is not None:
            yield Seer(
                grant,
                organisation,
                declaration,
                _open_unit(work, terms),
                has_cleared(work, terms.organisation),
            )
    for duty in work.duties.of_individual(caller):
        cleared = has_cleared(work, duty.organisation)
        yield Seer(duty, work.accounts.organisation(duty.organisation), None, cleared=cleared)
    for share in work.shares.of_individual(caller):
        # A link whose word was said wrong too often opens nothing until she makes a new word.
        if work.shares.wrong_words(share) < WRONG_WORDS:
            yield Seer(share, None, None)
