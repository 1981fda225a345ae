"""Assessments over the API, the person's side: what others state, and what she says to it."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.vocabulary import IndividualId
from profile_service.actions.own_assessments import (
    AssessmentView,
    accept_assessment,
    answer_assessment,
    assessment_of,
    assessments_of,
    hide_assessment,
    leave_assessment,
)
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.api.versions import IfMatch, etag, expected_version
from profile_service.domain.assessment import AssessmentId
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here, House
from profile_service.portability.own_format import to_bytes
from profile_service.wire.assessments import render_own_assessment
from schemas.access import AnswerWordsBody, OwnAssessment, OwnAssessmentList

router: Final = APIRouter(prefix="/v1/me/assessments", tags=["own assessments"])
_ONE: Final[dict[int | str, dict[str, Any]]] = {200: {"model": OwnAssessment, **sends("ETag")}}
_Act = Callable[[Work, House, IndividualId, AssessmentId], AssessmentView]


@router.get(
    "", responses={200: {"model": OwnAssessmentList}, **refusals()}, summary="What others have assessed"
)
async def own_assessments(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: assessments_of(work, house.desk, caller))
    return to_response(Reply(200, to_bytes({"assessments": [render_own_assessment(one) for one in found]})))


@router.get(
    "/{assessment_id}",
    responses={**_ONE, **refusals("not-available")},
    summary="One assessment of hers",
)
async def own_assessment(assessment_id: str, caller: AsIndividual, house: Here) -> Response:
    found = await house.read(
        lambda work: assessment_of(work, house.desk, caller, AssessmentId(assessment_id))
    )
    return to_response(_reply(found))


@router.post(
    "/{assessment_id}/accept",
    responses={
        **_ONE,
        **refusals("not-available", "already-answered", "invalid-request", "idempotency-key-reused"),
    },
    summary="Take it into her profile as it stands",
)
async def accept_own_assessment(
    request: Request, assessment_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    return await _do(request, assessment_id, caller, house, key, _accept)


@router.post(
    "/{assessment_id}/leave",
    responses={**_ONE, **refusals("not-available", "already-answered", "idempotency-key-reused")},
    summary="Leave it out, or take it out again; its assessor does not learn it",
)
async def leave_own_assessment(
    request: Request, assessment_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    return await _do(request, assessment_id, caller, house, key, _leave)


@router.post(
    "/{assessment_id}/hide",
    responses={**_ONE, **refusals("not-available", "idempotency-key-reused")},
    summary="Keep it to herself: no reader sees it, whatever a grant says",
)
async def hide_own_assessment(
    request: Request, assessment_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    return await _do(request, assessment_id, caller, house, key, partial(_hide, hidden=True))


@router.post(
    "/{assessment_id}/show",
    responses={**_ONE, **refusals("not-available", "idempotency-key-reused")},
    summary="Let it be seen again where she shares it",
)
async def show_own_assessment(
    request: Request, assessment_id: str, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    return await _do(request, assessment_id, caller, house, key, partial(_hide, hidden=False))


@router.put(
    "/{assessment_id}/answer",
    responses={
        **_ONE,
        **refusals(
            "not-available",
            "stale-version",
            "precondition-required",
            "idempotency-key-reused",
            "malformed-body",
            "unsupported-media-type",
        ),
    },
    openapi_extra=body_of(AnswerWordsBody),
    summary="Answer it in her own words, which go along whenever it is shown; null takes them away",
)
async def answer_own_assessment(
    request: Request,
    assessment_id: str,
    caller: AsIndividual,
    house: Here,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    expected = expected_version(if_match)
    said = (await read_model(request, AnswerWordsBody)).answer or ""

    def answer(work: Work, house: House, caller: IndividualId, found: AssessmentId) -> AssessmentView:
        return answer_assessment(work, house.desk, caller, found, said, expected)

    return await _do(request, assessment_id, caller, house, key, answer)


def _accept(work: Work, house: House, caller: IndividualId, found: AssessmentId) -> AssessmentView:
    return accept_assessment(work, house.desk, caller, found)


def _leave(work: Work, house: House, caller: IndividualId, found: AssessmentId) -> AssessmentView:
    return leave_assessment(work, house.desk, caller, found)


def _hide(
    work: Work, house: House, caller: IndividualId, found: AssessmentId, *, hidden: bool
) -> AssessmentView:
    return hide_assessment(work, house.desk, caller, found, hidden=hidden)


async def _do(
    request: Request, found: str, caller: IndividualId, house: House, key: str | None, act: _Act
) -> Response:
    def reply(work: Work) -> Reply:
        return _reply(act(work, house, caller, AssessmentId(found)))

    return await answer_once(house, await once(request, caller, caller, key), reply)


def _reply(view: AssessmentView) -> Reply:
    headers = {} if view.entry is None else {"ETag": etag(view.entry.version)}
    return Reply(200, to_bytes(render_own_assessment(view)), headers)
