"""What an instrument does not have to ask: told to an organisation under its grant, and to her about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from consent.decision import Denial, PreviewReading, decide
from consent.declaration import PurposeDeclaration
from consent.duty import Duty
from consent.permit import Permit
from consent.request import Objection
from consent.scope import Scope
from consent.terms import Terms
from consent.vocabulary import GrantId, IndividualId, RequestId
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.instruments import find_instrument
from profile_service.actions.own_grant import own_grant
from profile_service.actions.own_profile import read_own_profile
from profile_service.actions.own_request import own_request
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import shield_of
from profile_service.actions.reading import Opening, open_granted
from profile_service.domain.coverage import Covered, Sections, Standing, cover, standing_of, told_to_her
from profile_service.domain.event import EventId, Kind
from profile_service.domain.instrument import Instrument, InstrumentId
from profile_service.domain.mapping_session import Reused
from profile_service.domain.people import Grantee
from profile_service.domain.reuse import reuse_of


@dataclass(frozen=True, slots=True)
class Question:
    """Of which instrument it is asked what is known; the newest version where none is said."""

    instrument: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Each item that a profile could answer, how it stands, and all of them in numbers. No values leave with it."""

    instrument: Instrument
    items: tuple[Covered, ...]
    standings: Mapping[str, Standing]
    """By the ids of the items of which something is known."""
    summary: Reused


@dataclass(frozen=True, slots=True)
class ToldCoverage:
    """The same with what it rests on, and the line of her log that tells of it."""

    terms: Terms | Duty
    declaration: PurposeDeclaration | None
    scopes: tuple[Scope, ...]
    coverage: Coverage
    event: EventId


def ask_coverage(
    work: Work, desk: Desk, grantee: Grantee, opening: Opening, question: Question
) -> ToldCoverage | Denial:
    """What is known of an instrument, to the organisation that has a grant or a duty. It is a reading: counted, decided and
    written down as one, and it uses up what was given for one reading.

    What is held against the instrument is cut to the permit before. So an item of which she has said nothing and one that
    she does not share are the same to this function, and to whoever gets what it says.

    Raises:
        ContentError: there is no such instrument.
    """
    instrument = _asked(work, desk, question)
    opened = open_granted(work, desk, grantee, replace(opening, instrument=instrument), Kind.COVERAGE)
    if isinstance(opened, Denial):
        return opened
    coverage = held_against(desk, instrument, opened.sections)
    return ToldCoverage(opened.terms, opened.declaration, opened.scopes, coverage, opened.event)


def own_coverage(
    work: Work, desk: Desk, caller: IndividualId, question: Question, grant_id: str | None
) -> Coverage:
    """What of an instrument her profile answers; with a grant, what of that its organisation sees.

    Raises:
        ContentError: there is no such instrument.
        NotAvailableError: she has given no such grant.
    """
    instrument = _asked(work, desk, question)
    if grant_id is None:
        return held_against(desk, instrument, read_own_profile(work, desk, caller).sections)
    return _told(work, desk, caller, instrument, own_grant(work, caller, GrantId(grant_id)).terms.scopes)


def coverage_of_request(
    work: Work, desk: Desk, caller: IndividualId, request_id: str, question: Question
) -> Coverage:
    """What they would not have to ask her, had she said yes to all that they ask for; errors as `own_coverage`."""
    instrument = _asked(work, desk, question)
    return _told(work, desk, caller, instrument, own_request(work, caller, RequestId(request_id)).scopes)


def _told(
    work: Work, desk: Desk, caller: IndividualId, instrument: Instrument, scopes: tuple[Scope, ...]
) -> Coverage:
    shared = _as_they_see(work, desk, caller, scopes)
    theirs = held_against(desk, instrument, shared)
    own = held_against(desk, instrument, read_own_profile(work, desk, caller).sections)
    # The summary is theirs: what she keeps to herself they have to ask.
    return Coverage(
        instrument,
        told_to_her(own.items, theirs.items),
        {**own.standings, **theirs.standings},
        theirs.summary,
    )


def _as_they_see(work: Work, desk: Desk, caller: IndividualId, scopes: tuple[Scope, ...]) -> Sections:
    decision = decide(PreviewReading(caller, caller, scopes), None, desk.clock.now(), shield_of(work, caller))
    if not isinstance(decision, Permit):
        raise NotAvailableError
    return work.vault.read(decision).sections


def held_against(desk: Desk, instrument: Instrument, sections: Sections) -> Coverage:
    """What sections answer of an instrument. Whoever calls it may see them."""
    today = desk.clock.now().astimezone(desk.zone).date()
    items = cover(instrument, sections, today)
    found = {one.item.id: standing_of(one, sections, today) for one in items}
    standings = {item: one for item, one in found.items() if one is not None}
    return Coverage(instrument, items, standings, reuse_of(instrument, items))


def _asked(work: Work, desk: Desk, question: Question) -> Instrument:
    """About nobody: whether an instrument is there says nothing of her."""
    try:
        return find_instrument(work, desk, InstrumentId(question.instrument), question.version)
    except NotAvailableError:
        right = "the id of an instrument, and a version of it"
        raise ContentError([Objection("/instrument", "there is no such instrument", right)]) from None
