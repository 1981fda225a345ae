"""What the law lets others read about her, and the number that an authority's demand must name."""

from fastapi import APIRouter
from fastapi.responses import Response

from profile_service.actions.duties import duties_about
from profile_service.api.answering_once import to_response
from profile_service.api.contract import refusals
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here
from profile_service.portability.own_format import to_bytes
from profile_service.wire.declarations import render_own_duty
from schemas.access import OwnDutyList

router = APIRouter(prefix="/v1/me", tags=["own consent"])


@router.get(
    "/duties",
    responses={200: {"model": OwnDutyList}, **refusals()},
    summary="Access by law to her profile: it rests on no consent, and she cannot stop it",
)
async def own_duties(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: duties_about(work, house.desk, caller))
    wire = {"individual": caller, "duties": [render_own_duty(one) for one in found]}
    return to_response(Reply(200, to_bytes(wire)))
