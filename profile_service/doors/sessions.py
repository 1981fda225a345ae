"""The session behind a request's cookie, and whose it is."""

from fastapi import Request

from profile_service.actions.ports import Work
from profile_service.domain.people import Member, Organisation, Role, Staff
from profile_service.domain.session import Session
from profile_service.doors.house import House
from profile_service.identity.portal_sessions import find_session, needs_touch, touch


async def session_of(request: Request, house: House) -> Session | None:
    """The live session that the cookie opens, now in use."""
    secret = request.cookies.get(house.cookie.name)
    if not secret:
        return None
    session = await house.read(lambda work: find_session(work, house.desk, secret))
    if session is not None and needs_touch(session, house.desk):
        found = session
        session = await house.write(lambda work: touch(work, house.desk, secret, found))
    return session


async def kind_of(house: House, session: Session) -> str:
    """Who is signed in: "individual", "staff" or "operator"."""
    if session.staff is None:
        return "individual"
    found = await house.read(lambda work: member_of(work, session))
    return "operator" if found is not None and found[1].role is Role.OPERATOR else "staff"


def member_of(work: Work, session: Session) -> tuple[Member, Organisation] | None:
    """The member of staff behind a session and her organisation; None where one of them is not registered any more."""
    member = None if session.staff is None else work.staff.find(session.staff)
    organisation = None if member is None else work.accounts.organisation(member.organisation)
    return None if member is None or organisation is None else (member, organisation)


def acting(member: Member, session: Session) -> Staff:
    """The member as one who acts for the unit of the session; for none where she has no place there.

    With one place alone there is nothing to choose. Which of several she acts for, she says herself.
    """
    found = member.acting(session.unit) if session.unit or len(member.places) == 1 else None
    return found or Staff(member.id, member.organisation, member.name, "", frozenset())
