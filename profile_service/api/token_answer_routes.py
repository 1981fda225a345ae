"""What of a token is still good, and its end: for the client that it was issued to. These keep OAuth's own errors."""

from functools import partial
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from profile_service.api.contract import sends
from profile_service.api.oauth_forms import OAUTH_ERROR, TOO_MANY, answer_system, form_of
from profile_service.doors import Here, Public
from profile_service.doors.token_answers import introspection, revocation

router = APIRouter(tags=["oauth"])
_ASKED: Final = form_of(
    ("token",),
    token={"type": "string"},
    token_type_hint={"enum": ["access_token", "refresh_token"]},
)
_ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    400: {**OAUTH_ERROR, **sends("DPoP-Nonce")},
    401: {**OAUTH_ERROR, **sends("WWW-Authenticate")},
    429: TOO_MANY,
}
_INTROSPECTED: Final[dict[str, Any]] = {
    "description": "What is known of a live token of the client's own; `active` false and nothing else for any other.",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["active"],
                "properties": {
                    "active": {"type": "boolean"},
                    **{
                        name: {"type": "string"}
                        for name in ("iss", "aud", "sub", "client_id", "scope", "jti", "token_type")
                    },
                    "iat": {"type": "integer"},
                    "exp": {"type": "integer"},
                    "cnf": {"type": "object", "properties": {"jkt": {"type": "string"}}},
                },
            }
        }
    },
}


@router.post(
    "/oauth/introspect",
    openapi_extra=_ASKED,
    responses={200: _INTROSPECTED, **_ERRORS},
    summary="Whether a token of the client's own is still good (RFC 7662)",
)
async def introspect_token(request: Request, _caller: Public, house: Here) -> Response:
    return await answer_system(request, house, partial(introspection, house))


@router.post(
    "/oauth/revoke",
    openapi_extra=_ASKED,
    responses={200: {"description": "It is dead now, or never lived; not told apart."}, **_ERRORS},
    summary="End a token of the client's own; with a refresh token all that came of the same code (RFC 7009)",
)
async def revoke_token(request: Request, _caller: Public, house: Here) -> Response:
    return await answer_system(request, house, partial(revocation, house))
