"""Grant management: what of a grant is live, and giving it up (Grant Management for OAuth 2.0, sections 6.4 and 6.5)."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from consent.vocabulary import GrantId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.giving_up import give_up
from profile_service.actions.looking import open_grant_to
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.contract import refusals
from profile_service.domain.reply import Reply
from profile_service.doors import AsGrantee, Here, Levelled
from profile_service.doors.token_answers import managed_grant
from profile_service.portability.own_format import to_bytes
from schemas.access import ManagedGrant

router = APIRouter(tags=["oauth"])
_ADDRESS: Final = "/oauth/grants/{grant_id}"


@router.get(
    _ADDRESS,
    responses={200: {"model": ManagedGrant}, **refusals("not-available")},
    summary="What of a grant is live; one that is not looks like one that never was",
)
async def query_grant(grant_id: str, grantee: AsGrantee, house: Here) -> Response:
    async with Levelled(NotAvailableError):
        found = await house.read(lambda work: open_grant_to(work, house.desk, grantee, GrantId(grant_id)))
        if found is None:
            raise NotAvailableError
    return to_response(Reply(200, to_bytes(managed_grant(house, found))))


@router.delete(
    _ADDRESS,
    status_code=204,
    responses=refusals("not-available", "idempotency-key-reused"),
    summary="Give a grant up: it ends with all its tokens, and the person sees who ended it",
)
async def revoke_grant(
    request: Request, grant_id: str, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        give_up(work, house.desk, grantee, GrantId(grant_id))
        return Reply(204, b"")

    async with Levelled(NotAvailableError):
        return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)
