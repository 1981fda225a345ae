"""The individual's receipts: signed records of what was agreed, changed, refused and ended."""

from fastapi import APIRouter
from fastapi.responses import Response

from consent.vocabulary import GrantId, ReceiptId
from profile_service.actions.own_grant import own_grant
from profile_service.actions.ports import Work
from profile_service.actions.receipts import own_receipt, own_receipts, receipts_about
from profile_service.api.answering_once import to_response
from profile_service.api.contract import refusals
from profile_service.api.receipt_rendering import render_receipt
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here
from profile_service.portability.own_format import to_bytes
from schemas.access import Receipt, ReceiptList

router = APIRouter(prefix="/v1/me", tags=["own consent"])


@router.get("/receipts", responses={200: {"model": ReceiptList}, **refusals()}, summary="All of her receipts")
async def own_receipt_list(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: own_receipts(work, caller))
    return to_response(Reply(200, to_bytes({"receipts": [render_receipt(one) for one in found]})))


@router.get(
    "/receipts/{receipt_id}",
    responses={200: {"model": Receipt}, **refusals("not-available")},
    summary="One receipt",
)
async def own_receipt_by_id(receipt_id: str, caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: own_receipt(work, caller, ReceiptId(receipt_id)))
    return to_response(Reply(200, to_bytes(render_receipt(found))))


@router.get(
    "/grants/{grant_id}/receipts",
    responses={200: {"model": ReceiptList}, **refusals("not-available")},
    summary="Everything about one grant, oldest first",
)
async def receipts_of_grant(grant_id: str, caller: AsIndividual, house: Here) -> Response:
    def find(work: Work) -> list[object]:
        grant = own_grant(work, caller, GrantId(grant_id))
        return [render_receipt(one) for one in receipts_about(work, caller, grant.terms.request_id)]

    return to_response(Reply(200, to_bytes({"receipts": await house.read(find)})))
