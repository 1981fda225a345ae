"""The doors of the portal for those who come from work: an organisation's staff, and the operator's.

Which door opens follows from her roles in the one unit that she acts for now, and from nothing else.
"""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request

from profile_service.domain.people import (
    HELPING_ROLES,
    READING_ROLES,
    Grantee,
    Member,
    Operator,
    Organisation,
    Role,
    Staff,
    StaffRole,
)
from profile_service.domain.session import Session
from profile_service.doors.errors import NotAllowedError, NotFreshError, NotSignedInError, NoUnitError
from profile_service.doors.forms import changes_something, refuse_forged
from profile_service.doors.house import Here, House
from profile_service.doors.languages import language_for
from profile_service.doors.sessions import acting, member_of, session_of

_ADMINISTRATOR: Final = frozenset({StaffRole.ADMINISTRATOR})
_DATA_PROTECTION: Final = frozenset({StaffRole.DATA_PROTECTION_OFFICER})


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """A member of an organisation's staff at the portal, acting for one unit."""

    staff: Staff
    grantee: Grantee
    form_token: str
    language: str
    session: Session


@dataclass(frozen=True, slots=True)
class OperatorVisit:
    """A colleague of whoever runs the service, at the operator's own pages."""

    staff: Staff
    operator: Operator
    form_token: str
    language: str
    session: Session


@dataclass(frozen=True, slots=True)
class MemberVisit:
    """A member of an organisation's staff who need not act for any unit yet; the operator's included."""

    member: Member
    organisation: Organisation
    form_token: str
    language: str
    session: Session


async def as_member(request: Request, house: Here) -> MemberVisit:
    """Any of the staff, to choose the unit that she acts for, or to be told that she has none."""
    session, member, organisation, language = await _at_work(request, house)
    return MemberVisit(member, organisation, session.form_token, language, session)


async def as_staff(request: Request, house: Here) -> StaffVisit:
    """Any of the staff who acts for a unit, whatever she does there."""
    session, member, organisation, language = await _at_work(request, house)
    if organisation.role is Role.OPERATOR:
        raise NotAllowedError
    staff = acting(member, session)
    if not staff.roles:
        raise NoUnitError
    grantee = Grantee(organisation, unit=staff.unit, reader=staff.name, roles=staff.roles)
    return StaffVisit(staff, grantee, session.form_token, language, session)


async def as_reader(request: Request, house: Here) -> StaffVisit:
    """Those who ask people and open what they were granted."""
    return _having(await as_staff(request, house), READING_ROLES)


async def fresh_reader(request: Request, house: Here) -> StaffVisit:
    """One of them who has proved it in the last minutes: for handing out a way in at the desk."""
    visit = await as_reader(request, house)
    if not visit.session.proof.fresh(house.desk.clock.now()):
        raise NotFreshError("/agency/desk" if changes_something(request) else "")
    return visit


async def as_helping(request: Request, house: Here) -> StaffVisit:
    """Those who help people to write, with a code that each hands over."""
    return _having(await as_staff(request, house), HELPING_ROLES)


async def as_administrator(request: Request, house: Here) -> StaffVisit:
    """Those who look after staff, units, systems, purposes and addresses."""
    return _having(await as_staff(request, house), _ADMINISTRATOR)


async def fresh_administrator(request: Request, house: Here) -> StaffVisit:
    """An administrator who has proved it in the last minutes: for whom she lets in, and with which keys."""
    visit = await as_administrator(request, house)
    if not visit.session.proof.fresh(house.desk.clock.now()):
        # Forms of these pages are short and hold codes and keys: they are not kept, she begins again on the page before.
        raise NotFreshError(_page_before(request) if changes_something(request) else "")
    return visit


def _page_before(request: Request) -> str:
    places = ("/agency/systems", "/agency/webhooks")
    return next((one for one in places if request.url.path.startswith(one)), "/agency/staff")


async def as_data_protection(request: Request, house: Here) -> StaffVisit:
    """The data protection officer."""
    return _having(await as_staff(request, house), _DATA_PROTECTION)


async def as_overseer(request: Request, house: Here) -> StaffVisit:
    """The data protection officer and the administrators: who has been let in by whom."""
    return _having(await as_staff(request, house), _ADMINISTRATOR | _DATA_PROTECTION)


async def as_inquired(request: Request, house: Here) -> StaffVisit:
    """Those who can be asked about a reading: whoever reads, about her own, and the data protection officer about all."""
    return _having(await as_staff(request, house), READING_ROLES | _DATA_PROTECTION)


def _having(visit: StaffVisit, roles: frozenset[StaffRole]) -> StaffVisit:
    if not visit.staff.roles & roles:
        raise NotAllowedError
    return visit


async def at_operator(request: Request, house: Here) -> OperatorVisit:
    session, member, organisation, language = await _at_work(request, house)
    if organisation.role is not Role.OPERATOR:
        raise NotAllowedError
    staff = acting(member, session)
    if not staff.roles:
        raise NoUnitError
    if not staff.roles & _ADMINISTRATOR:
        raise NotAllowedError
    operator = Operator(organisation, member.name)
    return OperatorVisit(staff, operator, session.form_token, language, session)


async def fresh_operator(request: Request, house: Here) -> OperatorVisit:
    """The same, who has proved it in the last minutes: for whom she lets in or ends, and for what a statute opens."""
    visit = await at_operator(request, house)
    if not visit.session.proof.fresh(house.desk.clock.now()):
        raise NotFreshError(_operators_page_before(request) if changes_something(request) else "")
    return visit


def _operators_page_before(request: Request) -> str:
    """The page that the form is on; one that has to be confirmed begins again at the organisation."""
    path = request.url.path
    return path if path.endswith("/new") else "/".join(path.split("/")[:4])


async def _at_work(request: Request, house: House) -> tuple[Session, Member, Organisation, str]:
    session = await session_of(request, house)
    if session is None:
        raise NotSignedInError
    if session.staff is None:
        raise NotAllowedError
    await refuse_forged(request, session)
    language = await language_for(request, house, None)
    found = await house.read(lambda work: member_of(work, session))
    if found is None:
        raise NotSignedInError
    return session, *found, language


AsMember = Annotated[MemberVisit, Depends(as_member)]
AsStaff = Annotated[StaffVisit, Depends(as_staff)]
AsReader = Annotated[StaffVisit, Depends(as_reader)]
AsHelping = Annotated[StaffVisit, Depends(as_helping)]
AsAdministrator = Annotated[StaffVisit, Depends(as_administrator)]
FreshReader = Annotated[StaffVisit, Depends(fresh_reader)]
FreshAdministrator = Annotated[StaffVisit, Depends(fresh_administrator)]
AsDataProtection = Annotated[StaffVisit, Depends(as_data_protection)]
AsOverseer = Annotated[StaffVisit, Depends(as_overseer)]
AsInquired = Annotated[StaffVisit, Depends(as_inquired)]
AtOperator = Annotated[OperatorVisit, Depends(at_operator)]
FreshOperator = Annotated[OperatorVisit, Depends(fresh_operator)]
