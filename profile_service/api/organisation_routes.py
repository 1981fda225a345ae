"""The operator's side: who is let in as an organisation, its first administrator, its systems and their keys."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.vocabulary import OrganisationId
from profile_service.actions.closing_organisations import close_organisation
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.inviting import invite_first
from profile_service.actions.ports import Work
from profile_service.actions.registering import register_organisation
from profile_service.actions.staffing import add_unit, colleagues, remove_member
from profile_service.actions.systems import add_key, add_system, remove_key, remove_system, systems_of
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.domain.people import Client, ClientId, Operator, Role, StaffId
from profile_service.domain.reply import Reply
from profile_service.domain.staffing import Hand
from profile_service.doors import AsOperator, Here, House
from profile_service.doors.system_keys import public_key
from profile_service.portability.own_format import to_bytes
from profile_service.wire.organisations import render_details, render_invitation
from schemas.access import (
    AdministratorBody,
    InvitationMade,
    KeyBody,
    OrganisationBody,
    OrganisationCreated,
    OrganisationDetails,
    RemarkBody,
    SystemBody,
    UnitBody,
)

router = APIRouter(prefix="/v1/operator/organisations", tags=["operator"])
_ONE = "/{organisation_id}"
_SENT = ("not-available", "idempotency-key-reused", "malformed-body", "unsupported-media-type")


@router.post(
    "",
    status_code=201,
    responses={
        201: {"model": OrganisationCreated, **sends("Location")},
        **refusals("idempotency-key-reused", "malformed-body", "unsupported-media-type"),
    },
    openapi_extra=body_of(OrganisationBody),
    summary="Let an organisation in; it can ask for nothing before a purpose of its own is approved",
)
async def add_organisation(
    request: Request, operator: AsOperator, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, OrganisationBody)

    def act(work: Work) -> Reply:
        made = register_organisation(work, house.desk, body.name, body.number, Role(body.role))
        where = f"/v1/operator/organisations/{made.id}"
        return Reply(201, to_bytes({"id": made.id}), {"Location": where})

    return await _once(request, operator, house, key, act)


@router.get(
    _ONE,
    responses={200: {"model": OrganisationDetails}, **refusals("not-available")},
    summary="One organisation, with everything that comes in for it",
)
async def one_organisation(organisation_id: str, operator: AsOperator, house: Here) -> Response:
    wanted = OrganisationId(organisation_id)

    def look(work: Work) -> bytes:
        found = work.accounts.organisation(wanted)
        if found is None or found.closed_at is not None:
            raise NotAvailableError
        units = sorted(work.staff.units_of(wanted))
        return to_bytes(render_details(found, units, colleagues(work, wanted), systems_of(work, wanted)))

    return to_response(Reply(200, await house.read(look)))


@router.post(
    _ONE + "/close",
    status_code=204,
    responses=refusals(*_SENT),
    openapi_extra=body_of(RemarkBody),
    summary="End its part: every grant is revoked, its systems and its staff are out at once",
)
async def close_one_organisation(
    request: Request, organisation_id: str, operator: AsOperator, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, RemarkBody)

    def act(work: Work) -> Reply:
        wanted = OrganisationId(organisation_id)
        close_organisation(work, house.desk, operator, wanted, body.remark or "")
        return Reply(204, b"")

    return await _once(request, operator, house, key, act)


@router.post(
    _ONE + "/units",
    status_code=204,
    responses=refusals(*_SENT),
    openapi_extra=body_of(UnitBody),
    summary="One more unit",
)
async def add_one_unit(
    request: Request, organisation_id: str, operator: AsOperator, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, UnitBody)

    def act(work: Work) -> Reply:
        add_unit(work, house.desk, _hand(organisation_id), body.unit)
        return Reply(204, b"")

    return await _once(request, operator, house, key, act)


@router.post(
    _ONE + "/administrators",
    status_code=201,
    responses={201: {"model": InvitationMade}, **refusals(*_SENT)},
    openapi_extra=body_of(AdministratorBody),
    summary="Invite its first administrator; the code is told this once",
)
async def invite_administrator(
    request: Request, organisation_id: str, operator: AsOperator, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, AdministratorBody)

    def act(work: Work) -> Reply:
        made = invite_first(work, house.desk, OrganisationId(organisation_id), body.name, body.unit)
        return Reply(201, to_bytes(render_invitation(made)))

    return await _once(request, operator, house, key, act)


@router.delete(
    _ONE + "/staff/{staff_id}",
    status_code=204,
    responses=refusals("not-available", "idempotency-key-reused"),
    summary="Somebody works there no more: her sessions and her ways in end at once",
)
async def remove_one_member(
    request: Request,
    organisation_id: str,
    staff_id: str,
    operator: AsOperator,
    house: Here,
    key: IdempotencyKey = None,
) -> Response:
    def act(work: Work) -> Reply:
        remove_member(work, house.desk, _hand(organisation_id), StaffId(staff_id))
        return Reply(204, b"")

    return await _once(request, operator, house, key, act)


@router.post(
    _ONE + "/systems",
    status_code=204,
    responses=refusals(*_SENT),
    openapi_extra=body_of(SystemBody),
    summary="Let a system in, by the public half of its key",
)
async def add_one_system(
    request: Request, organisation_id: str, operator: AsOperator, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, SystemBody)
    client = Client(
        ClientId(body.client_id),
        OrganisationId(organisation_id),
        (public_key(body.key),),
        redirect_uris=body.redirect_uris,
        dpop_required=body.dpop_required,
        handles_protected_identity=body.handles_protected_identity,
    )

    def act(work: Work) -> Reply:
        add_system(work, house.desk, _hand(organisation_id), client)
        return Reply(204, b"")

    return await _once(request, operator, house, key, act)


@router.delete(
    _ONE + "/systems/{client_id}",
    status_code=204,
    responses=refusals("not-available", "idempotency-key-reused"),
    summary="A system is out at once",
)
async def remove_one_system(
    request: Request,
    organisation_id: str,
    client_id: str,
    operator: AsOperator,
    house: Here,
    key: IdempotencyKey = None,
) -> Response:
    def act(work: Work) -> Reply:
        remove_system(work, house.desk, _hand(organisation_id), client_id)
        return Reply(204, b"")

    return await _once(request, operator, house, key, act)


@router.post(
    _ONE + "/systems/{client_id}/keys",
    status_code=204,
    responses=refusals(*_SENT),
    openapi_extra=body_of(KeyBody),
    summary="One more key of a system, beside the others",
)
async def add_one_key(
    request: Request,
    organisation_id: str,
    client_id: str,
    operator: AsOperator,
    house: Here,
    key: IdempotencyKey = None,
) -> Response:
    shown = public_key((await read_model(request, KeyBody)).key)

    def act(work: Work) -> Reply:
        add_key(work, house.desk, _hand(organisation_id), client_id, shown)
        return Reply(204, b"")

    return await _once(request, operator, house, key, act)


@router.delete(
    _ONE + "/systems/{client_id}/keys/{kid}",
    status_code=204,
    responses=refusals("not-available", "idempotency-key-reused"),
    summary="A key is taken away: nothing that it signs is taken from now on",
)
async def remove_one_key(
    request: Request,
    organisation_id: str,
    client_id: str,
    kid: str,
    operator: AsOperator,
    house: Here,
    key: IdempotencyKey = None,
) -> Response:
    def act(work: Work) -> Reply:
        remove_key(work, house.desk, _hand(organisation_id), client_id, kid)
        return Reply(204, b"")

    return await _once(request, operator, house, key, act)


def _hand(organisation_id: str) -> Hand:
    return Hand(OrganisationId(organisation_id), None)


async def _once(
    request: Request, operator: Operator, house: House, key: str | None, act: Callable[[Work], Reply]
) -> Response:
    return await answer_once(house, await once(request, operator.organisation.id, None, key), act)
