"""Who can see this, and why: each ground that is live is asked of `decide` itself, never of a second logic."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from consent.decision import GrantedReading, Ground, Reading, SharedReading, decide
from consent.declaration import PurposeDeclaration
from consent.duty import Duty
from consent.permit import Basis, Permit
from consent.scope import Scope
from consent.share import Share
from consent.terms import Barred, fold
from consent.vocabulary import IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.own_profile import read_own_section
from profile_service.actions.ports import Desk, Work
from profile_service.domain.disclosure import as_recipient_sees
from profile_service.domain.people import Organisation
from profile_service.domain.profile import Assertion
from profile_service.domain.sharing import WRONG_WORDS

ANY_OTHER = "an-entry-that-is-not-there-yet"
"""Stands for an entry that she may write later: a ground that names its entries does not reach it."""


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who can see a field, and what that rests on.

    `organisation` is None for a share, which whoever holds its link can see; `declaration` is there for a grant.
    """

    ground: Ground
    organisation: Organisation | None
    declaration: PurposeDeclaration | None

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
    seers = tuple(_seers(work, caller))
    now = desk.clock.now()
    found = {}
    for field in fields:
        written = [one.id for one in as_recipient_sees(items) if field in one.content]
        coming = () if _is_hidden(items, field, item) else (item or ANY_OTHER,)
        found[field] = Seers(
            tuple(seer for seer in seers if _gets(seer.ground, section, field, written, now)),
            tuple(seer for seer in seers if _gets(seer.ground, section, field, coming, now)),
        )
    return found


def _is_hidden(items: Sequence[Assertion], field: str, item: str | None) -> bool:
    """Whether this field of this one entry would stay hidden, whatever she writes there."""
    if item is None or field not in ("employer", "hide_employer"):
        return False
    return any(one.content.get("hide_employer") is True for one in items)


def _gets(ground: Ground, section: str, field: str, items: Iterable[str], now: datetime) -> bool:
    """Whether this ground gives the field of one of the entries now."""
    scopes = (Scope(section, frozenset({field}), frozenset({item})) for item in items)
    return any(isinstance(decide(_reading(ground, scope), ground, now), Permit) for scope in scopes)


def _reading(ground: Ground, scope: Scope) -> Reading:
    match ground:
        case Share():
            return SharedReading((scope,))
        case Duty():
            return GrantedReading(ground.organisation, (scope,))
        case _:
            unit, reader = _somebody(ground.terms.barred)
            return GrantedReading(ground.terms.organisation, (scope,), unit, reader)


def _somebody(barred: Barred) -> tuple[str, str]:
    """A unit and a reader of theirs whom she has not shut out: the organisation gets it if any one of them does."""
    return _other_than(barred.units), _other_than(barred.readers)


def _other_than(names: Iterable[str]) -> str:
    shut = {fold(name) for name in names}
    return next(str(number) for number in count(1) if str(number) not in shut)


def _seers(work: Work, caller: IndividualId) -> Iterator[Seer]:
    for grant in work.ledger.of_individual(caller):
        terms = grant.terms
        declaration = work.declarations.find(terms.declaration_id, terms.declaration_version)
        organisation = work.accounts.organisation(terms.organisation)
        # Where nobody can state the purpose any more, a reading gives nothing (`actions.reading`).
        if declaration is not None and organisation is not None:
            yield Seer(grant, organisation, declaration)
    for duty in work.duties.of_individual(caller):
        yield Seer(duty, work.accounts.organisation(duty.organisation), None)
    for share in work.shares.of_individual(caller):
        # A link whose word was said wrong too often opens nothing until she makes a new word.
        if work.shares.wrong_words(share) < WRONG_WORDS:
            yield Seer(share, None, None)
