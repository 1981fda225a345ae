"""Which questions need not be asked again: for an organisation under its grant, and for her."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from consent.decision import Denial, Reason
from profile_service.actions.coverage import Question, ToldCoverage, ask_coverage, own_coverage
from profile_service.actions.errors import DailyLimitError, NotAvailableError
from profile_service.actions.limiting import until_tomorrow
from profile_service.actions.ports import Work
from profile_service.actions.reading import Opening
from profile_service.actions.repeating import Key, Told, read_once
from profile_service.actions.reuse import reuse_of_organisation
from profile_service.api.answering_once import IdempotencyKey, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals
from profile_service.api.straight_route import StraightRoute
from profile_service.domain.people import Grantee
from profile_service.domain.reply import Reply
from profile_service.doors import AsClient, AsGrantee, AsIndividual, Here, House, Levelled, System, write_as
from profile_service.portability.own_format import to_bytes
from profile_service.wire.coverage import render_coverage, render_reuse, render_told
from schemas.access import Coverage, CoverageBody, OwnCoverage, ReuseCounts

router = APIRouter(prefix="/v1", tags=["organisation"], route_class=StraightRoute)
counts_router = APIRouter(prefix="/v1", tags=["organisation"])
own_router = APIRouter(prefix="/v1/me", tags=["own consent"])


@router.post(
    "/coverage",
    responses={
        200: {
            "model": Coverage,
            "headers": {
                "Egenkarta-Disclosure": {
                    "description": "The id of this question in the person's log.",
                    "schema": {"type": "string"},
                }
            },
        },
        **refusals(
            "not-available",
            "daily-limit",
            "idempotency-key-reused",
            "malformed-body",
            "unsupported-media-type",
        ),
    },
    openapi_extra=body_of(CoverageBody),
    summary="Which questions of an instrument need not be asked; the person sees that it was asked",
)
async def ask_what_is_known(
    request: Request, system: AsClient, house: Here, key: IdempotencyKey = None
) -> Response:
    # Answers are levelled too: how long one takes would otherwise depend on what she has beside what she shares.
    async with Levelled(NotAvailableError, DailyLimitError, always=True):
        return await _ask(request, system, house, key)


async def _ask(request: Request, system: System, house: House, key: str | None) -> Response:
    body = await read_model(request, CoverageBody)
    opening = Opening(
        body.grant_id,
        body.case_reference,
        body.reader,
        over_limit_reason=body.over_limit_reason or "",
    )
    question = Question(body.instrument.id, body.instrument.version or "")
    kept_under = (
        None if key is None else Key(key, (await once(request, system.client, None, key)).fingerprint)
    )

    def act(work: Work, grantee: Grantee) -> Told | Denial:
        asking = replace(grantee, unit=body.unit or "", reader=body.reader)

        def ask(opening: Opening) -> ToldCoverage | Denial:
            return ask_coverage(work, house.desk, asking, opening, question)

        return read_once(work, house.desk, asking, opening, kept_under, ask, _render)

    told = await write_as(house, system, act)
    if isinstance(told, Denial):
        raise (
            DailyLimitError(until_tomorrow(house.desk)) if told.reason is Reason.LIMIT else NotAvailableError
        )
    return to_response(Reply(200, told.body, {"Egenkarta-Disclosure": told.event}))


def _render(told: ToldCoverage) -> bytes:
    return to_bytes(render_told(told))


@counts_router.get(
    "/reuse",
    responses={200: {"model": ReuseCounts}, **refusals()},
    summary="What the organisation's own mapping sessions have saved, in counts of whole past months",
)
async def reuse(grantee: AsGrantee, house: Here) -> Response:
    found = await house.read(lambda work: reuse_of_organisation(work, house.desk, grantee.organisation))
    return to_response(Reply(200, to_bytes(render_reuse(found))))


@own_router.get(
    "/coverage",
    responses={200: {"model": OwnCoverage}, **refusals("not-available")},
    summary="Which questions of an instrument her profile answers, and which of that a grant shares",
)
async def own_answers(
    caller: AsIndividual,
    house: Here,
    instrument: Annotated[str, Query(max_length=200, description="Id of the instrument.")],
    version: Annotated[str | None, Query(max_length=200, description="The newest when left out.")] = None,
    grant: Annotated[str | None, Query(max_length=200, description="Id of one of her grants.")] = None,
) -> Response:
    question = Question(instrument, version or "")
    found = await house.read(lambda work: own_coverage(work, house.desk, caller, question, grant))
    return to_response(Reply(200, to_bytes(render_coverage(found))))
