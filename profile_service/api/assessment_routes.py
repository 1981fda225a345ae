"""Assessments over the API: what an organisation's system proposes and takes back.

Every answer follows from the caller's own acts and leaves at a levelled moment: what the person did is not to be told from it.
"""

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from consent.decision import Denial, Reason
from profile_service.actions.asking import WrongCode
from profile_service.actions.assessing import Proposal, propose_assessment
from profile_service.actions.assessor_records import (
    MOST_RECORDS,
    Ending,
    page_of_records,
    record_of,
    supersede_assessment,
    withdraw_assessment,
)
from profile_service.actions.errors import (
    CodeInvalidError,
    ContentError,
    DailyLimitError,
    NotAvailableError,
)
from profile_service.actions.limiting import until_tomorrow
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.api.problems import problem_response
from profile_service.domain.assessment import AssessmentId, AssessorRecord
from profile_service.domain.people import Grantee
from profile_service.domain.reply import Reply
from profile_service.doors import AsGrantee, Here, House, Levelled
from profile_service.portability.own_format import to_bytes
from profile_service.wire.assessments import render_record_of_assessor
from schemas.access import (
    AssessmentBody,
    AssessmentWithdrawBody,
    ProposedAssessment,
    ProposedAssessmentList,
    SupersedeBody,
)

router: Final = APIRouter(prefix="/v1", tags=["organisation"])
_BODY: Final = ("idempotency-key-reused", "malformed-body", "unsupported-media-type")


@router.post(
    "/assessments",
    status_code=201,
    responses={
        201: {"model": ProposedAssessment, **sends("Location")},
        **refusals("not-available", "connection-code-invalid", "too-many-attempts", "daily-limit", *_BODY),
    },
    openapi_extra=body_of(AssessmentBody),
    summary="Propose an assessment to a person, under a live grant or with a connection code",
)
async def propose(request: Request, grantee: AsGrantee, house: Here, key: IdempotencyKey = None) -> Response:
    body = await read_model(request, AssessmentBody)
    proposal = Proposal(
        body.grant_id or "",
        body.connection_code or "",
        body.case_reference,
        body.reader,
        body.claim.model_dump(mode="json", exclude_none=True),
    )
    proposing = _at(grantee, body.unit)

    def act(work: Work) -> Reply:
        found = propose_assessment(work, house.desk, proposing, proposal)
        if isinstance(found, AssessorRecord):
            return _made(found)
        # Committed, so that the try stands in the journal, and answered as the problem that it is.
        refused = problem_response(_problem(house, found))
        headers = {"Content-Type": "application/problem+json"}
        if (after := refused.headers.get("Retry-After")) is not None:
            headers["Retry-After"] = after
        return Reply(refused.status_code, bytes(refused.body), headers)

    async with Levelled(always=True):
        return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


@router.get(
    "/assessments",
    responses={200: {"model": ProposedAssessmentList}, **refusals()},
    summary="What the caller has proposed, newest first; it reads the same whatever the persons did",
)
async def proposed(
    grantee: AsGrantee,
    house: Here,
    after: Annotated[str, Query(max_length=64, description="`next` of the page before.")] = "",
    limit: Annotated[int, Query(ge=1, le=MOST_RECORDS)] = MOST_RECORDS,
) -> Response:
    found = await house.read(lambda work: page_of_records(work, grantee, AssessmentId(after), limit + 1))
    told: dict[str, Any] = {"assessments": [render_record_of_assessor(one) for one in found[:limit]]}
    if len(found) > limit:
        told["next"] = found[limit - 1].id
    return to_response(Reply(200, to_bytes(told)))


@router.get(
    "/assessments/{assessment_id}",
    responses={200: {"model": ProposedAssessment}, **refusals("not-available")},
    summary="One that the caller has proposed",
)
async def proposed_one(assessment_id: str, grantee: AsGrantee, house: Here) -> Response:
    async with Levelled(NotAvailableError):
        found = await house.read(lambda work: record_of(work, grantee, AssessmentId(assessment_id)))
    return to_response(Reply(200, to_bytes(render_record_of_assessor(found))))


@router.post(
    "/assessments/{assessment_id}/supersede",
    status_code=201,
    responses={
        201: {"model": ProposedAssessment, **sends("Location")},
        **refusals("not-available", "already-answered", "too-many-attempts", *_BODY),
    },
    openapi_extra=body_of(SupersedeBody),
    summary="State it anew: the old one is marked at once, the new one waits for the person's yes",
)
async def supersede(
    request: Request, assessment_id: str, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, SupersedeBody)
    claim = body.claim.model_dump(mode="json", exclude_none=True)
    by, ending = _at(grantee, body.unit), Ending(body.reason, body.reader)

    def act(work: Work) -> Reply:
        old = AssessmentId(assessment_id)
        return _made(supersede_assessment(work, house.desk, by, old, claim, ending))

    return await _levelled(request, grantee, house, key, act)


@router.post(
    "/assessments/{assessment_id}/withdraw",
    responses={
        200: {"model": ProposedAssessment},
        **refusals("not-available", "already-answered", *_BODY),
    },
    openapi_extra=body_of(AssessmentWithdrawBody),
    summary="Take it back, at once, with a reason that the person and later readers see",
)
async def withdraw(
    request: Request, assessment_id: str, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, AssessmentWithdrawBody)
    by, ending = _at(grantee, body.unit), Ending(body.reason, body.reader)

    def act(work: Work) -> Reply:
        ended = withdraw_assessment(work, house.desk, by, AssessmentId(assessment_id), ending)
        return Reply(200, to_bytes(render_record_of_assessor(ended)))

    return await _levelled(request, grantee, house, key, act)


async def _levelled(
    request: Request, grantee: Grantee, house: Here, key: str | None, act: Callable[[Work], Reply]
) -> Response:
    async with Levelled(NotAvailableError, always=True):
        return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


def _at(grantee: Grantee, unit: str | None) -> Grantee:
    return Grantee(
        grantee.organisation,
        unit or "",
        None,
        handles_protected_identity=grantee.handles_protected_identity,
    )


def _made(kept: AssessorRecord) -> Reply:
    place = {"Location": f"/v1/assessments/{kept.id}"}
    return Reply(201, to_bytes(render_record_of_assessor(kept)), place)


def _problem(house: House, found: WrongCode | Denial | ContentError) -> Exception:
    if isinstance(found, ContentError):
        return found
    if isinstance(found, WrongCode):
        return CodeInvalidError()
    limited = found.reason is Reason.LIMIT
    return DailyLimitError(until_tomorrow(house.desk)) if limited else NotAvailableError()
