"""Pushed authorization requests (RFC 9126): every parameter is looked at here, and none can change on its way through a browser."""

import json
import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import ValidationError

from profile_service.domain.authorization import PUSHED, PushedRequest, ReturnTicket
from profile_service.domain.calendar import end_of_day
from profile_service.domain.people import Client
from profile_service.identity.tokens import ORGANISATION_SCOPE
from schemas.access import CompetenceProfileDetails
from schemas.field_errors import field_errors

_LONGEST_DETAILS: Final = 20_000
_STATE: Final = re.compile(r"[\x20-\x7e]{1,500}")
_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_THUMBPRINT: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_LOOPBACK: Final = ("127.0.0.1", "::1")


class ParameterError(Exception):
    """A parameter is wrong. Its text is safe to show; `error` is the OAuth code."""

    def __init__(self, error: str, said: str) -> None:
        super().__init__(said)
        self.error = error
        self.said = said


def read_pushed(
    form: Mapping[str, str], client: Client, audience: str, jkt: str, now: datetime, zone: tzinfo
) -> PushedRequest:
    """What a client leaves for somebody's browser.

    Args:
        jkt: the thumbprint of the key that the request itself was proved with; empty where it came without a proof.

    Raises:
        ParameterError: something is missing, wrong or not offered here.
    """
    _refuse_foreign_ways(form, audience)
    ticket = ReturnTicket(
        client=client.id,
        redirect_uri=_redirect_uri(form, client),
        state=_state(form),
        challenge=_challenge(form),
        jkt=_bound_to(form, jkt),
    )
    details = _details(form.get("authorization_details"))
    until = details.until
    if until is not None and not isinstance(until, datetime):
        until = end_of_day(until, zone)
    return PushedRequest(
        ticket=ticket,
        purpose_declaration=details.purpose_declaration,
        scopes=tuple(details.scopes),
        until=until,
        ending=details.ending,
        case_reference=details.case_reference,
        message=details.message or "",
        unit=details.unit or "",
        expires_at=now + PUSHED,
    )


def is_registered(redirect_uri: str, client: Client) -> bool:
    """Whether the client may have a browser sent there: the very letters that are registered (RFC 9700, section 2.1).

    At this machine the port does not matter where none is registered, since a program gets whichever is free (RFC 8252,
    section 7.3).
    """
    if redirect_uri in client.redirect_uris:
        return True
    bare = _without_port(redirect_uri)
    return bare is not None and bare in client.redirect_uris


def _without_port(redirect_uri: str) -> str | None:
    try:
        parts = urlsplit(redirect_uri)
        port, host = parts.port, parts.hostname
    except ValueError:
        return None
    if parts.scheme != "http" or host not in _LOOPBACK or port is None or "@" in parts.netloc:
        return None
    shown = f"[{host}]" if ":" in host else host
    if redirect_uri != f"http://{shown}:{port}{redirect_uri[len(f'http://{shown}:{port}') :]}":
        return None
    return f"http://{shown}{redirect_uri[len(f'http://{shown}:{port}') :]}"


def _refuse_foreign_ways(form: Mapping[str, str], audience: str) -> None:
    if "request_uri" in form:
        raise ParameterError("invalid_request", "request_uri is what this endpoint gives out; leave it out")
    if "request" in form:
        raise ParameterError("request_not_supported", "send the parameters themselves, not a request object")
    if not form.get("response_type"):
        raise ParameterError("invalid_request", "response_type is missing: send code")
    if form["response_type"] != "code":
        raise ParameterError("unsupported_response_type", "the one response_type is code")
    if form.get("response_mode", "query") != "query":
        raise ParameterError("invalid_request", "the one response_mode is query")
    if form.get("resource", audience) != audience:
        raise ParameterError("invalid_target", f"the one resource is {audience}")
    if set(form.get("scope", "").split()) - {ORGANISATION_SCOPE}:
        raise ParameterError("invalid_scope", f"the one scope is {ORGANISATION_SCOPE}")
    if form.get("grant_management_action", "create") != "create" or "grant_id" in form:
        raise ParameterError(
            "invalid_request",
            "a grant is never made wider: the one grant_management_action is create, without grant_id",
        )


def _redirect_uri(form: Mapping[str, str], client: Client) -> str:
    found = form.get("redirect_uri")
    if not found:
        raise ParameterError("invalid_request", "redirect_uri is missing")
    if not is_registered(found, client):
        raise ParameterError("invalid_request", "redirect_uri is not one that is registered for this client")
    return found


def _state(form: Mapping[str, str]) -> str:
    state = form.get("state", "")
    if state and _STATE.fullmatch(state) is None:
        raise ParameterError("invalid_request", "state must be 1 to 500 printable ASCII characters")
    return state


def _challenge(form: Mapping[str, str]) -> str:
    if form.get("code_challenge_method") != "S256":
        raise ParameterError("invalid_request", "code_challenge_method must be S256")
    challenge = form.get("code_challenge", "")
    if _CHALLENGE.fullmatch(challenge) is None:
        raise ParameterError("invalid_request", "code_challenge must be the S256 hash of a code_verifier")
    return challenge


def _bound_to(form: Mapping[str, str], jkt: str) -> str:
    """The key that the code will be bound to (RFC 9449, section 10): named, shown, or both the same."""
    named = form.get("dpop_jkt", "")
    if named and _THUMBPRINT.fullmatch(named) is None:
        raise ParameterError("invalid_request", "dpop_jkt must be the SHA-256 thumbprint of a key")
    if named and jkt and named != jkt:
        raise ParameterError("invalid_dpop_proof", "dpop_jkt is not the key of the proof")
    return named or jkt


def _details(written: str | None) -> CompetenceProfileDetails:
    """The one element of authorization_details (RFC 9396, section 5: whatever is not known is refused)."""
    if not written:
        raise ParameterError("invalid_request", "authorization_details is missing")
    if len(written) > _LONGEST_DETAILS:
        raise ParameterError("invalid_authorization_details", "authorization_details is too long")
    try:
        listed = json.loads(written, object_pairs_hook=_object, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ParameterError(
            "invalid_authorization_details",
            "authorization_details is not JSON, or repeats the name of a member",
        ) from None
    if not isinstance(listed, list) or len(listed) != 1:
        raise ParameterError(
            "invalid_authorization_details", "authorization_details must be an array of one element"
        )
    try:
        return CompetenceProfileDetails.model_validate(listed[0])
    except ValidationError as error:
        first = field_errors(error)[0]
    raise wrong_details(first.field, first.problem, first.expected)


def wrong_details(field: str, problem: str, expected: str) -> ParameterError:
    """That a field of the one element is wrong; nothing that was sent is repeated."""
    return ParameterError("invalid_authorization_details", f"{field or '/'}: {problem}; right: {expected}")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member is repeated")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)
