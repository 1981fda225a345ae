"""Her grants after the yes: less of one, a pause, thirty seconds to undo it, and all sharing at once."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.terms import Ending
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.answering import undo_yes
from profile_service.actions.changing import (
    Less,
    narrow_grant,
    pause_everything,
    pause_grant,
    resume_everything,
    resume_grant,
)
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.looking import grant_of
from profile_service.actions.ports import Desk, Work
from profile_service.actions.withdrawing import close_own_case
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.asking_routes import as_moment
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here, House
from profile_service.portability.own_format import in_utc, to_bytes
from profile_service.wire.access import render_grant
from schemas.access import BarredBody, Grant, NarrowBody, Sharing

router = APIRouter(prefix="/v1/me", tags=["own consent"])
Step = Callable[[Work, Desk, IndividualId, GrantId], object]


@router.post(
    "/grants/{grant_id}/narrow",
    responses={
        200: {"model": Grant},
        **refusals(
            "not-available",
            "grant-ended",
            "exceeds-request",
            "idempotency-key-reused",
            "malformed-body",
            "unsupported-media-type",
        ),
    },
    openapi_extra=body_of(NarrowBody),
    summary="Take something away from a grant; what is left works on",
)
async def narrow_own_grant(
    request: Request, grant_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, NarrowBody)
    barred = body.barred or BarredBody()
    until = as_moment(body.until, house.desk.zone)
    ending = None if body.ending is None else Ending(body.ending)
    less = Less(body.scopes, until, ending, barred.units, barred.readers)
    step: Step = lambda work, desk, caller, grant: narrow_grant(work, desk, caller, grant, less)  # noqa: E731
    return await _change(request, house, caller, key, grant_id, step)


@router.post(
    "/grants/{grant_id}/pause",
    responses={200: {"model": Grant}, **refusals("not-available", "grant-ended", "idempotency-key-reused")},
    summary="Nobody reads under it until it is resumed; a second pause changes nothing",
)
async def pause_own_grant(
    request: Request, grant_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    return await _change(request, house, caller, key, grant_id, pause_grant)


@router.post(
    "/grants/{grant_id}/resume",
    responses={
        200: {"model": Grant},
        **refusals("not-available", "grant-ended", "all-paused", "idempotency-key-reused"),
    },
    summary="Go on after a pause of this grant",
)
async def resume_own_grant(
    request: Request, grant_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    return await _change(request, house, caller, key, grant_id, resume_grant)


@router.post(
    "/grants/{grant_id}/undo",
    responses={200: {"model": Grant}, **refusals("not-available", "too-late", "idempotency-key-reused")},
    summary="Take back a yes within thirty seconds, before anybody has read; the question waits again",
)
async def undo_own_grant(
    request: Request, grant_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    return await _change(request, house, caller, key, grant_id, undo_yes)


@router.post(
    "/grants/{grant_id}/close-case",
    responses={200: {"model": Grant}, **refusals("not-available", "grant-ended", "idempotency-key-reused")},
    summary="Say that the case is closed: a grant that ends with its case is withdrawn",
)
async def close_own_grant(
    request: Request, grant_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    return await _change(request, house, caller, key, grant_id, close_own_case)


@router.get(
    "/pause", responses={200: {"model": Sharing}, **refusals()}, summary="Whether all sharing is paused"
)
async def own_pause(caller: AsIndividual, house: Here) -> Response:
    return to_response(await house.read(lambda work: _sharing(work, caller)))


@router.post(
    "/pause",
    responses={200: {"model": Sharing}, **refusals("idempotency-key-reused")},
    summary="Pause all sharing at once, links included; a second call changes nothing",
)
async def pause_all(
    request: Request, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        pause_everything(work, house.desk, caller)
        return _sharing(work, caller)

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.post(
    "/resume",
    responses={200: {"model": Sharing}, **refusals("idempotency-key-reused")},
    summary="Go on with all sharing; what was paused by itself stays paused",
)
async def resume_all(
    request: Request, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        resume_everything(work, house.desk, caller)
        return _sharing(work, caller)

    return await answer_once(house, await once(request, caller, caller, key), act)


async def _change(
    request: Request, house: House, caller: IndividualId, key: str | None, grant_id: str, step: Step
) -> Response:
    """Take one step with a grant of hers, and show it as it stands after that."""

    def act(work: Work) -> Reply:
        step(work, house.desk, caller, GrantId(grant_id))
        return Reply(200, to_bytes(render_grant(grant_of(work, house.desk, caller, GrantId(grant_id)))))

    return await answer_once(house, await once(request, caller, caller, key), act)


def _sharing(work: Work, caller: IndividualId) -> Reply:
    individual = work.accounts.individual(caller)
    if individual is None:
        raise NotAvailableError
    since = individual.paused_at
    return Reply(
        200, to_bytes({"paused": since is not None, "since": None if since is None else in_utc(since)})
    )
