"""The individual's receipts: signed records of what was agreed, changed, refused and ended; and the keys to check them."""

from hashlib import sha256
from typing import Annotated

import orjson
from fastapi import APIRouter, Header, Query
from fastapi.responses import Response

from consent.vocabulary import GrantId, ReceiptId
from profile_service.actions.own_grant import own_grant
from profile_service.actions.papers import receipt_as_paper
from profile_service.actions.ports import Work
from profile_service.actions.receipts import own_receipt, own_receipts, proved, receipts_about
from profile_service.api.answering_once import to_response
from profile_service.api.contract import refusals, sends
from profile_service.documents.typesetting import receipt_setter
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here, Public, printed
from profile_service.language import words
from profile_service.portability.own_format import to_bytes
from profile_service.portability.record_facts import facts_of
from profile_service.wire.receipts import render_own_receipt
from schemas.access import Receipt, ReceiptList, RecordKeys
from schemas.values import PortalLanguage

router = APIRouter(prefix="/v1/me", tags=["own consent"])
keys_router = APIRouter(tags=["receipts"])
_JOSE = "application/jose"
_PDF = "application/pdf"
_FOR_AN_HOUR = "public, max-age=3600"


@router.get("/receipts", responses={200: {"model": ReceiptList}, **refusals()}, summary="All of her receipts")
async def own_receipt_list(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: proved(work, own_receipts(work, caller)))
    return to_response(Reply(200, to_bytes({"receipts": [render_own_receipt(*one) for one in found]})))


@router.get(
    "/receipts/{receipt_id}",
    responses={200: {"model": Receipt}, **refusals("not-available")},
    summary="One receipt",
)
async def own_receipt_by_id(receipt_id: str, caller: AsIndividual, house: Here) -> Response:
    [found] = await house.read(lambda work: proved(work, [own_receipt(work, caller, ReceiptId(receipt_id))]))
    return to_response(Reply(200, to_bytes(render_own_receipt(*found))))


@router.get(
    "/receipts/{receipt_id}/jws",
    response_class=Response,
    responses={
        200: {"content": {_JOSE: {}}, "description": "The record as a JWS in compact form (RFC 7515)."},
        **refusals("not-available"),
    },
    summary="One receipt as the file that was signed",
)
async def own_receipt_file(receipt_id: str, caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: own_receipt(work, caller, ReceiptId(receipt_id)))
    return to_response(Reply(200, found.signed.encode(), _file(f"{found.id}.jws", _JOSE)))


@router.get(
    "/receipts/{receipt_id}/pdf",
    response_class=Response,
    responses={
        200: {"content": {_PDF: {}}, "description": "The receipt on paper."},
        **refusals("not-available", "daily-limit"),
    },
    summary="One receipt on paper, with the Swedish beside it",
)
async def own_receipt_pdf(
    receipt_id: str,
    caller: AsIndividual,
    house: Here,
    language: Annotated[PortalLanguage, Query(description="Her language.")] = "sv",
) -> Response:
    paper = await printed(
        house,
        caller,
        lambda work: receipt_as_paper(work, house.desk, caller, ReceiptId(receipt_id)),
        receipt_setter(facts_of, words(language)),
    )
    return to_response(Reply(200, paper, _file(f"{receipt_id}.pdf", _PDF)))


@router.get(
    "/grants/{grant_id}/receipts",
    responses={200: {"model": ReceiptList}, **refusals("not-available")},
    summary="Everything about one grant, oldest first",
)
async def receipts_of_grant(grant_id: str, caller: AsIndividual, house: Here) -> Response:
    def find(work: Work) -> list[object]:
        grant = own_grant(work, caller, GrantId(grant_id))
        about = receipts_about(work, caller, grant.terms.request_id)
        hers = [one for one in about if one.grant == grant.terms.id]
        return [render_own_receipt(*one) for one in proved(work, hers)]

    return to_response(Reply(200, to_bytes({"receipts": await house.read(find)})))


@keys_router.get(
    "/.well-known/egenkarta-record-keys.json",
    responses={
        200: {"model": RecordKeys, **sends("ETag")},
        304: {"description": "They have not changed.", **sends("ETag")},
        **refusals(),
    },
    summary="Every key that receipts are or were signed with (RFC 7517); the last one is in use",
)
async def record_keys(
    _caller: Public, house: Here, if_none_match: Annotated[str | None, Header(max_length=2_000)] = None
) -> Response:
    body = orjson.dumps(house.desk.notary.jwks)
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": _FOR_AN_HOUR}
    known = {one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")}
    if known & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _file(name: str, media_type: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": media_type}
