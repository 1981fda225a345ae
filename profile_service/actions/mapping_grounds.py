"""What the ground that somebody sits on opens of a mapping session now. Looked up anew each time.

Whoever has no ground any more gets a denial, whatever the cause, and sees neither what was known nor what was answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from consent.assistance import Assistance
from consent.decision import AssistedReading, Denial, OwnReading, Reason, decide
from consent.permit import Permit
from consent.scope import Scope
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.helping import HelpingStaff
from profile_service.actions.instruments import find_instrument
from profile_service.actions.journaling import named, record
from profile_service.actions.mapping_seats import (
    GranteeSeat,
    HelperSeat,
    OwnSeat,
    Seat,
    belongs,
    individual_behind,
    today_of,
)
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import between_of, shield_of
from profile_service.actions.reading import open_granted, refuse_granted, still_granted
from profile_service.domain.coverage import Sections
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.instrument import Instrument, Respondent
from profile_service.domain.mapping_reach import HERSELF, Reach, cut, fields_of
from profile_service.domain.mapping_session import MappingSession, MappingSessionId, Runner, SessionState
from profile_service.domain.mapping_sheet import Known, wanted_scopes
from profile_service.domain.opening import Telling
from profile_service.domain.people import Grantee, Role, StaffRole

_WRITERS: Final = frozenset({Respondent.PERSON, Respondent.ADVISER})


@dataclass(frozen=True, slots=True)
class Ground:
    """What a seat rests on now: whom it is about, what may be seen of her profile, and what may be asked.

    `purpose` is the id of the purpose declaration, where there is one.
    """

    individual: IndividualId
    sections: Sections
    reach: Reach
    id: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session and the ground of whoever sits before it now."""

    session: MappingSession
    known: Known
    ground: Ground

    @property
    def instrument(self) -> Instrument:
        return self.known.instrument


def sit(
    work: Work, desk: Desk, seat: Seat, session_id: MappingSessionId, *, looking: bool
) -> Sitting | Denial:
    """Come before a session.

    Args:
        looking: whether something of her profile can be told by what comes of it, which is a reading with its line in her log:
            the sheet, and whether an answer fits. Else the ground is decided anew, and only a refusal is written down.

    Raises:
        NotAvailableError: she has no such session. To anybody else that is a denial like any other.
    """
    session = _session_of(work, seat, session_id)
    if session is None:
        return _refused(work, desk, seat)
    instrument = find_instrument(work, desk, session.instrument, session.instrument_version)
    scopes = wanted_scopes(instrument, session.hidden, session.opened) or wanted_scopes(
        instrument, (), session.opened
    )
    ground = take_ground(work, desk, seat, instrument, scopes, Kind.READ if looking else None)
    if isinstance(ground, Denial):
        return ground
    return Sitting(session, Known.of(instrument, ground.sections, today_of(desk)), ground)


def take_ground(
    work: Work, desk: Desk, seat: Seat, instrument: Instrument, scopes: tuple[Scope, ...], kind: Kind | None
) -> Ground | Denial:
    """Decide what the seat may see of these slices, write the line, and open them.

    Args:
        kind: what her log calls it; None where nothing is shown, and only a refusal is written down.
    """
    match seat:
        case OwnSeat(individual):
            return _own_ground(work, desk, individual, scopes)
        case HelperSeat(staff):
            return _helper_ground(work, desk, staff, instrument, scopes, kind)
        case GranteeSeat():
            return _grantee_ground(work, desk, seat, instrument, scopes, kind)


def moves_for_others(
    work: Work, desk: Desk, seat: Seat, before: MappingSession, after: MappingSession
) -> bool:
    """Whether a change is one for those who run a session too: all that they do, and of hers what they may see.

    After the end there is none: what she makes of the proposals is hers to know. Where no help stands now, nobody can say what
    the next one opens, and so it counts.
    """
    if before.state is not SessionState.OPEN:
        return False
    if not isinstance(seat, OwnSeat):
        return True
    reach = _reach_of_runner(work, desk, before)
    if reach is None:
        return True
    instrument = find_instrument(work, desk, before.instrument, before.instrument_version)
    return cut(before, instrument, reach) != cut(after, instrument, reach)


def _reach_of_runner(work: Work, desk: Desk, session: MappingSession) -> Reach | None:
    """What those who run a session see of it, whatever their roles; None where nothing tells."""
    whose, scopes = session.individual, None
    grant = work.ledger.find(GrantId(session.ground)) if session.runner is Runner.GRANTEE else None
    if grant is not None:
        scopes = grant.terms.scopes
    elif session.runner is Runner.HELPER:
        place = (session.organisation, session.unit)
        helps = work.assistances.of_individual(whose)
        standing = (one for one in helps if one.stands(desk.clock.now()))
        scopes = next((one.scopes for one in standing if (one.organisation, one.unit) == place), None)
    if scopes is None:
        return None
    shield, between = shield_of(work, whose), between_of(work, whose)
    return Reach(_WRITERS, fields_of(scopes), session.runner is Runner.GRANTEE, shield, between)


