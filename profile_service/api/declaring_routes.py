"""What an organisation has declared, its new declarations, and what the law lets it read."""

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.declaration import Purpose
from profile_service.actions.declaring import (
    DeclarationDraft,
    WantDraft,
    declarations_of,
    declare,
    own_versions,
    withdraw_declaration,
)
from profile_service.actions.duties import duties_to
from profile_service.actions.looking import declarations_to
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.domain.reply import Reply
from profile_service.doors import AsGrantee, Here
from profile_service.language import ANCHORS
from profile_service.portability.own_format import to_bytes
from profile_service.wire.access import render_duty
from profile_service.wire.declarations import render_version
from schemas.access import (
    DeclarationVersion,
    DeclarationVersionList,
    DutyList,
    PurposeDeclarationBody,
)

router = APIRouter(prefix="/v1", tags=["organisation"])


@router.get(
    "/purpose-declarations",
    responses={200: {"model": DeclarationVersionList}, **refusals()},
    summary="The caller's own purpose declarations: those it can ask with, or every version",
)
async def purpose_declarations(
    grantee: AsGrantee, house: Here, status: Literal["approved", "any"] = "approved"
) -> Response:
    find = declarations_of if status == "any" else declarations_to
    found = await house.read(lambda work: find(work, grantee))
    rendered = [render_version(one, grantee.organisation) for one in found]
    return to_response(Reply(200, to_bytes({"purpose_declarations": rendered})))


@router.post(
    "/purpose-declarations",
    status_code=201,
    responses={
        201: {"model": DeclarationVersion, **sends("Location")},
        **refusals("not-available", "idempotency-key-reused", "malformed-body", "unsupported-media-type"),
    },
    openapi_extra=body_of(PurposeDeclarationBody),
    summary="Submit a declaration, or the next version of one; the operator decides",
)
async def submit_declaration(
    request: Request, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    draft = draft_from(await read_model(request, PurposeDeclarationBody))

    def act(work: Work) -> Reply:
        made = declare(work, house.desk, grantee, draft, ANCHORS)
        body = to_bytes(render_version(made, grantee.organisation))
        return Reply(201, body, {"Location": f"/v1/purpose-declarations/{made.id}"})

    return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


@router.get(
    "/purpose-declarations/{declaration_id}",
    responses={200: {"model": DeclarationVersionList}, **refusals("not-available")},
    summary="Every version of one of the caller's own, the newest first",
)
async def declaration_versions(declaration_id: str, grantee: AsGrantee, house: Here) -> Response:
    found = await house.read(lambda work: own_versions(work, grantee, declaration_id))
    rendered = [render_version(one, grantee.organisation) for one in found]
    return to_response(Reply(200, to_bytes({"purpose_declarations": rendered})))


@router.post(
    "/purpose-declarations/{declaration_id}/withdraw",
    status_code=204,
    responses=refusals("not-available", "already-answered", "idempotency-key-reused"),
    summary="Take it back: every grant that rests on it is closed, and every question under it lapses",
)
async def withdraw_own_declaration(
    request: Request, declaration_id: str, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        withdraw_declaration(work, house.desk, grantee, declaration_id)
        return Reply(204, b"")

    return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


@router.get(
    "/duties",
    responses={200: {"model": DutyList}, **refusals()},
    summary="What the caller may read by law now, without a consent",
)
async def duties(grantee: AsGrantee, house: Here) -> Response:
    found = await house.read(lambda work: duties_to(work, house.desk, grantee))
    return to_response(Reply(200, to_bytes({"duties": [render_duty(one) for one in found]})))


def draft_from(body: PurposeDeclarationBody) -> DeclarationDraft:
    """A body as what the action takes."""
    return DeclarationDraft(
        declaration=body.id or "",
        purpose=Purpose(body.purpose.code, dict(body.purpose.sentence)),
        legal_basis=body.legal_basis,
        wants=[WantDraft(one.scope, one.reason, one.needed) for one in body.scopes],
        retention=body.retention,
        onward_recipients=body.onward_recipients,
        on_no=body.on_no,
        other_way=body.other_way,
        contact=body.contact,
    )
