"""The doors of the portal: a session cookie says who visits, and a form is taken only from our own pages."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from consent.vocabulary import IndividualId
from profile_service.actions.ports import Work
from profile_service.domain.people import Grantee, Operator, Role, Staff, StaffId
from profile_service.domain.session import Session
from profile_service.doors.errors import NotAllowedError, NotSignedInError
from profile_service.doors.forms import changes_something, read_form, refuse_foreign, refuse_forged
from profile_service.doors.house import Here, House
from profile_service.doors.languages import language_for
from profile_service.identity.portal_sessions import find_session, needs_touch, touch


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to a public page. `signed_in` is "individual", "staff", "operator" or None."""

    language: str
    form_token: str | None
    signed_in: str | None


@dataclass(frozen=True, slots=True)
class PortalVisit:
    """An individual at the portal, by her session."""

    individual: IndividualId
    form_token: str
    language: str


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """A member of an organisation's staff at the portal, acting for one unit."""

    staff: Staff
    grantee: Grantee
    form_token: str
    language: str


@dataclass(frozen=True, slots=True)
class OperatorVisit:
    """A colleague of whoever runs the service, at the operator's own pages."""

    staff: Staff
    operator: Operator
    form_token: str
    language: str


async def public_page(request: Request, house: Here) -> Visit:
    session = await _session(request, house)
    account = None if session is None else session.individual
    if session is not None:
        await refuse_forged(request, session)
    elif changes_something(request):
        refuse_foreign(request)
        await read_form(request)
    language = await language_for(request, house, account)
    if session is None:
        return Visit(language, None, None)
    return Visit(language, session.form_token, await _kind_of(house, session))


async def at_portal(request: Request, house: Here) -> PortalVisit:
    session = await _session(request, house)
    if session is None:
        raise NotSignedInError
    if session.individual is None:
        raise NotAllowedError
    await refuse_forged(request, session)
    language = await language_for(request, house, session.individual)
    return PortalVisit(session.individual, session.form_token, language)


async def as_staff(request: Request, house: Here) -> StaffVisit:
    session = await _session(request, house)
    if session is None:
        raise NotSignedInError
    if session.staff is None:
        raise NotAllowedError
    await refuse_forged(request, session)
    language = await language_for(request, house, None)
    return await house.read(lambda work: _staff_visit(work, session, language))


def _staff_visit(work: Work, session: Session, language: str) -> StaffVisit:
    staff = None if session.staff is None else work.accounts.staff(session.staff)
    organisation = None if staff is None else work.accounts.organisation(staff.organisation)
    if staff is None or organisation is None:
        raise NotSignedInError
    if organisation.role is Role.OPERATOR:
        raise NotAllowedError
    grantee = Grantee(organisation, unit=staff.unit, reader=staff.name)
    return StaffVisit(staff, grantee, session.form_token, language)


async def at_operator(request: Request, house: Here) -> OperatorVisit:
    session = await _session(request, house)
    if session is None:
        raise NotSignedInError
    if session.staff is None:
        raise NotAllowedError
    await refuse_forged(request, session)
    language = await language_for(request, house, None)
    return await house.read(lambda work: _operator_visit(work, session, language))


def _operator_visit(work: Work, session: Session, language: str) -> OperatorVisit:
    staff = None if session.staff is None else work.accounts.staff(session.staff)
    organisation = None if staff is None else work.accounts.organisation(staff.organisation)
    if staff is None or organisation is None:
        raise NotSignedInError
    if organisation.role is not Role.OPERATOR:
        raise NotAllowedError
    return OperatorVisit(staff, Operator(organisation, staff.name), session.form_token, language)


async def _kind_of(house: House, session: Session) -> str:
    if session.staff is None:
        return "individual"
    staff_id = session.staff
    return await house.read(lambda work: _kind_of_staff(work, staff_id))


def _kind_of_staff(work: Work, staff_id: StaffId) -> str:
    staff = work.accounts.staff(staff_id)
    organisation = None if staff is None else work.accounts.organisation(staff.organisation)
    return "operator" if organisation is not None and organisation.role is Role.OPERATOR else "staff"


async def _session(request: Request, house: House) -> Session | None:
    secret = request.cookies.get(house.cookie.name)
    if not secret:
        return None
    session = await house.read(lambda work: find_session(work, house.desk, secret))
    if session is not None and needs_touch(session, house.desk):
        found = session
        session = await house.write(lambda work: touch(work, house.desk, secret, found))
    return session


PublicPage = Annotated[Visit, Depends(public_page)]
AtPortal = Annotated[PortalVisit, Depends(at_portal)]
AsStaff = Annotated[StaffVisit, Depends(as_staff)]
AtOperator = Annotated[OperatorVisit, Depends(at_operator)]
