"""Where she is signed in, for programs of hers."""

from fastapi import APIRouter
from fastapi.responses import Response

from profile_service.actions.own_sessions import end_own_session, end_own_sessions, sessions_of
from profile_service.api.answering_once import to_response
from profile_service.api.contract import refusals
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here
from profile_service.portability.own_format import to_bytes
from profile_service.wire.ways_in import render_session
from schemas.access import OwnSessionList

router = APIRouter(prefix="/v1/me/sessions", tags=["own sign-in"])


@router.get(
    "",
    responses={200: {"model": OwnSessionList}, **refusals()},
    summary="Where she is signed in to the portal; a program with a token is none of these",
)
async def own_sessions(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: sessions_of(work, house.desk, caller))
    return to_response(Reply(200, to_bytes({"sessions": [render_session(one) for one in found]})))


@router.delete("", status_code=204, responses=refusals(), summary="End all of them, at once")
async def end_sessions(caller: AsIndividual, house: Here) -> Response:
    await house.write(lambda work: end_own_sessions(work, house.desk, caller))
    return to_response(Reply(204, b""))


@router.delete(
    "/{session_id}", status_code=204, responses=refusals("not-available"), summary="End one of them, at once"
)
async def end_session(session_id: str, caller: AsIndividual, house: Here) -> Response:
    await house.write(lambda work: end_own_session(work, house.desk, caller, session_id))
    return to_response(Reply(204, b""))
