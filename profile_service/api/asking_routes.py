"""An organisation's side of the API: asking, and what it may read."""

from datetime import date, datetime, tzinfo

from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.terms import Ending
from consent.vocabulary import GrantId, RequestId
from profile_service.actions.asking import Question, WrongCode, ask
from profile_service.actions.errors import CodeInvalidError, NotAvailableError
from profile_service.actions.looking import answer_to, grants_to
from profile_service.actions.ports import Work
from profile_service.actions.receipts import receipt_for
from profile_service.actions.withdrawing import close_case
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals
from profile_service.api.problems import problem_response
from profile_service.domain.calendar import end_of_day
from profile_service.domain.people import Grantee
from profile_service.domain.reply import Reply
from profile_service.doors import AsGrantee, Here, Levelled
from profile_service.portability.own_format import to_bytes
from profile_service.wire.access import render_grantee_grant
from profile_service.wire.receipts import render_receipt
from schemas.access import (
    AccessRequestBody,
    AccessRequestCreated,
    AccessRequestStatus,
    CloseBody,
    GranteeGrantList,
    Receipt,
)

router = APIRouter(prefix="/v1", tags=["organisation"])


@router.post(
    "/access-requests",
    status_code=201,
    responses={
        201: {"model": AccessRequestCreated},
        **refusals(
            "connection-code-invalid",
            "outside-declaration",
            "idempotency-key-reused",
            "malformed-body",
            "unsupported-media-type",
        ),
    },
    openapi_extra=body_of(AccessRequestBody),
    summary="Ask the person who handed over a connection code",
)
async def make_access_request(
    request: Request, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, AccessRequestBody)
    question = Question(
        connection_code=body.connection_code,
        purpose_declaration=body.purpose_declaration,
        scopes=body.scopes,
        until=as_moment(body.until, house.desk.zone),
        case_reference=body.case_reference,
        message=body.message or "",
        ending=Ending(body.ending),
    )
    asking = Grantee(grantee.organisation, body.unit or "", None)

    def act(work: Work) -> Reply:
        asked = ask(work, house.desk, asking, question)
        if isinstance(
            asked, WrongCode
        ):  # committed, so that the try counts, and answered as the problem it is
            refused = problem_response(CodeInvalidError())
            return Reply(
                refused.status_code, bytes(refused.body), {"Content-Type": "application/problem+json"}
            )
        return Reply(201, to_bytes({"id": asked.id, "status": "sent"}))

    # Levelled whatever comes of it: a question that is held back takes as long as one that reaches her.
    async with Levelled(always=True):
        return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


@router.get(
    "/access-requests/{request_id}",
    responses={200: {"model": AccessRequestStatus}, **refusals("not-available")},
    summary="Whether there is a live grant; anything else looks the same",
)
async def access_request(request_id: str, grantee: AsGrantee, house: Here) -> Response:
    async with Levelled(NotAvailableError):
        grant_id = await house.read(lambda work: answer_to(work, house.desk, grantee, RequestId(request_id)))
        if grant_id is None:
            raise NotAvailableError
    return to_response(Reply(200, to_bytes({"id": request_id, "status": "granted", "grant_id": grant_id})))


@router.get(
    "/grants",
    responses={200: {"model": GranteeGrantList}, **refusals()},
    summary="The caller's live grants",
)
async def grants(grantee: AsGrantee, house: Here) -> Response:
    found = await house.read(lambda work: grants_to(work, house.desk, grantee))
    return to_response(Reply(200, to_bytes({"grants": [render_grantee_grant(view) for view in found]})))


@router.post(
    "/grants/{grant_id}/close",
    status_code=204,
    responses=refusals("not-available", "idempotency-key-reused", "malformed-body", "unsupported-media-type"),
    openapi_extra=body_of(CloseBody),
    summary="Say that the case is closed: the grant ends, and the person sees who ended it",
)
async def close_grant(
    request: Request, grant_id: str, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, CloseBody)
    closing = Grantee(grantee.organisation, body.unit or "", body.reader)

    def act(work: Work) -> Reply:
        close_case(work, house.desk, closing, GrantId(grant_id), body.reader)
        return Reply(204, b"")

    async with Levelled(NotAvailableError):
        return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


@router.get(
    "/receipts/{grant_id}",
    responses={200: {"model": Receipt}, **refusals("not-available")},
    summary="What was agreed, for the grantee of a live grant",
)
async def receipt(grant_id: str, grantee: AsGrantee, house: Here) -> Response:
    async with Levelled(NotAvailableError):
        found = await house.read(lambda work: receipt_for(work, house.desk, grantee, GrantId(grant_id)))
    return to_response(Reply(200, to_bytes(render_receipt(found))))


def as_moment(until: datetime | date | None, zone: tzinfo) -> datetime | None:
    """An end as it was written: a date counts to its last moment in the service's zone."""
    if until is None or isinstance(until, datetime):
        return until
    return end_of_day(until, zone)
