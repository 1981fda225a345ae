"""From what went wrong to a problem (RFC 9457). One table, one shape, no personal data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from consent.request import Objection
from profile_service.actions.errors import (
    AllPausedError,
    AlreadyAnsweredError,
    AlreadyInquiredError,
    BusyError,
    CodeInvalidError,
    ContentError,
    DailyLimitError,
    ExceedsRequestError,
    GrantEndedError,
    KeyReusedError,
    NotAvailableError,
    OutsideDeclarationError,
    SectionFullError,
    ShareEndedError,
    StaleVersionError,
    TooLateError,
    TooManyTriesError,
)
from profile_service.api.errors import (
    BodyTooLargeError,
    MalformedBodyError,
    MediaTypeError,
    PreconditionRequiredError,
)
from profile_service.domain.importing import ForeignFormatError
from profile_service.domain.sign_in import FRESH
from profile_service.doors import (
    ForgedFormError,
    NotAllowedError,
    NotFreshError,
    NotSignedInError,
    TokenRefusedError,
)
from schemas.field_errors import told_errors
from schemas.problems import PROBLEMS, FieldError, make_problem

_SLUGS: dict[type[Exception], str] = {
    NotAvailableError: "not-available",
    OutsideDeclarationError: "outside-declaration",
    ExceedsRequestError: "exceeds-request",
    ContentError: "invalid-request",
    CodeInvalidError: "connection-code-invalid",
    TooManyTriesError: "too-many-attempts",
    StaleVersionError: "stale-version",
    DailyLimitError: "daily-limit",
    AlreadyInquiredError: "already-inquired",
    AlreadyAnsweredError: "already-answered",
    GrantEndedError: "grant-ended",
    AllPausedError: "all-paused",
    TooLateError: "too-late",
    ShareEndedError: "share-ended",
    KeyReusedError: "idempotency-key-reused",
    BusyError: "busy",
    NotSignedInError: "not-signed-in",
    NotFreshError: "sign-in-again",
    NotAllowedError: "not-allowed",
    ForgedFormError: "not-allowed",
    MalformedBodyError: "malformed-body",
    BodyTooLargeError: "body-too-large",
    MediaTypeError: "unsupported-media-type",
    PreconditionRequiredError: "precondition-required",
    ForeignFormatError: "import-unreadable",
}
_STATUSES = {
    400: "malformed-body",
    401: "not-signed-in",
    403: "not-allowed",
    404: "unknown-address",
    405: "method-not-allowed",
    413: "body-too-large",
    415: "unsupported-media-type",
    422: "invalid-request",
    429: "too-many-attempts",
}


_STEP_UP = (
    'Bearer error="insufficient_user_authentication", error_description="a more recent sign-in is needed", '
    f"max_age={int(FRESH.total_seconds())}"
)
"""What tells a program to let her sign in again (RFC 9470, section 3)."""


def slug_of(error: Exception) -> str:
    """Which problem an error is; "internal" for one that nobody foresaw."""
    if isinstance(error, SectionFullError | RequestValidationError):
        return "invalid-request"
    if isinstance(error, HTTPException):
        return _STATUSES.get(error.status_code, "internal")
    return next((_SLUGS[kind] for kind in type(error).__mro__ if kind in _SLUGS), "internal")


def problem_response(error: Exception) -> Response:
    """The answer for an error."""
    slug = slug_of(error)
    response = problem(slug, errors=_field_errors(error))
    if isinstance(error, TooManyTriesError | DailyLimitError):
        response.headers["Retry-After"] = str(int(error.retry_after.total_seconds()))
    elif slug == "busy":
        response.headers["Retry-After"] = "1"
    elif slug == "not-signed-in":
        # Whoever sent no token is told the scheme alone (RFC 6750, section 3.1).
        told = 'Bearer error="invalid_token"' if isinstance(error, TokenRefusedError) else "Bearer"
        if isinstance(error, TokenRefusedError) and error.dpop:
            told = f'DPoP error="{error.dpop}", algs="ES256 EdDSA"'
            if error.nonce:
                response.headers["DPoP-Nonce"] = error.nonce
        response.headers["WWW-Authenticate"] = told
    elif slug == "sign-in-again":
        response.headers["WWW-Authenticate"] = _STEP_UP
    elif isinstance(error, StaleVersionError):
        response.headers["ETag"] = f'"{error.current}"'
    elif isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
        if "GET" in response.headers.get("Allow", "").split(", "):
            response.headers["Allow"] += ", HEAD"
    return response


def name_resource(response: Response, issuer: str, path: str) -> Response:
    """Where a challenge of the API is, say in it where the API tells of itself (RFC 9728, section 5.1)."""
    challenge = response.headers.get("WWW-Authenticate")
    if challenge and path.startswith("/v1/"):
        address = f'resource_metadata="{issuer}/.well-known/oauth-protected-resource/v1"'
        between = ", " if " " in challenge else " "
        response.headers["WWW-Authenticate"] = challenge + between + address
    return response


def problem(slug: str, detail: str | None = None, errors: Iterable[FieldError] = ()) -> Response:
    """A problem of a registered type."""
    body = make_problem(slug, detail, errors).model_dump_json(exclude_none=True)
    return Response(body, PROBLEMS[slug].status, {"Cache-Control": "no-store"}, "application/problem+json")


def _field_errors(error: Exception) -> list[FieldError]:
    if isinstance(error, ForeignFormatError):
        return [FieldError(field=error.path, problem=error.problem, expected=error.expected)]
    if isinstance(error, ContentError):
        return [_field_error(one) for one in error.objections]
    if isinstance(error, SectionFullError):
        return [
            FieldError(field="", problem="the section is full", expected="change or remove an item first")
        ]
    if isinstance(error, CodeInvalidError):
        return [
            FieldError(
                field="/connection_code",
                problem="no such code is alive: it is mistyped, used or too old, which is not told apart",
                expected="a new code, made by the person less than fifteen minutes ago",
            )
        ]
    if isinstance(error, RequestValidationError):
        return [*_of_request(error.errors())]
    return []


def _field_error(one: Objection) -> FieldError:
    return FieldError(field=one.field, problem=one.problem, expected=one.expected)


def _of_request(listed: Sequence[Mapping[str, Any]]) -> tuple[FieldError, ...]:
    # The first part says where it was sent: the name of a parameter is enough to find it again.
    return told_errors([{**one, "loc": tuple(one["loc"])[1:]} for one in listed])
