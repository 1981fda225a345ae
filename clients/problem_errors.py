"""One exception for each problem type of `schemas.problems`; a test holds the two equal."""

from typing import Final

from clients.errors import ProblemError
from schemas.problems import Problem

_PREFIX: Final = "urn:egenkarta:problem:"


class InvalidRequestError(ProblemError, slug="invalid-request"):
    """Fields are missing or wrong; `problem.errors` names them."""


class MalformedBodyError(ProblemError, slug="malformed-body"):
    """The body could not be read as JSON."""


class BodyTooLargeError(ProblemError, slug="body-too-large"):
    """The body is over the limit of the service."""


class UnsupportedMediaTypeError(ProblemError, slug="unsupported-media-type"):
    """The service does not read this media type."""


class NotAvailableError(ProblemError, slug="not-available"):
    """There is nothing for this caller; the service never says why."""


class UnknownAddressError(ProblemError, slug="unknown-address"):
    """The service has nothing at this address."""


class MethodNotAllowedError(ProblemError, slug="method-not-allowed"):
    """The address exists, the method does not."""


class NotSignedInError(ProblemError, slug="not-signed-in"):
    """The access token is missing, expired or not valid."""


class SignInAgainError(ProblemError, slug="sign-in-again"):
    """The token is valid, and rests on a sign-in that is too old for this (RFC 9470)."""


class NotAllowedError(ProblemError, slug="not-allowed"):
    """The caller is known and may not do this."""


class PreconditionRequiredError(ProblemError, slug="precondition-required"):
    """A change was sent without saying which version it changes."""


class StaleVersionError(ProblemError, slug="stale-version"):
    """Somebody changed it in between: read it again and repeat the change."""


class ConnectionCodeInvalidError(ProblemError, slug="connection-code-invalid"):
    """The connection code is mistyped, used or too old; the person can make a new one."""


class OutsideDeclarationError(ProblemError, slug="outside-declaration"):
    """More was asked for than the purpose declaration names."""


class ExceedsRequestError(ProblemError, slug="exceeds-request"):
    """More would be granted than was asked for."""


class AlreadyAnsweredError(ProblemError, slug="already-answered"):
    """The access request has its answer already."""


class TooLateError(ProblemError, slug="too-late"):
    """A yes can be undone for thirty seconds only; it can still be withdrawn."""


class AllPausedError(ProblemError, slug="all-paused"):
    """All sharing is paused; go on with that before one grant alone is resumed."""


class GrantEndedError(ProblemError, slug="grant-ended"):
    """The grant has ended; nothing changes it any more."""


class ShareEndedError(ProblemError, slug="share-ended"):
    """The sharing is over; nothing changes it any more."""


class IdempotencyKeyReusedError(ProblemError, slug="idempotency-key-reused"):
    """The idempotency key was used for something else before."""


class ImportUnreadableError(ProblemError, slug="import-unreadable"):
    """The file is not in the format that it was said to be in."""


class TooManyAttemptsError(ProblemError, slug="too-many-attempts"):
    """Too many attempts; `retry_after` says how long to wait."""


class DailyLimitError(ProblemError, slug="daily-limit"):
    """As many people were opened today as may be; a reason can be sent, which they will see."""


class AlreadyInquiredError(ProblemError, slug="already-inquired"):
    """There is an inquiry about this reading already, or it has its answer."""


class BusyError(ProblemError, slug="busy"):
    """The service is busy; `retry_after` says how long to wait, where it is known."""


class InternalError(ProblemError, slug="internal"):
    """The service failed."""


def problem_error(problem: Problem, retry_after: float | None, body: bytes) -> ProblemError:
    """The exception for a problem: of its own class, or of the base class where its type is not known here."""
    kind = ProblemError.by_slug.get(problem.type.removeprefix(_PREFIX), ProblemError)
    return kind(problem, retry_after=retry_after, body=body)
