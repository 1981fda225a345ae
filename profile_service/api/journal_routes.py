"""The journal's tree for everybody: checkpoints, tiles and proofs between them (C2SP tlog-tiles); and her proof of a line of hers.

What is public is hashes alone. There is no tile of entries: a leaf is a commitment, and what it was made from is hers.
"""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from profile_service.actions.journal_proofs import (
    consistency,
    cosignatures_in,
    keep_cosignatures,
    newest_note,
    prove_line,
    tile_of,
)
from profile_service.api.answering_once import to_response
from profile_service.api.contract import refusals
from profile_service.api.errors import MalformedBodyError
from profile_service.domain.event import EventId
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here, Public
from profile_service.portability.own_format import to_bytes
from profile_service.wire.journal import render_consistency, render_keys, render_line_proof
from schemas.access.journal import ConsistencyProof, JournalKeys, LineProof

router: Final = APIRouter(prefix="/journal", tags=["journal"])
own_router: Final = APIRouter(prefix="/v1/me/journal", tags=["own consent"])
_TEXT: Final = "text/plain"
_HASHES: Final = "application/octet-stream"
_FOR_EVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
_FOR_A_SECOND: Final = {"Cache-Control": "public, max-age=1"}
_LARGEST: Final = 2**62
_LARGEST_BODY: Final = 16_384


@router.get(
    "/checkpoint",
    response_class=Response,
    responses={
        200: {"content": {_TEXT: {}}, "description": "A signed note (C2SP tlog-checkpoint)."},
        **refusals("not-available"),
    },
    summary="The newest size and root of the journal's tree, signed, with the signatures of its witnesses",
)
async def checkpoint(_caller: Public, house: Here) -> Response:
    note = await house.read(newest_note)
    return Response(note.encode(), media_type=_TEXT, headers=_FOR_A_SECOND)


@router.get(
    "/tile/{place:path}",
    response_class=Response,
    responses={
        200: {"content": {_HASHES: {}}, "description": "Up to 256 hashes of 32 bytes."},
        **refusals("not-available"),
    },
    summary="Hashes of the journal's tree: LEVEL/INDEX, with .p/WIDTH where the tile is not full (C2SP tlog-tiles)",
)
async def tile(place: str, _caller: Public, house: Here) -> Response:
    _, content = await house.read(lambda work: tile_of(work, f"tile/{place}"))
    return Response(content, media_type=_HASHES, headers=_FOR_EVER)


@router.get(
    "/consistency",
    responses={200: {"model": ConsistencyProof}, **refusals("not-available")},
    summary="The proof that the tree of one size begins with that of another (RFC 9162, 2.1.4)",
)
async def consistency_proof(
    _caller: Public,
    house: Here,
    old: Annotated[int, Query(alias="from", ge=0, le=_LARGEST, description="The smaller size.")],
    new: Annotated[int, Query(alias="to", ge=0, le=_LARGEST, description="The larger size.")],
) -> Response:
    found = await house.read(lambda work: consistency(work, old, new))
    return Response(
        to_bytes(render_consistency(old, new, found)), media_type="application/json", headers=_FOR_EVER
    )


@router.get(
    "/keys",
    responses={200: {"model": JournalKeys}, **refusals()},
    summary="The journal's name, the keys that its checkpoints are or were signed with, and its witnesses' keys",
)
async def journal_keys(_caller: Public, house: Here) -> Response:
    log = house.log
    return to_response(Reply(200, to_bytes(render_keys(log.origin, log.verifiers, log.witnesses))))


@router.post(
    "/cosignatures",
    status_code=204,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {_TEXT: {"schema": {"type": "string", "maxLength": _LARGEST_BODY}}},
        }
    },
    responses=refusals("malformed-body"),
    summary="A witness hands in what it signed: signature lines under one of the newest checkpoints",
)
async def cosignatures(request: Request, _caller: Public, house: Here) -> Response:
    body = await request.body()
    if len(body) > _LARGEST_BODY:
        raise MalformedBodyError
    try:
        lines = body.decode()
    except UnicodeDecodeError as error:
        raise MalformedBodyError from error
    fresh = await house.read(lambda work: cosignatures_in(work, house.log.cosigned, lines))
    if fresh:
        await house.write(lambda work: keep_cosignatures(work, house.desk, fresh))
    return Response(status_code=204)


@own_router.get(
    "/{event_id}/proof",
    responses={200: {"model": LineProof}, **refusals("not-available")},
    summary="The proof that a line of her log stands in the journal's tree, with what her leaf is worked out from",
)
async def own_line_proof(event_id: str, caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: prove_line(work, caller, EventId(event_id)))
    return to_response(Reply(200, to_bytes(render_line_proof(found))))
