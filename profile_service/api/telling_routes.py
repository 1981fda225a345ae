"""An organisation is told that something changed, and answers; the individual sees both."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from consent.vocabulary import NoticeId
from profile_service.actions.acknowledging import MOST_NOTICES, acknowledge, notices_of, notices_to
from profile_service.actions.ports import Work
from profile_service.actions.webhooks import (
    close_endpoint,
    dead_letters,
    endpoints_of,
    redeliver,
    register_endpoint,
)
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals
from profile_service.domain.notice import DeliveryId, EndpointId
from profile_service.domain.reply import Reply
from profile_service.doors import AsGrantee, AsIndividual, Here
from profile_service.portability.own_format import to_bytes
from profile_service.wire.telling import (
    render_created,
    render_dead_letter,
    render_notice,
    render_own_notice,
    render_webhook,
)
from schemas.access import (
    AcknowledgementBody,
    DeadLetterList,
    Notice,
    NoticeList,
    OwnNoticeList,
    WebhookBody,
    WebhookCreated,
    WebhookList,
)

router = APIRouter(prefix="/v1")


@router.get(
    "/webhooks",
    tags=["organisation"],
    responses={200: {"model": WebhookList}, **refusals()},
    summary="Where the organisation is told",
)
async def webhooks(grantee: AsGrantee, house: Here) -> Response:
    found = await house.read(lambda work: endpoints_of(work, grantee))
    return to_response(Reply(200, to_bytes({"webhooks": [render_webhook(one) for one in found]})))


@router.post(
    "/webhooks",
    tags=["organisation"],
    status_code=201,
    responses={
        201: {"model": WebhookCreated},
        **refusals("idempotency-key-reused", "malformed-body", "unsupported-media-type"),
    },
    openapi_extra=body_of(WebhookBody),
    summary="Register an https address; the answer holds the secret that signs, this once",
)
async def register_webhook(
    request: Request, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, WebhookBody)

    def act(work: Work) -> Reply:
        made, secret = register_endpoint(work, house.desk, grantee, body.url, loopback=house.tells_loopback)
        return Reply(201, to_bytes(render_created(made, secret)))

    return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


@router.get(
    "/webhooks/dead-letters",
    tags=["organisation"],
    responses={200: {"model": DeadLetterList}, **refusals()},
    summary="What was tried for three days and did not arrive",
)
async def webhook_dead_letters(grantee: AsGrantee, house: Here) -> Response:
    found = await house.read(lambda work: dead_letters(work, grantee))
    return to_response(Reply(200, to_bytes({"dead_letters": [render_dead_letter(one) for one in found]})))


@router.post(
    "/webhooks/dead-letters/{delivery_id}/redeliver",
    tags=["organisation"],
    status_code=204,
    responses=refusals("not-available", "idempotency-key-reused"),
    summary="Try a dead letter again, for three days from now",
)
async def redeliver_dead_letter(
    request: Request, delivery_id: str, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        redeliver(work, house.desk, grantee, DeliveryId(delivery_id))
        return Reply(204, b"")

    return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


@router.delete(
    "/webhooks/{webhook_id}",
    tags=["organisation"],
    status_code=204,
    responses=refusals("not-available", "idempotency-key-reused"),
    summary="Nothing is sent to this address any more",
)
async def close_webhook(
    request: Request, webhook_id: str, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        close_endpoint(work, house.desk, grantee, EndpointId(webhook_id))
        return Reply(204, b"")

    return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


@router.get(
    "/notices",
    tags=["organisation"],
    responses={200: {"model": NoticeList}, **refusals()},
    summary="What has changed, newest first: the same that webhooks tell",
)
async def notices(
    grantee: AsGrantee,
    house: Here,
    unacknowledged: Annotated[bool, Query(description="Only what was not acknowledged yet.")] = False,
    limit: Annotated[int, Query(ge=1, le=MOST_NOTICES)] = 50,
) -> Response:
    found = await house.read(
        lambda work: notices_to(work, house.desk, grantee, limit, open_only=unacknowledged)
    )
    return to_response(Reply(200, to_bytes({"notices": [render_notice(one) for one in found]})))


@router.post(
    "/notices/{notice_id}/acknowledge",
    tags=["organisation"],
    responses={
        200: {"model": Notice},
        **refusals("not-available", "idempotency-key-reused", "malformed-body", "unsupported-media-type"),
    },
    openapi_extra=body_of(AcknowledgementBody),
    summary="Say that it is known, and that what was read is erased; the person sees it",
)
async def acknowledge_notice(
    request: Request, notice_id: str, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, AcknowledgementBody)

    def act(work: Work) -> Reply:
        known = acknowledge(work, house.desk, grantee, NoticeId(notice_id), erased=body.erased)
        return Reply(200, to_bytes(render_notice(known)))

    return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


@router.get(
    "/me/notices",
    tags=["own consent"],
    responses={200: {"model": OwnNoticeList}, **refusals()},
    summary="What organisations were told about her grants, and what they answered",
)
async def own_notices(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: notices_of(work, house.desk, caller))
    return to_response(Reply(200, to_bytes({"notices": [render_own_notice(one) for one in found]})))
