"""OAuth 2 for organisations' systems: what the authorization server tells of itself, and its keys."""

from typing import Final

import orjson
from fastapi import APIRouter
from fastapi.responses import Response

from profile_service.domain.token_keys import COPY_KEPT
from profile_service.doors import Here, Public
from profile_service.doors.token_answers import protected_resource

router = APIRouter(tags=["oauth"])
_KEPT: Final = f"public, max-age={int(COPY_KEPT.total_seconds())}"


@router.get("/.well-known/oauth-authorization-server", summary="Metadata (RFC 8414)")
async def authorization_server(_caller: Public, house: Here) -> Response:
    return Response(orjson.dumps(house.authorization_metadata), media_type="application/json")


@router.get("/.well-known/oauth-protected-resource/v1", summary="Metadata of the API (RFC 9728)")
async def protected_resource_metadata(_caller: Public, house: Here) -> Response:
    return Response(orjson.dumps(protected_resource(house)), media_type="application/json")


@router.get("/oauth/jwks", summary="The keys that tokens are signed with (RFC 7517)")
async def jwks(_caller: Public, house: Here) -> Response:
    body = orjson.dumps(house.tokens.jwks(house.desk.clock.now()))
    return Response(body, media_type="application/json", headers={"Cache-Control": _KEPT})
