"""Her ways to sign in, for programs of hers: which there are, and one less. A new one is made in a browser or at a desk."""

from fastapi import APIRouter
from fastapi.responses import Response

from profile_service.actions.ways_in import remove_way_in, ways_in_of
from profile_service.api.answering_once import to_response
from profile_service.api.contract import refusals
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, FreshIndividual, Here
from profile_service.portability.own_format import to_bytes
from profile_service.wire.ways_in import render_way_in
from schemas.access import OwnWayInList

router = APIRouter(prefix="/v1/me/ways-in", tags=["own sign-in"])


@router.get(
    "",
    responses={200: {"model": OwnWayInList}, **refusals()},
    summary="Her ways to sign in to the portal",
)
async def own_ways_in(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: ways_in_of(work, caller))
    return to_response(Reply(200, to_bytes({"ways_in": [render_way_in(one) for one in found]})))


@router.delete(
    "/{way_id}",
    status_code=204,
    responses=refusals("not-available", "invalid-request", "sign-in-again"),
    summary="Take one away, unless she could not come in any more; needs a fresh sign-in",
)
async def remove_own_way_in(way_id: str, caller: FreshIndividual, house: Here) -> Response:
    await house.write(lambda work: remove_way_in(work, house.desk, caller, way_id))
    return to_response(Reply(204, b""))
