"""What the authorization server answers about tokens, at moments that do not tell one dead token from another."""

from typing import Any

from profile_service.actions.looking import GrantView
from profile_service.domain.reply import Reply
from profile_service.doors.house import House
from profile_service.doors.levelling import Levelled
from profile_service.identity.authorization.granted import details_of
from profile_service.identity.authorization.introspection import answer_introspection, answer_revocation
from profile_service.identity.authorization.metadata import resource_metadata
from profile_service.identity.authorization.server import Asked
from profile_service.identity.tokens import ORGANISATION_SCOPE


async def introspection(house: House, asked: Asked) -> Reply:
    """RFC 7662. An answer about a live token waits as well: only a client with a live one could tell, and it knows."""
    async with Levelled(always=True):
        return await answer_introspection(house.authorization, asked)


async def revocation(house: House, asked: Asked) -> Reply:
    """RFC 7009."""
    async with Levelled(always=True):
        return await answer_revocation(house.authorization, asked)


def protected_resource(house: House) -> dict[str, Any]:
    """RFC 9728: what the API tells of itself."""
    return resource_metadata(house.tokens.issuer)


def managed_grant(house: House, view: GrantView) -> dict[str, Any]:
    """`schemas.access.ManagedGrant`: a live grant as grant management tells it."""
    return {
        "scopes": [{"scope": ORGANISATION_SCOPE, "resource": [house.tokens.audience]}],
        "authorization_details": [details_of(view.grant.terms, view.case_reference)],
    }
