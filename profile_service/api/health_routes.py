"""Is it alive, is it ready, and what does it speak: for those who run it and those who write clients."""

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.vocabulary import IndividualId
from profile_service.api.contract import refusals
from profile_service.doors import Here, Public

router = APIRouter(tags=["running"])


@router.get("/healthz", summary="The process answers")
async def healthz(_caller: Public) -> Response:
    return Response(b'{"status":"ok"}', media_type="application/json")


@router.get("/openapi.json", include_in_schema=False)
async def contract(request: Request, _caller: Public) -> Response:
    return Response(orjson.dumps(request.app.openapi()), media_type="application/json")


@router.get("/readyz", responses=refusals(), summary="The database can be read and written")
async def readyz(_caller: Public, house: Here) -> Response:
    nobody = IndividualId("readiness")
    await house.read(lambda work: work.accounts.individual(nobody))
    await house.write(lambda work: work.accounts.individual(nobody))
    return Response(b'{"status":"ready"}', media_type="application/json")
