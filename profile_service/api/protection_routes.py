"""Protected identity, for programs of hers: on in one step, off with a fresh sign-in."""

from fastapi import APIRouter
from fastapi.responses import Response

from profile_service.actions.protection import end_protection, is_protected, protect
from profile_service.api.answering_once import to_response
from profile_service.api.contract import refusals
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, FreshIndividual, Here
from profile_service.portability.own_format import to_bytes
from schemas.access import Protection

router = APIRouter(prefix="/v1/me/protection", tags=["own profile"])


@router.get(
    "",
    responses={200: {"model": Protection}, **refusals()},
    summary="Whether she is under protected identity",
)
async def own_protection(caller: AsIndividual, house: Here) -> Response:
    return _told(await house.read(lambda work: is_protected(work, caller)))


@router.put(
    "",
    responses={200: {"model": Protection}, **refusals()},
    summary="Switch it on: name, numbers, contacts, places, employers and schools leave by no way",
)
async def switch_on(caller: AsIndividual, house: Here) -> Response:
    await house.write(lambda work: protect(work, house.desk, caller))
    return _told(True)


@router.delete(
    "",
    responses={200: {"model": Protection}, **refusals()},
    summary="Switch it off, signed in anew",
)
async def switch_off(caller: FreshIndividual, house: Here) -> Response:
    await house.write(lambda work: end_protection(work, house.desk, caller))
    return _told(False)


def _told(is_on: bool) -> Response:
    return to_response(Reply(200, to_bytes({"protected": is_on})))
