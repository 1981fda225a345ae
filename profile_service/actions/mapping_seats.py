"""Who sits before a mapping session, and whether she has a place there at all."""

from dataclasses import dataclass
from datetime import date

from consent.grant import Active, at_time
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.helping import HelpingStaff, standing_help
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import may_meet
from profile_service.actions.reading import Opening, is_shut_out
from profile_service.domain.mapping_session import MappingSession, Runner
from profile_service.domain.people import Grantee


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """She herself, on a device of her own."""

    individual: IndividualId


@dataclass(frozen=True, slots=True)
class HelperSeat:
    """A member of staff inside an assisted session."""

    staff: HelpingStaff


@dataclass(frozen=True, slots=True)
class GranteeSeat:
    """An organisation under a grant: `opening` says which one, for which case, and who reads."""

    grantee: Grantee
    opening: Opening


Seat = OwnSeat | HelperSeat | GranteeSeat


def today_of(desk: Desk) -> date:
    """Today, in the service's zone."""
    return desk.clock.now().astimezone(desk.zone).date()


def writer_of(seat: Seat) -> str:
    """The name of whoever writes; empty for herself."""
    match seat:
        case OwnSeat():
            return ""
        case HelperSeat(staff):
            return staff.name
        case GranteeSeat(_, opening):
            return opening.reader


def grantee_of(seat: Seat) -> Grantee | None:
    """The organisation that sits there; None where it is she herself."""
    match seat:
        case OwnSeat():
            return None
        case HelperSeat(staff):
            return staff.grantee
        case GranteeSeat(grantee, _):
            return grantee


def individual_behind(work: Work, seat: Seat) -> IndividualId | None:
    """Whom the seat could be about; None where there is nobody. Says nothing about whether she may be met."""
    match seat:
        case OwnSeat(individual):
            return individual
        case HelperSeat(staff):
            assistance = work.assistances.of_helper(staff.id)
            return None if assistance is None else assistance.individual
        case GranteeSeat(grantee, opening):
            grant = work.ledger.find(GrantId(opening.grant_id))
            hers = grant is not None and grant.terms.organisation == grantee.organisation.id
            return grant.terms.individual if grant is not None and hers else None


def is_grounded(work: Work, desk: Desk, seat: Seat) -> bool:
    """Whether the seat's ground stands at all now, whatever it opens."""
    match seat:
        case OwnSeat():
            return True
        case HelperSeat(staff):
            assistance = standing_help(work, desk, staff)
            return assistance is not None and may_meet(work, staff.grantee, assistance.individual)
        case GranteeSeat(grantee, opening):
            grant = work.ledger.find(GrantId(opening.grant_id))
            if grant is None or grant.terms.organisation != grantee.organisation.id:
                return False
            is_open = isinstance(at_time(grant, desk.clock.now()), Active)
            is_open = is_open and not is_shut_out(work, grantee, grant, opening.reader)
            return may_meet(work, grantee, grant.terms.individual) and is_open


def belongs(session: MappingSession, seat: Seat) -> bool:
    """Whether a session is one of this seat's: all of hers; of an organisation's, those that it runs itself on this ground.

    A helper may go on with what her unit began in an earlier help: the new code says so.
    """
    match seat:
        case OwnSeat(individual):
            return session.individual == individual
        case HelperSeat(staff):
            place = (session.organisation, session.unit)
            return session.runner is Runner.HELPER and place == (
                staff.grantee.organisation.id,
                staff.grantee.unit,
            )
        case GranteeSeat(grantee, opening):
            own = session.runner is Runner.GRANTEE and session.organisation == grantee.organisation.id
            return own and session.ground == opening.grant_id
