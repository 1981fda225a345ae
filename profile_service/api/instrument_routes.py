"""Instruments: what people may be asked, for everybody to read; and an organisation's own, registered and retired."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from profile_service.actions.instruments import (
    find_instrument,
    list_instruments,
    own_instruments,
    register_instrument,
    retire_instrument,
    whose,
)
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import JSON, body_of
from profile_service.api.contract import refusals, sends
from profile_service.api.errors import MediaTypeError
from profile_service.domain.instrument import InstrumentId
from profile_service.domain.reply import Reply
from profile_service.doors import AsGrantee, Here, Public
from profile_service.portability.own_format import Wire, to_bytes
from profile_service.wire.instruments import render_head, render_instrument
from schemas import limits
from schemas.access import InstrumentHead, InstrumentList, PublishedInstrument
from schemas.instruments import Instrument

router = APIRouter(prefix="/v1", tags=["instruments"])
_Version = Annotated[
    str, Query(max_length=limits.INSTRUMENT_VERSION, description="The newest in use where none is said.")
]


@router.get(
    "/instruments",
    responses={200: {"model": InstrumentList}, **refusals()},
    summary="The newest version of each instrument in use",
)
async def instruments(_caller: Public, house: Here) -> Response:
    def find(work: Work) -> list[Wire]:
        return [render_head(one, whose(work, one.organisation)) for one in list_instruments(work, house.desk)]

    return to_response(Reply(200, to_bytes({"instruments": await house.read(find)})))


@router.get(
    "/instruments/{instrument_id}",
    responses={200: {"model": PublishedInstrument}, **refusals("not-available")},
    summary="One instrument with all its questions, and where each answer goes",
)
async def instrument(instrument_id: str, _caller: Public, house: Here, version: _Version = "") -> Response:
    def find(work: Work) -> Wire:
        found = find_instrument(work, house.desk, InstrumentId(instrument_id), version)
        return render_instrument(found, whose(work, found.organisation))

    return to_response(Reply(200, to_bytes(await house.read(find))))


@router.get(
    "/own-instruments",
    responses={200: {"model": InstrumentList}, **refusals()},
    summary="Every version that the caller has registered, retired ones as well",
)
async def registered_instruments(grantee: AsGrantee, house: Here) -> Response:
    found = await house.read(lambda work: own_instruments(work, grantee.organisation.id))
    rendered = [render_head(one, grantee.organisation) for one in found]
    return to_response(Reply(200, to_bytes({"instruments": rendered})))


@router.post(
    "/instruments",
    status_code=201,
    responses={
        201: {"model": InstrumentHead, **sends("Location")},
        **refusals("idempotency-key-reused", "unsupported-media-type"),
    },
    openapi_extra=body_of(Instrument),
    summary="Register a version of an instrument; every place that is wrong is named",
)
async def register_own_instrument(
    request: Request, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise MediaTypeError
    # As it was sent, byte for byte: what is kept is what the organisation wrote.
    text = await request.body()
    # Checked beside the lanes: what is wrong is told before anybody waits for it there.
    await asyncio.to_thread(house.desk.instruments.read, text, grantee.organisation.id)

    def act(work: Work) -> Reply:
        made = register_instrument(work, house.desk, grantee.organisation.id, text)
        body = to_bytes(render_head(made, grantee.organisation))
        return Reply(201, body, {"Location": f"/v1/instruments/{made.id}?version={made.version}"})

    return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


@router.delete(
    "/instruments/{instrument_id}/versions/{version}",
    status_code=204,
    responses=refusals("not-available", "idempotency-key-reused"),
    summary="Retire a version of one's own: no session starts with it, those that run go on",
)
async def retire_own_instrument(
    request: Request,
    instrument_id: str,
    grantee: AsGrantee,
    house: Here,
    version: str,
    key: IdempotencyKey = None,
) -> Response:
    def act(work: Work) -> Reply:
        retire_instrument(work, house.desk, grantee.organisation.id, InstrumentId(instrument_id), version)
        return Reply(204, b"")

    return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)