def _session_of(work: Work, seat: Seat, session_id: MappingSessionId) -> MappingSession | None:
    individual = individual_behind(work, seat)
    found = work.mapping_sessions.find(individual or IndividualId(""), session_id)
    return found if found is not None and belongs(found, seat) else None


def _own_ground(work: Work, desk: Desk, caller: IndividualId, scopes: tuple[Scope, ...]) -> Ground:
    decision = decide(OwnReading(caller, caller, scopes), None, desk.clock.now())
    if isinstance(decision, Denial):
        raise NotAvailableError
    return Ground(caller, work.vault.read(decision).sections, HERSELF)


def _helper_ground(
    work: Work,
    desk: Desk,
    staff: HelpingStaff,
    instrument: Instrument,
    scopes: tuple[Scope, ...],
    kind: Kind | None,
) -> Ground | Denial:
    assistance = work.assistances.of_helper(staff.id)
    grantee = staff.grantee
    reading = AssistedReading(
        grantee.organisation.id, grantee.unit, staff.id, staff.session, scopes, cleared=grantee.cleared
    )
    shield = shield_of(work, None if assistance is None else assistance.individual)
    decision = decide(reading, assistance, desk.clock.now(), shield)
    if kind is not None or isinstance(decision, Denial):
        _record_helper(work, desk, staff, assistance, instrument, decision, kind or Kind.READ)
    if isinstance(decision, Denial):
        return decision
    if assistance is None:  # no permit rests on nothing
        return Denial(Reason.NO_GRANT)
    work.assistances.save(assistance.touch(desk.clock.now()))
    sections = work.vault.read(decision, Telling.NOTHING if kind is None else Telling.LINE).sections
    reach = _reach(work, grantee, assistance.individual, assistance.scopes)
    return Ground(assistance.individual, sections, reach, assistance.id)


def _grantee_ground(
    work: Work,
    desk: Desk,
    seat: GranteeSeat,
    instrument: Instrument,
    scopes: tuple[Scope, ...],
    kind: Kind | None,
) -> Ground | Denial:
    named_scopes = tuple(str(scope) for scope in scopes)
    opening = replace(seat.opening, scopes=named_scopes, instrument=instrument)
    if kind is None:
        opened = still_granted(work, desk, seat.grantee, opening)
    else:
        opened = open_granted(work, desk, seat.grantee, opening, kind)
    if isinstance(opened, Denial):
        return opened
    declaration = opened.declaration
    if declaration is None:  # a duty by law asks nobody anything
        return Denial(Reason.NO_GRANT)
    individual = opened.terms.individual
    reach = replace(_reach(work, seat.grantee, individual, opened.terms.scopes), ordinary=True)
    return Ground(individual, opened.sections, reach, opened.terms.id, declaration.id)


def _reach(work: Work, grantee: Grantee, individual: IndividualId, scopes: Iterable[Scope]) -> Reach:
    assesses = grantee.organisation.role is Role.ASSESSOR or StaffRole.ASSESSOR in grantee.roles
    respondents = _WRITERS | {Respondent.ASSESSOR} if assesses else _WRITERS
    shield, between = shield_of(work, individual), between_of(work, individual)
    return Reach(respondents, fields_of(scopes), shield=shield, between=between)


def _refused(work: Work, desk: Desk, seat: Seat) -> Denial:
    """There is no such session on this ground. Written down under the ground, as any try of theirs is."""
    match seat:
        case OwnSeat():
            raise NotAvailableError
        case HelperSeat(staff):
            assistance, denial = work.assistances.of_helper(staff.id), Denial(Reason.NO_GRANT)
            _record_helper(work, desk, staff, assistance, None, denial, Kind.READ)
            return denial
        case GranteeSeat(grantee, opening):
            return refuse_granted(work, desk, grantee, opening)


def _record_helper(
    work: Work,
    desk: Desk,
    staff: HelpingStaff,
    assistance: Assistance | None,
    instrument: Instrument | None,
    decision: Permit | Denial,
    kind: Kind,
) -> None:
    detail: dict[str, str | list[str]] = {
        "reader": staff.name,
        "unit": staff.grantee.unit,
        **({} if instrument is None else named(instrument)),
    }
    if isinstance(decision, Denial):
        outcome = Outcome.REFUSED
        detail["reason"] = decision.reason.value
    else:
        outcome = Outcome.DISCLOSED
        detail["scopes"] = [str(scope) for scope in decision.scopes]
    record(
        work,
        desk,
        kind,
        outcome,
        None if assistance is None else assistance.individual,
        staff.grantee.organisation.id,
        None if assistance is None else GrantId(assistance.id),
        detail,
    )
