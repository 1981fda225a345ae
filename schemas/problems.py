"""Problem details (RFC 9457): the one shape of every error answer, and the registry of its types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import Field

from schemas.model import Model

NOT_AVAILABLE: Final = "not-available"


class FieldError(Model):
    """One field that was not right. ``field`` is a JSON Pointer into the body, or the name of a parameter."""

    field: str
    problem: str
    expected: str


class Problem(Model):
    """An error answer, sent as ``application/problem+json``; it never repeats a value that was sent."""

    type: Annotated[str, Field(pattern="^urn:egenkarta:problem:[a-z-]+$")]
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    errors: tuple[FieldError, ...] | None = None


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem: a stable slug, its HTTP status, a constant title, and the usual detail."""

    slug: str
    status: int
    title: str
    detail: str

    @property
    def uri(self) -> str:
        """What stands in the member ``type``."""
        return f"urn:egenkarta:problem:{self.slug}"


_TYPES: Final = (
    ProblemType("invalid-request", 422, "The request is not valid", "See errors for what to change."),
    ProblemType("malformed-body", 400, "The body cannot be read", "Send well-formed JSON in UTF-8."),
    ProblemType(
        "body-too-large",
        413,
        "The body is too large",
        "Send at most 1 MiB, or a file of evidence of at most 10 MiB.",
    ),
    ProblemType("unsupported-media-type", 415, "The media type is not supported", "Send application/json."),
    # One answer for no profile, no grant, refused, expired, withdrawn and protected: it must tell nothing.
    ProblemType(NOT_AVAILABLE, 404, "Not available", "There is nothing here for you."),
    ProblemType("unknown-address", 404, "No such address", "The service has nothing at this address."),
    ProblemType("method-not-allowed", 405, "The method is not allowed", "See the header Allow."),
    ProblemType("not-signed-in", 401, "Not signed in", "Sign in, or send a valid access token."),
    ProblemType(
        "sign-in-again",
        401,
        "A fresh sign-in is needed",
        "Let the person sign in again, and send a token that rests on it.",
    ),
    ProblemType("not-allowed", 403, "Not allowed", "The caller may not do this."),
    ProblemType(
        "precondition-required", 428, "A precondition is required", "Send If-Match with the current ETag."
    ),
    ProblemType(
        "stale-version", 412, "The version is stale", "Read it again and repeat the change on what you see."
    ),
    ProblemType(
        "connection-code-invalid", 422, "The connection code is not valid", "Ask the person for a new code."
    ),
    ProblemType(
        "outside-declaration",
        422,
        "Outside the purpose declaration",
        "Ask only for what the declaration names.",
    ),
    ProblemType("exceeds-request", 422, "More than was asked for", "Grant what was asked for, or less."),
    ProblemType("already-answered", 409, "Already answered", "This request has its answer."),
    ProblemType("too-late", 409, "Too late to undo", "This yes can be withdrawn, but not undone any more."),
    ProblemType("all-paused", 409, "All sharing is paused", "Go on with all sharing first."),
    ProblemType("grant-ended", 409, "The grant has ended", "A grant that has ended does not change."),
    ProblemType("share-ended", 409, "The sharing has ended", "A sharing that has ended does not change."),
    ProblemType(
        "idempotency-key-reused",
        409,
        "The idempotency key was used before",
        "Use a new key for another request.",
    ),
    ProblemType(
        "import-unreadable", 422, "The file cannot be imported", "Send a file in a format that is known."
    ),
    ProblemType(
        "too-many-attempts", 429, "Too many attempts", "Wait as long as the header Retry-After says."
    ),
    ProblemType(
        "daily-limit",
        429,
        "The limit of today is reached",
        "Send over_limit_reason if the reading must be made today; the person will see it.",
    ),
    ProblemType(
        "already-inquired",
        409,
        "Already inquired",
        "There is an inquiry about this reading, or it has its answer.",
    ),
    ProblemType("busy", 503, "Busy", "Try again in a moment."),
    ProblemType("internal", 500, "An error of the service", "The service failed; nothing was changed."),
)

PROBLEMS: Final[Mapping[str, ProblemType]] = MappingProxyType({kind.slug: kind for kind in _TYPES})


def make_problem(slug: str, detail: str | None = None, errors: Iterable[FieldError] = ()) -> Problem:
    """Make the body of an error answer; without ``detail`` it is the usual one of its type.

    Raises ``KeyError`` for a slug that is not registered, and ``ValueError`` where ``not-available`` is given
    words of its own: its bytes are the same for every reason.
    """
    kind = PROBLEMS[slug]
    listed = tuple(errors)
    if slug == NOT_AVAILABLE and (detail is not None or listed):
        raise ValueError(f"{NOT_AVAILABLE} has one constant text and no errors")
    return Problem(
        type=kind.uri,
        title=kind.title,
        status=kind.status,
        detail=detail or kind.detail,
        errors=listed or None,
    )
