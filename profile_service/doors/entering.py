"""The moment in which somebody who has proved who she is gets a session. Every way in ends here, and none does it itself."""

from typing import Final
from urllib.parse import quote

from fastapi import Request, Response

from profile_service.actions.ports import Work
from profile_service.actions.signing_in import note_refused_sign_in, note_sign_in
from profile_service.domain.people import Role
from profile_service.domain.session import Arrival, Session
from profile_service.domain.sign_in import Intent
from profile_service.doors.house import House
from profile_service.doors.session_cookies import give_session
from profile_service.identity.portal_sessions import find_session, open_session, prove_again

_ANOTHER: Final = "another-account"
"""The word in the journal where a fresh proof was somebody else's."""


async def enter(
    request: Request, house: House, arrival: Arrival, to: str = "", intent: Intent = Intent.ENTER
) -> Response:
    """Let her in: on to `to`, a path of this site, or to her first page.

    Where she is signed in already as the same one, it is her session that goes on, under a new secret and with the fresh
    proof. Any other session of this browser ends; but where she was to prove `AGAIN` who she is, somebody else's proof is
    refused, and the session stays as it was.
    """
    shown = request.cookies.get(house.cookie.name, "")

    def let_in(work: Work) -> tuple[str, str, bool] | None:
        session = find_session(work, house.desk, shown) if shown else None
        if intent is Intent.AGAIN and session is not None and not _is_same(session, arrival):
            note_refused_sign_in(work, house.desk, _ANOTHER)
            return None
        note_sign_in(work, house.desk, arrival)
        if session is not None and _is_same(session, arrival):
            secret, shared = prove_again(work, house.desk, shown, session, arrival), session.shared_computer
        else:
            if session is not None:
                work.sessions.close(shown)
            secret, shared = open_session(work, house.desk, arrival), arrival.shared_computer
        return secret, _home(work, arrival), shared

    entered = await house.write(let_in)
    if entered is None:
        address = again_address(request, to or "/") + "&another=1"
        return Response(status_code=303, headers={"Location": address, "Cache-Control": "no-store"})
    secret, home, shared = entered
    answer = Response(status_code=303, headers={"Location": to or home, "Cache-Control": "no-store"})
    give_session(answer, house, secret, shared_computer=shared)
    return answer


def again_address(request: Request, to: str = "") -> str:
    """Where she proves again who she is, and goes on from at `to`; at the page that she asked for where that is empty."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"/sign-in/again?to={quote(to or request.url.path + query)}"


def _is_same(session: Session, arrival: Arrival) -> bool:
    return (session.individual, session.staff) == (arrival.individual, arrival.staff)


def _home(work: Work, arrival: Arrival) -> str:
    if arrival.staff is None:
        return "/my"
    member = work.staff.find(arrival.staff)
    organisation = None if member is None else work.accounts.organisation(member.organisation)
    return "/operator" if organisation is not None and organisation.role is Role.OPERATOR else "/agency"
