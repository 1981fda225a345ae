"""Is it alive, is it ready, and what does it speak: for those who run it and those who write clients."""

import orjson
from fastapi import APIRouter, Request
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


@router.get("/openapi.json", include_in_schema=False)
async def contract(request: Request, _caller: Public) -> Response:
    return Response(orjson.dumps(request.app.openapi()), media_type="application/json")


@router.get("/readyz", responses=refusals(), summary="The database can be read and written")
async def readyz(_caller: Public, house: Here) -> Response:
    if house.pulse.leaving:
        raise BusyError  # whoever shares out requests sends them elsewhere from now on
    if house.pulse.journal.mismatches:
        # Nothing more is disclosed before somebody has looked; what it is about is for the operator alone.
        return problem("busy", "The journal is not whole: 'egenkarta journal verify' names what is wrong.")
    if house.pulse.journal.is_behind(house.desk.clock.now()):
        return problem("busy", "The journal's tree stands still: look at the round 'integrate' in the log.")
    nobody = IndividualId("readiness")
    await house.read(lambda work: work.accounts.individual(nobody))
    await house.write(lambda work: work.accounts.individual(nobody))
    return Response(b'{"status":"ready"}', media_type="application/json")
