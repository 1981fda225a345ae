"""Inquiries on the organisation's side: what was asked, and the answer."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.vocabulary import InquiryId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.inquiring import answer_inquiry, inquiries_to
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals
from profile_service.domain.reply import Reply
from profile_service.doors import AsGrantee, Here, Levelled
from profile_service.portability.own_format import to_bytes
from profile_service.wire.inquiries import render_inquiry
from schemas.access import Inquiry, InquiryAnswerBody, InquiryList

router = APIRouter(prefix="/v1", tags=["organisation"])


@router.get(
    "/inquiries",
    responses={200: {"model": InquiryList}, **refusals()},
    summary="What people have asked about the caller's readings",
)
async def inquiries(grantee: AsGrantee, house: Here) -> Response:
    found = await house.read(lambda work: inquiries_to(work, house.desk, grantee))
    return to_response(Reply(200, to_bytes({"inquiries": [render_inquiry(one) for one in found]})))


@router.post(
    "/inquiries/{inquiry_id}/answer",
    responses={
        200: {"model": Inquiry},
        **refusals(
            "not-available",
            "already-inquired",
            "idempotency-key-reused",
            "malformed-body",
            "unsupported-media-type",
        ),
    },
    openapi_extra=body_of(InquiryAnswerBody),
    summary="Answer an inquiry; the person reads it",
)
async def answer_one_inquiry(
    request: Request, inquiry_id: str, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, InquiryAnswerBody)

    def act(work: Work) -> Reply:
        told = answer_inquiry(work, house.desk, grantee, InquiryId(inquiry_id), body.answer, body.reader)
        return Reply(200, to_bytes(render_inquiry(told)))

    async with Levelled(NotAvailableError):
        return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)
