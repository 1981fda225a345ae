"""Mapping sessions: started with everything known filled in, and looked at anew each time by whoever sits there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from consent.decision import Denial, Reason
from consent.grant import Active
from consent.terms import Ending
from consent.vocabulary import DutyId, GrantId, IndividualId
from profile_service.actions.errors import ContentError, NotAvailableError, SectionFullError
from profile_service.actions.instruments import instrument_to_start
from profile_service.actions.journaling import named, record
from profile_service.actions.mapping_grounds import Ground, sit, take_ground
from profile_service.actions.mapping_seats import (
    GranteeSeat,
    HelperSeat,
    OwnSeat,
    Seat,
    belongs,
    individual_behind,
    is_grounded,
    today_of,
    writer_of,
)
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.instrument import Instrument, InstrumentId
from profile_service.domain.mapping_session import (
    MOST_OPEN,
    AdviserNotes,
    Circumstances,
    MappingSession,
    MappingSessionId,
    Reused,
    Runner,
    SessionState,
    for_others,
)
from profile_service.domain.mapping_sheet import Known, Sheet, lay_out, not_asked, wanted_scopes
from profile_service.domain.mapping_words import objections_to_circumstances
from profile_service.domain.people import Organisation
from profile_service.domain.reuse import reuse_of

_NOTHING: Final = Reused(0, 0, 0, 0)


def start(
    work: Work,
    desk: Desk,
    seat: Seat,
    instrument_id: InstrumentId,
    version: str,
    circumstances: Circumstances,
) -> MappingSession | Denial:
    """Begin a session. What is known is not copied into it: how much was known is counted, once.

    An organisation sees what its ground opens, which is a reading with its line in her log.

    Args:
        version: of the instrument; empty for the newest.

    Raises:
        NotAvailableError: there is no such instrument.
        ContentError: the circumstances do not fit.
        SectionFullError: as many sessions are open as there may be.
    """
    instrument = instrument_to_start(work, desk, instrument_id, version)
    objections = list(objections_to_circumstances(circumstances))
    if objections:
        raise ContentError(objections)
    denied = _cannot_run(work, desk, seat, instrument)
    if denied is not None:
        return denied
    scopes = wanted_scopes(instrument, (), ())
    ground = take_ground(work, desk, seat, instrument, scopes, Kind.MAPPING)
    if isinstance(ground, Denial):
        return ground
    began = _begun(desk, seat, ground, instrument, circumstances)
    open_ones = [
        one
        for one in work.mapping_sessions.of_individual(ground.individual)
        if one.state is SessionState.OPEN and one.organisation == began.organisation
    ]
    if len(open_ones) >= MOST_OPEN:
        raise SectionFullError
    known = Known.of(instrument, ground.sections, today_of(desk))
    there = [
        known.covered[item.id]
        for section in instrument.sections
        for item in section.items
        if item.id in known.covered and ground.reach.opens(instrument, section, item)
    ]
    session = replace(began, reused=reuse_of(instrument, there, not_asked=not_asked(began, known)))
    work.mapping_sessions.add(session)
    return session


def look(work: Work, desk: Desk, seat: Seat, session_id: MappingSessionId) -> Sheet | Denial:
    """The sheet as it is for whoever sits there now. Each opening by somebody else than her is one line in her log.

    Raises:
        NotAvailableError: she has no such session. To anybody else that is a denial like any other.
    """
    sitting = sit(work, desk, seat, session_id, looking=True)
    if isinstance(sitting, Denial):
        return sitting
    return lay_out(sitting.session, sitting.known, sitting.ground.reach)


@dataclass(frozen=True, slots=True)
class MappingView:
    """A session of hers, and who runs it; None where she does herself, or where they are not there any more."""

    session: MappingSession
    organisation: Organisation | None


def mappings_of(work: Work, caller: IndividualId) -> Sequence[MappingView]:
    """Every session of hers with its answers and notes, the one that was changed last first."""
    return [
        MappingView(one, None if one.organisation is None else work.accounts.organisation(one.organisation))
        for one in work.mapping_sessions.of_individual(caller)
    ]


def look_at_own(work: Work, caller: IndividualId, session_id: MappingSessionId) -> MappingSession:
    """One session of hers, without its sheet; NotAvailableError where she has none of this id."""
    found = work.mapping_sessions.find(caller, session_id)
    if found is None:
        raise NotAvailableError
    return found


def sessions_of(work: Work, desk: Desk, seat: Seat) -> Sequence[MappingSession]:
    """The sessions of a seat, the one that was changed last first.

    To an organisation they come without answers and notes: what it began itself, and nothing where it has no ground any more.
    """
    individual = individual_behind(work, seat)
    if individual is None or not is_grounded(work, desk, seat):
        return []
    found = [one for one in work.mapping_sessions.of_individual(individual) if belongs(one, seat)]
    if isinstance(seat, OwnSeat):
        return found
    nothing: frozenset[str] = frozenset()
    bare = [
        replace(for_others(one), answers={}, notes=AdviserNotes(), hidden=nothing, opened=nothing)
        for one in found
    ]
    # By what they see: the order of the store would tell which one she has gone on with.
    return sorted(bare, key=lambda one: (one.changed_at, one.id), reverse=True)


def _cannot_run(work: Work, desk: Desk, seat: Seat, instrument: Instrument) -> Denial | None:
    """A law lets somebody read, and asks her nothing; a grant for one reading does not last as long as a session. Both are left."""
    if not isinstance(seat, GranteeSeat):
        return None
    named_ground = seat.opening.grant_id
    grant, duty = work.ledger.find(GrantId(named_ground)), work.duties.find(DutyId(named_ground))
    once = isinstance(grant, Active) and grant.terms.ending is Ending.ONCE
    ground = duty if duty is not None else grant.terms if grant is not None and once else None
    if ground is None:
        return None
    own = ground.organisation == seat.grantee.organisation.id
    detail: dict[str, str | list[str]] = {"reader": seat.opening.reader, "unit": seat.grantee.unit}
    record(
        work,
        desk,
        Kind.MAPPING,
        Outcome.REFUSED,
        ground.individual,
        seat.grantee.organisation.id,
        GrantId(ground.id),
        {**detail, **named(instrument)} if own else detail,
    )
    return Denial(Reason.OUTSIDE_THE_GRANT)


def _begun(
    desk: Desk, seat: Seat, ground: Ground, instrument: Instrument, circumstances: Circumstances
) -> MappingSession:
    now = desk.clock.now()
    began = MappingSession(
        id=MappingSessionId(desk.ids.new("map")),
        individual=ground.individual,
        instrument=instrument.id,
        instrument_version=instrument.version,
        runner=Runner.HERSELF,
        circumstances=circumstances,
        reused=_NOTHING,
        started_at=now,
        changed_at=now,
        adviser=writer_of(seat),
        ground=ground.id,
        purpose=ground.purpose,
    )
    match seat:
        case OwnSeat():
            return began
        case HelperSeat(staff):
            grantee, runner = staff.grantee, Runner.HELPER
        case GranteeSeat(grantee, _):
            runner = Runner.GRANTEE
    return replace(began, runner=runner, organisation=grantee.organisation.id, unit=grantee.unit)
