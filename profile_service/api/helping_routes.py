"""Help, drafts and mandates, for programs of hers. Codes are made at the portal alone, where she sees what she ticks."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response

from consent.receipt import Indication
from consent.vocabulary import AssistanceId, IndividualId, MandateId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.helping import end_own_help, helps_of
from profile_service.actions.mandates import end_mandate, mandate_of, mandates_of
from profile_service.actions.manner import Manner
from profile_service.actions.own_drafts import approve_draft, refuse_draft, waiting_drafts
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.contract import refusals
from profile_service.domain.helping import DraftId
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here, House
from profile_service.portability.own_format import to_bytes
from profile_service.wire.helping import render_draft, render_help, render_mandate
from schemas.access import DraftList, HelpSession, HelpSessionList, Mandate, MandateList

router = APIRouter(prefix="/v1/me", tags=["own help"])
ShownTag = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=100,
        description="The tag of the draft as she saw it. Without one, no entry that is newer than the draft is changed.",
    ),
]
_ENDED = refusals("not-available", "idempotency-key-reused")
_ANSWERED = refusals(
    "not-available", "already-answered", "stale-version", "invalid-request", "idempotency-key-reused"
)


@router.get(
    "/help",
    responses={200: {"model": HelpSessionList}, **refusals()},
    summary="Who helps her to write, and who did",
)
async def own_help(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: helps_of(work, house.desk, caller))
    return to_response(Reply(200, to_bytes({"help": [render_help(one) for one in found]})))


@router.post(
    "/help/{assistance_id}/end",
    responses={200: {"model": HelpSession}, **_ENDED},
    summary="End the help, at once; a second end changes nothing",
)
async def end_help(
    request: Request, assistance_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        end_own_help(work, house.desk, caller, AssistanceId(assistance_id))
        found = next(
            (one for one in helps_of(work, house.desk, caller) if one.assistance.id == assistance_id), None
        )
        if found is None:
            raise NotAvailableError
        return Reply(200, to_bytes(render_help(found)))

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.get(
    "/drafts",
    responses={200: {"model": DraftList}, **refusals()},
    summary="What helpers proposed, and what waits for her answer",
)
async def own_drafts(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: waiting_drafts(work, house.desk, caller))
    return to_response(Reply(200, to_bytes({"drafts": [render_draft(one) for one in found]})))


@router.post(
    "/drafts/{draft_id}/approve",
    status_code=204,
    responses=_ANSWERED,
    summary="Take a draft into the profile; the entry says who helped",
)
async def approve_own_draft(
    request: Request,
    draft_id: str,
    caller: AsIndividual,
    house: Here,
    if_match: ShownTag = None,
    key: IdempotencyKey = None,
) -> Response:
    shown = None if if_match is None or if_match.strip() == "*" else if_match.strip().strip('"')
    answer = partial(_answer, house, caller, DraftId(draft_id), partial(approve_draft, shown=shown))
    return await answer_once(house, await once(request, caller, caller, key), answer)


@router.post(
    "/drafts/{draft_id}/refuse",
    status_code=204,
    responses=refusals("not-available", "already-answered", "idempotency-key-reused"),
    summary="Leave a draft out; what was proposed is deleted",
)
async def refuse_own_draft(
    request: Request, draft_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    answer = partial(_answer, house, caller, DraftId(draft_id), refuse_draft)
    return await answer_once(house, await once(request, caller, caller, key), answer)


@router.get(
    "/mandates",
    responses={200: {"model": MandateList}, **refusals()},
    summary="Who may act for her, and for whom she may act",
)
async def own_mandates(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: mandates_of(work, house.desk, caller))
    return to_response(Reply(200, to_bytes({"mandates": [render_mandate(one) for one in found]})))


@router.post(
    "/mandates/{mandate_id}/end",
    responses={200: {"model": Mandate}, **_ENDED},
    summary="End a mandate, given or held, at once; a second end changes nothing",
)
async def end_own_mandate(
    request: Request, mandate_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        end_mandate(work, house.desk, caller, MandateId(mandate_id))
        view = mandate_of(work, house.desk, caller, MandateId(mandate_id))
        return Reply(200, to_bytes(render_mandate(view)))

    return await answer_once(house, await once(request, caller, caller, key), act)


def _answer(
    house: House, caller: IndividualId, draft: DraftId, act: Callable[..., object], work: Work
) -> Reply:
    act(work, house.desk, caller, draft, Manner(Indication.OWN_PROGRAM))
    return Reply(204, b"")
