"""Questioning a reading, what was tried in vain, and letting somebody ask again: the individual's side."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.vocabulary import InquiryId, RequestId
from profile_service.actions.attempts import attempts_on
from profile_service.actions.holding_back import let_ask_again
from profile_service.actions.inquiring import end_inquiry, inquire, inquiries_of, inquiry_of
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.domain.event import EventId
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here
from profile_service.portability.own_format import to_bytes
from profile_service.wire.inquiries import render_attempts, render_inquiry
from schemas.access import AttemptsList, Inquiry, InquiryBody, InquiryEndBody, InquiryList

router = APIRouter(prefix="/v1/me", tags=["own consent"])
_BODY = ("idempotency-key-reused", "malformed-body", "unsupported-media-type")


@router.post(
    "/disclosures/{event_id}/inquiry",
    status_code=201,
    responses={
        201: {"model": Inquiry, **sends("Location")},
        **refusals("not-available", "already-inquired", *_BODY),
    },
    openapi_extra=body_of(InquiryBody),
    summary="Ask the organisation about a reading, and pause the grant in the same step",
)
async def question_reading(
    request: Request, event_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, InquiryBody)

    def act(work: Work) -> Reply:
        opened = inquire(work, house.desk, caller, EventId(event_id), body.words or "", body.pause)
        place = {"Location": f"/v1/me/inquiries/{opened.inquiry.id}"}
        return Reply(201, to_bytes(render_inquiry(opened)), place)

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.get(
    "/inquiries", responses={200: {"model": InquiryList}, **refusals()}, summary="What she has asked about"
)
async def own_inquiries(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: inquiries_of(work, house.desk, caller))
    return to_response(Reply(200, to_bytes({"inquiries": [render_inquiry(one) for one in found]})))


@router.get(
    "/inquiries/{inquiry_id}",
    responses={200: {"model": Inquiry}, **refusals("not-available")},
    summary="One of her inquiries",
)
async def own_inquiry(inquiry_id: str, caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: inquiry_of(work, house.desk, caller, InquiryId(inquiry_id)))
    return to_response(Reply(200, to_bytes(render_inquiry(found))))


@router.post(
    "/inquiries/{inquiry_id}/close",
    responses={200: {"model": Inquiry}, **refusals("not-available", *_BODY)},
    openapi_extra=body_of(InquiryEndBody),
    summary="She is done with it: the answer was enough, or not",
)
async def close_inquiry(
    request: Request, inquiry_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, InquiryEndBody)

    def act(work: Work) -> Reply:
        ended = end_inquiry(work, house.desk, caller, InquiryId(inquiry_id), body.enough)
        return Reply(200, to_bytes(render_inquiry(ended)))

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.get(
    "/attempts",
    responses={200: {"model": AttemptsList}, **refusals()},
    summary="What was tried after a no, or without a yes, by unit",
)
async def own_attempts(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: attempts_on(work, caller))
    return to_response(Reply(200, to_bytes({"attempts": [render_attempts(one) for one in found]})))


@router.post(
    "/access-requests/{request_id}/let-again",
    status_code=204,
    responses=refusals("not-available", "already-answered", "idempotency-key-reused"),
    summary="Let the unit put a refused question again, before its 180 days are over",
)
async def let_again(
    request: Request, request_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        let_ask_again(work, house.desk, caller, RequestId(request_id))
        return Reply(204, b"")

    return await answer_once(house, await once(request, caller, caller, key), act)
