"""Is it alive, and is it ready: for those who run it."""

from fastapi import APIRouter
from fastapi.responses import Response

from consent.vocabulary import IndividualId
from profile_service.actions.errors import BusyError
from profile_service.api.contract import refusals
from profile_service.api.problems import problem
from profile_service.doors import Here, Public

router = APIRouter(tags=["running"])


@router.get("/healthz", summary="The process answers")
async def healthz(_caller: Public) -> Response:
    return Response(b'{"status":"ok"}', media_type="application/json")


@router.get("/readyz", responses=refusals(), summary="The database can be read and written")
async def readyz(_caller: Public, house: Here) -> Response:
    nobody = IndividualId("readiness")
    try:
        await house.read(lambda work: work.accounts.individual(nobody))
        await house.write(lambda work: work.accounts.individual(nobody))
    except BusyError:
        return problem("busy")
    return Response(b'{"status":"ready"}', media_type="application/json")
