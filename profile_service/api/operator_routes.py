"""The operator's side: it decides on purposes and registers what a statute compels. Nothing here opens a profile."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from consent.vocabulary import DutyId
from profile_service.actions.declaring import (
    approve,
    declaration_to_decide,
    declarations_in_force,
    reject,
    revoke_declaration,
    waiting_declarations,
)
from profile_service.actions.duties import DutyDraft, add_duty, duties_registered, end_duty
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.domain.calendar import end_of_day
from profile_service.domain.reply import Reply
from profile_service.doors import AsOperator, Here
from profile_service.language import ANCHORS
from profile_service.portability.own_format import to_bytes
from profile_service.wire.declarations import render_operators_duty, render_registered, render_view
from schemas.access import (
    DeclarationToDecide,
    DeclarationToDecideList,
    DutyBody,
    DutyCreated,
    OperatorsDutyList,
    RegisteredOrganisationList,
    RemarkBody,
)

router = APIRouter(prefix="/v1/operator", tags=["operator"])
Version = Annotated[int, Path(ge=1, le=2**31)]
_DECIDED = refusals(
    "not-available", "already-answered", "idempotency-key-reused", "malformed-body", "unsupported-media-type"
)
_DECLARATION = "/purpose-declarations/{declaration_id}/versions/{version}"


@router.get(
    "/purpose-declarations",
    responses={200: {"model": DeclarationToDecideList}, **refusals()},
    summary="What waits to be decided, or what is in force",
)
async def declarations_to_decide(
    operator: AsOperator, house: Here, status: Literal["submitted", "approved"] = "submitted"
) -> Response:
    find = waiting_declarations if status == "submitted" else declarations_in_force
    found = await house.read(find)
    return to_response(Reply(200, to_bytes({"purpose_declarations": [render_view(one) for one in found]})))


@router.get(
    _DECLARATION,
    responses={200: {"model": DeclarationToDecide}, **refusals("not-available")},
    summary="One version, and the one that is in force",
)
async def one_declaration(
    declaration_id: str, version: Version, operator: AsOperator, house: Here
) -> Response:
    found = await house.read(lambda work: declaration_to_decide(work, declaration_id, version))
    return to_response(Reply(200, to_bytes(render_view(found))))


@router.post(
    _DECLARATION + "/approve",
    status_code=204,
    responses=_DECIDED,
    openapi_extra=body_of(RemarkBody),
    summary="Put a version in force; what waits for an answer under the one before lapses",
)
async def approve_declaration(
    request: Request,
    declaration_id: str,
    version: Version,
    operator: AsOperator,
    house: Here,
    key: IdempotencyKey = None,
) -> Response:
    body = await read_model(request, RemarkBody)

    def act(work: Work) -> Reply:
        approve(work, house.desk, declaration_id, version, ANCHORS, body.remark or "")
        return Reply(204, b"")

    return await answer_once(house, await once(request, operator.organisation.id, None, key), act)


@router.post(
    _DECLARATION + "/reject",
    status_code=204,
    responses=_DECIDED,
    openapi_extra=body_of(RemarkBody),
    summary="Say no to a version, and why",
)
async def reject_declaration(
    request: Request,
    declaration_id: str,
    version: Version,
    operator: AsOperator,
    house: Here,
    key: IdempotencyKey = None,
) -> Response:
    body = await read_model(request, RemarkBody)

    def act(work: Work) -> Reply:
        reject(work, house.desk, declaration_id, version, body.remark or "")
        return Reply(204, b"")

    return await answer_once(house, await once(request, operator.organisation.id, None, key), act)


@router.post(
    "/purpose-declarations/{declaration_id}/withdraw",
    status_code=204,
    responses=_DECIDED,
    openapi_extra=body_of(RemarkBody),
    summary="Take a purpose back, and say why: every grant that rests on it is revoked",
)
async def revoke_purpose(
    request: Request, declaration_id: str, operator: AsOperator, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, RemarkBody)

    def act(work: Work) -> Reply:
        revoke_declaration(work, house.desk, declaration_id, body.remark or "")
        return Reply(204, b"")

    return await answer_once(house, await once(request, operator.organisation.id, None, key), act)


@router.get(
    "/organisations",
    responses={200: {"model": RegisteredOrganisationList}, **refusals()},
    summary="Who is registered",
)
async def registered_organisations(operator: AsOperator, house: Here) -> Response:
    found = await house.read(lambda work: work.accounts.organisations())
    return to_response(Reply(200, to_bytes({"organisations": [render_registered(one) for one in found]})))


@router.get(
    "/duties",
    responses={200: {"model": OperatorsDutyList}, **refusals()},
    summary="Every duty by law that was registered",
)
async def registered_duties(operator: AsOperator, house: Here) -> Response:
    found = await house.read(lambda work: duties_registered(work, house.desk))
    return to_response(Reply(200, to_bytes({"duties": [render_operators_duty(one) for one in found]})))


@router.post(
    "/duties",
    status_code=201,
    responses={
        201: {"model": DutyCreated, **sends("Location")},
        **refusals("idempotency-key-reused", "malformed-body", "unsupported-media-type"),
    },
    openapi_extra=body_of(DutyBody),
    summary="Register what a named rule lets an organisation read about one person",
)
async def register_duty(
    request: Request, operator: AsOperator, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, DutyBody)
    end = body.until
    until = end if isinstance(end, datetime) else end_of_day(end, house.desk.zone)
    draft = DutyDraft(
        body.organisation,
        body.individual,
        body.reference,
        body.citation,
        body.text,
        body.scopes,
        until,
        body.since,
    )

    def act(work: Work) -> Reply:
        made = add_duty(work, house.desk, operator, draft, ANCHORS)
        return Reply(201, to_bytes({"id": made.id}), {"Location": "/v1/operator/duties"})

    return await answer_once(house, await once(request, operator.organisation.id, None, key), act)


@router.post(
    "/duties/{duty_id}/end",
    status_code=204,
    responses=refusals("not-available", "idempotency-key-reused"),
    summary="End a duty by law before its time",
)
async def end_registered_duty(
    request: Request, duty_id: str, operator: AsOperator, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        end_duty(work, house.desk, operator, DutyId(duty_id))
        return Reply(204, b"")

    return await answer_once(house, await once(request, operator.organisation.id, None, key), act)
