"""The one step in which a member of staff turns to another of her units."""

from dataclasses import replace

from fastapi import Request, Response

from profile_service.actions.ports import Work
from profile_service.domain.session import Session
from profile_service.doors.errors import NotAllowedError
from profile_service.doors.house import House
from profile_service.doors.session_cookies import give_session
from profile_service.doors.sessions import member_of


async def act_for(request: Request, house: House, session: Session, unit: str) -> Response:
    """Go on as one who acts for this unit, under a new secret.

    The form token is a new one as well: a form that she opened for one unit is not sent for another.

    Raises:
        NotAllowedError: she has no place there.
    """
    shown = request.cookies.get(house.cookie.name, "")

    def turn(work: Work) -> str | None:
        found = member_of(work, session)
        if found is None or not unit or found[0].acting(unit) is None or work.sessions.find(shown) is None:
            return None
        desk = house.desk
        secret = desk.ids.secret()
        work.sessions.replace(shown, secret, replace(session, unit=unit, form_token=desk.ids.secret()))
        return secret

    secret = await house.write(turn)
    if secret is None:
        raise NotAllowedError
    answer = Response(status_code=303, headers={"Location": "/agency", "Cache-Control": "no-store"})
    give_session(answer, house, secret, shared_computer=session.shared_computer)
    return answer
