"""The doors of the portal for those who come from work: an organisation's staff, and the operator's."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from profile_service.domain.people import Grantee, Member, Operator, Organisation, Role, Staff
from profile_service.domain.session import Session
from profile_service.doors.errors import NotAllowedError, NotSignedInError
from profile_service.doors.forms import refuse_forged
from profile_service.doors.house import Here, House
from profile_service.doors.languages import language_for
from profile_service.doors.sessions import acting, member_of, session_of


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


async def as_staff(request: Request, house: Here) -> StaffVisit:
    session, member, organisation, language = await _at_work(request, house)
    if organisation.role is Role.OPERATOR:
        raise NotAllowedError
    staff = acting(member, session)
    grantee = Grantee(organisation, unit=staff.unit, reader=staff.name, roles=staff.roles)
    return StaffVisit(staff, grantee, session.form_token, language, session)


async def at_operator(request: Request, house: Here) -> OperatorVisit:
    session, member, organisation, language = await _at_work(request, house)
    if organisation.role is not Role.OPERATOR:
        raise NotAllowedError
    operator = Operator(organisation, member.name)
    return OperatorVisit(acting(member, session), operator, session.form_token, language, session)


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


AsStaff = Annotated[StaffVisit, Depends(as_staff)]
AtOperator = Annotated[OperatorVisit, Depends(at_operator)]
