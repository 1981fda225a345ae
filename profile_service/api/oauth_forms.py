"""How a client sends something to an OAuth endpoint: as a form, each parameter once, and never with the header Authorization."""

from collections.abc import Awaitable, Callable
from math import ceil
from typing import Any, Final
from urllib.parse import parse_qsl

import orjson
from fastapi import Request
from fastapi.responses import Response

from profile_service.api.answering_once import to_response
from profile_service.api.contract import sends
from profile_service.domain.reply import Reply
from profile_service.doors import Asked, House
from profile_service.doors.devices import client_of

FORM: Final = "application/x-www-form-urlencoded"
_MOST_PARAMETERS: Final = 30
_NOBODY: Final = 401
_NO_STORE: Final = {"Cache-Control": "no-store"}

OAUTH_ERROR: Final[dict[str, Any]] = {
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

TOO_MANY: Final[dict[str, Any]] = {
    **OAUTH_ERROR,
    "description": "Too many proofs from this address were refused; wait as long as Retry-After says (RFC 6585, section 4).",
    **sends("Retry-After"),
}

CLIENT_FIELDS: Final[dict[str, Any]] = {
    "client_assertion_type": {"const": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
    "client_assertion": {"type": "string"},
    "client_id": {"type": "string"},
}


def form_of(required: tuple[str, ...], **fields: dict[str, Any]) -> dict[str, Any]:
    """`openapi_extra` for an endpoint that takes a form of a client that proves itself in it."""
    schema = {
        "type": "object",
        "required": [*required, "client_assertion_type", "client_assertion"],
        "properties": {**fields, **CLIENT_FIELDS},
    }
    return {"requestBody": {"required": True, "content": {FORM: {"schema": schema}}}}


async def answer_system(request: Request, house: House, act: Callable[[Asked], Awaitable[Reply]]) -> Response:
    """Read what a client asks and let it be answered; an address that proved nothing too often is told to wait before that.

    Only what was refused as nobody's is counted: a client that proves itself is not, whatever comes of its request.
    """
    address, turnstile = client_of(request), house.refused_proofs
    wait = turnstile.wait(address, house.desk.clock.now())
    if wait:
        return to_response(_wait(ceil(wait.total_seconds())))
    asked = await _read_asked(request)
    reply = asked if isinstance(asked, Reply) else await act(asked)
    if reply.status == _NOBODY:
        turnstile.count(address, house.desk.clock.now())
    return to_response(reply)


def _wait(seconds: int) -> Reply:
    said = "too many proofs from this address were refused: wait as long as Retry-After says"
    error = {"error": "temporarily_unavailable", "error_description": said}
    return Reply(429, orjson.dumps(error), {**_NO_STORE, "Retry-After": str(seconds)})


async def _read_asked(request: Request) -> Asked | Reply:
    """What a client asks of an endpoint; the answer that it gets where it did not send it as one is taken."""
    shown = request.headers.get("authorization")
    if shown is not None:
        return _no_header_here(shown)
    form = _read_form(request.headers.get("content-type", ""), await request.body())
    if form is None:
        error = {"error": "invalid_request", "error_description": "send each parameter once, as a form"}
        return Reply(400, orjson.dumps(error), _NO_STORE)
    return Asked(form, request.url.path, tuple(request.headers.getlist("dpop")))


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
    if content_type.partition(";")[0].strip().lower() != FORM:
        return None
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=False, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return None
    form = dict(pairs)
    return form if len(form) == len(pairs) else None
