"""Where organisations' systems leave questions and get tokens. These keep OAuth's own errors."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from profile_service.api.contract import sends
from profile_service.api.oauth_forms import OAUTH_ERROR, TOO_MANY, answer_system, form_of
from profile_service.doors import Here, Public

router = APIRouter(tags=["oauth"])
_TEXT: Final[dict[str, Any]] = {"type": "string"}
_ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    400: {**OAUTH_ERROR, **sends("DPoP-Nonce")},
    401: {**OAUTH_ERROR, **sends("WWW-Authenticate")},
    429: TOO_MANY,
}


@router.post(
    "/oauth/token",
    openapi_extra=form_of(
        ("grant_type",),
        grant_type={"enum": ["client_credentials", "authorization_code", "refresh_token"]},
        code=_TEXT,
        redirect_uri=_TEXT,
        code_verifier=_TEXT,
        refresh_token=_TEXT,
        scope=_TEXT,
    ),
    responses=_ERRORS,
    summary="An access token for five minutes, for a client that proves itself with private_key_jwt",
)
async def token(request: Request, _caller: Public, house: Here) -> Response:
    return await answer_system(request, house, house.authorization.token)


@router.post(
    "/oauth/par",
    status_code=201,
    openapi_extra=form_of(
        ("response_type", "redirect_uri", "code_challenge", "code_challenge_method", "authorization_details"),
        response_type={"const": "code"},
        redirect_uri=_TEXT,
        code_challenge=_TEXT,
        code_challenge_method={"const": "S256"},
        authorization_details={"type": "string", "contentMediaType": "application/json"},
        state=_TEXT,
        scope=_TEXT,
        dpop_jkt=_TEXT,
        grant_management_action={"const": "create"},
    ),
    responses=_ERRORS,
    summary="Leave a question for somebody's browser, and get the address that it is brought by (RFC 9126)",
)
async def push_authorization(request: Request, _caller: Public, house: Here) -> Response:
    return await answer_system(request, house, house.authorization.push)
