"""The individual's side of consent over the API: codes, requests, grants, receipts and her log."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from consent.request import Objection
from consent.terms import Ending
from consent.vocabulary import GrantId, RequestId
from profile_service.actions.answering import Yes, give, preview, refuse
from profile_service.actions.asking import make_connection_code
from profile_service.actions.errors import ContentError
from profile_service.actions.looking import grant_of, grants_of, log_of, request_to, requests_to
from profile_service.actions.ports import Work
from profile_service.actions.reminding import today_at
from profile_service.actions.withdrawing import withdraw_grant
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.asking_routes import as_moment
from profile_service.api.bodies import body_of, maybe_body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.api.manners import manner_by, read_manner
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, FreshIndividual, Here
from profile_service.portability.own_format import to_bytes
from profile_service.wire.access import (
    render_disclosure,
    render_grant,
    render_log,
    render_request,
    split_scopes,
)
from schemas.access import (
    AccessRequest,
    AccessRequestList,
    AnswerBody,
    ConnectionCode,
    Disclosure,
    DisclosureRecordList,
    Grant,
    GrantBody,
    GrantList,
)
from schemas.values import Until

router = APIRouter(prefix="/v1/me", tags=["own consent"])
_LARGEST_CURSOR = 2**53


@router.post(
    "/connection-codes",
    status_code=201,
    responses={201: {"model": ConnectionCode}, **refusals("idempotency-key-reused")},
    summary="Make a one-time code to hand to somebody who may ask",
)
async def make_code(
    request: Request, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        code, expires_at = make_connection_code(work, house.desk, caller)
        # In the fragment, so that the code never reaches a server's log by being followed.
        uri = f"{house.settings.public_url}/agency/ask#{code}"
        return Reply(201, to_bytes({"code": code, "expires_at": expires_at, "uri": uri}))

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.get(
    "/access-requests",
    responses={200: {"model": AccessRequestList}, **refusals()},
    summary="Everything that was asked of her",
)
async def own_access_requests(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: requests_to(work, house.desk, caller))
    return to_response(Reply(200, to_bytes({"access_requests": [render_request(one) for one in found]})))


@router.get(
    "/access-requests/{request_id}",
    responses={200: {"model": AccessRequest}, **refusals("not-available")},
    summary="One question that was put to her",
)
async def own_access_request(request_id: str, caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: request_to(work, house.desk, caller, RequestId(request_id)))
    return to_response(Reply(200, to_bytes(render_request(found))))


@router.get(
    "/access-requests/{request_id}/preview",
    responses={
        200: {"model": Disclosure},
        **refusals("not-available", "exceeds-request", "already-answered"),
    },
    summary="The very bytes that the first read would return, had she said yes to these scopes",
)
async def preview_access_request(
    request_id: str,
    caller: AsIndividual,
    house: Here,
    scopes: Annotated[
        list[str] | None,
        Query(
            max_length=40, description="Repeated, or separated by spaces; all that was asked when left out."
        ),
    ] = None,
    until: Annotated[Until | None, Query(description="As in the grant.")] = None,
) -> Response:
    chosen = _chosen(scopes)
    end = as_moment(until, house.desk.zone)
    found = await house.read(
        lambda work: preview(work, house.desk, caller, RequestId(request_id), Yes(chosen, end))
    )
    return to_response(Reply(200, to_bytes(render_disclosure(found, today_at(house.desk)))))


def _chosen(scopes: list[str] | None) -> list[str]:
    """The scopes of a query; ContentError where the parameter is there and says nothing."""
    if scopes is not None and not all(text.strip() for text in scopes):
        right = "at least one scope; to see all that was asked, leave the parameter out"
        raise ContentError([Objection("/scopes", "nothing was chosen", right)])
    return split_scopes(scopes or [])


@router.post(
    "/access-requests/{request_id}/grant",
    status_code=201,
    responses={
        201: {"model": Grant, **sends("Location")},
        **refusals(
            "sign-in-again",
            "not-available",
            "exceeds-request",
            "already-answered",
            "idempotency-key-reused",
            "malformed-body",
            "unsupported-media-type",
        ),
    },
    openapi_extra=body_of(GrantBody),
    summary="Say yes to a part of what was asked, never to more",
)
async def give_grant(
    request: Request, request_id: str, caller: FreshIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, GrantBody)
    until = as_moment(body.until, house.desk.zone)
    ending = None if body.ending is None else Ending(body.ending)
    manner = manner_by(body.notice)
    yes = Yes(body.scopes, until, ending)

    def act(work: Work) -> Reply:
        given = give(work, house.desk, caller, RequestId(request_id), yes, manner)
        view = grant_of(work, house.desk, caller, given.terms.id)
        place = {"Location": f"/v1/me/grants/{given.terms.id}"}
        return Reply(201, to_bytes(render_grant(view)), place)

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.post(
    "/access-requests/{request_id}/refuse",
    status_code=204,
    responses=refusals(
        "not-available",
        "already-answered",
        "idempotency-key-reused",
        "malformed-body",
        "unsupported-media-type",
    ),
    openapi_extra=maybe_body_of(AnswerBody),
    summary="Say no; the organisation is not told",
)
async def refuse_access_request(
    request: Request, request_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    manner = await read_manner(request)

    def act(work: Work) -> Reply:
        refuse(work, house.desk, caller, RequestId(request_id), manner)
        return Reply(204, b"")

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.get(
    "/grants",
    responses={200: {"model": GrantList}, **refusals()},
    summary="Who can read, and who could",
)
async def own_grants(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: grants_of(work, house.desk, caller))
    return to_response(Reply(200, to_bytes({"grants": [render_grant(view) for view in found]})))


@router.get(
    "/grants/{grant_id}",
    responses={200: {"model": Grant}, **refusals("not-available")},
    summary="One of her grants",
)
async def own_grant(grant_id: str, caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: grant_of(work, house.desk, caller, GrantId(grant_id)))
    return to_response(Reply(200, to_bytes(render_grant(found))))


@router.post(
    "/grants/{grant_id}/withdraw",
    responses={
        200: {"model": Grant},
        **refusals(
            "not-available",
            "grant-ended",
            "idempotency-key-reused",
            "malformed-body",
            "unsupported-media-type",
        ),
    },
    openapi_extra=maybe_body_of(AnswerBody),
    summary="Take a yes back, at once and for good",
)
async def withdraw_own_grant(
    request: Request, grant_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    manner = await read_manner(request)

    def act(work: Work) -> Reply:
        withdraw_grant(work, house.desk, caller, GrantId(grant_id), manner)
        return Reply(200, to_bytes(render_grant(grant_of(work, house.desk, caller, GrantId(grant_id)))))

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.get(
    "/disclosures",
    responses={200: {"model": DisclosureRecordList}, **refusals()},
    summary="Her log: every read, refused attempts, answers and exports, newest first",
)
async def own_disclosures(
    caller: AsIndividual,
    house: Here,
    before: Annotated[
        int | None, Query(ge=1, le=_LARGEST_CURSOR, description="`next` of the page before.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    page = await house.read(lambda work: log_of(work, caller, before, limit))
    return to_response(Reply(200, to_bytes(render_log(page))))
