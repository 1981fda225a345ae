"""OAuth 2 for organisations' systems: metadata, keys and the token endpoint. These keep OAuth's own errors."""

from urllib.parse import parse_qsl

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import Response

from profile_service.api.answering_once import to_response
from profile_service.api.contract import sends
from profile_service.domain.reply import Reply
from profile_service.doors import Here, Public

router = APIRouter(tags=["oauth"])
_FORM = "application/x-www-form-urlencoded"
_MOST_PARAMETERS = 20
_NO_STORE = {"Cache-Control": "no-store"}
_TOKEN_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {
                "schema": {
                    "type": "object",
                    "required": ["grant_type", "client_assertion_type", "client_assertion"],
                    "properties": {
                        "grant_type": {"const": "client_credentials"},
                        "client_assertion_type": {
                            "const": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                        },
                        "client_assertion": {"type": "string"},
                        "client_id": {"type": "string"},
                        "scope": {"type": "string"},
                    },
                }
            }
        },
    }
}
_OAUTH_ERROR = {
    "description": "An OAuth error (RFC 6749, section 5.2).",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["error"],
                "properties": {"error": {"type": "string"}, "error_description": {"type": "string"}},
            }
        }
    },
}


@router.get("/.well-known/oauth-authorization-server", summary="Metadata (RFC 8414)")
async def authorization_server(_caller: Public, house: Here) -> Response:
    return Response(orjson.dumps(house.authorization_metadata), media_type="application/json")


@router.get("/oauth/jwks", summary="The keys that tokens are signed with (RFC 7517)")
async def jwks(_caller: Public, house: Here) -> Response:
    return Response(orjson.dumps(house.tokens.jwks), media_type="application/json")


@router.post(
    "/oauth/token",
    openapi_extra=_TOKEN_FORM,
    responses={400: _OAUTH_ERROR, 401: {**_OAUTH_ERROR, **sends("WWW-Authenticate")}},
    summary="An access token for five minutes, for a client that proves itself with private_key_jwt",
)
async def token(request: Request, _caller: Public, house: Here) -> Response:
    shown = request.headers.get("authorization")
    if shown is not None:
        return to_response(_no_header_here(shown))
    form = _read_form(request.headers.get("content-type", ""), await request.body())
    if form is None:
        error = {"error": "invalid_request", "error_description": "send each parameter once, as a form"}
        return to_response(Reply(400, orjson.dumps(error), _NO_STORE))
    return to_response(await house.answer_token_request(form))


def _no_header_here(shown: str) -> Reply:
    """The answer to a client that authenticates in the header, naming its own scheme (RFC 6749, section 5.2)."""
    scheme = "Bearer" if shown.partition(" ")[0].lower() == "bearer" else "Basic"
    error = {
        "error": "invalid_client",
        "error_description": "leave the header Authorization out: a client proves itself with private_key_jwt, "
        "in client_assertion_type and client_assertion of the form",
    }
    challenge = {"WWW-Authenticate": f'{scheme} realm="egenkarta", error="invalid_client"'}
    return Reply(401, orjson.dumps(error), {**_NO_STORE, **challenge})


def _read_form(content_type: str, body: bytes) -> dict[str, str] | None:
    """The parameters, or None where they are not a form or one is repeated (RFC 6749, section 3.2)."""
    if content_type.partition(";")[0].strip().lower() != _FORM:
        return None
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=False, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return None
    form = dict(pairs)
    return form if len(form) == len(pairs) else None
