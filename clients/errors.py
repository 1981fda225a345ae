"""What can go wrong, one class for each thing that a caller can do something about.

`ProblemError` and its subclasses are the answers of the service (RFC 9457); the subclasses live in
`clients.problem_errors`, one for each type that the published contract knows.
"""

from typing import ClassVar

from schemas.problems import Problem


class EgenkartaError(Exception):
    """Whatever a client raises on purpose."""


class InvalidArgumentError(EgenkartaError, ValueError):
    """A call could not even be written down: a base URL over plain HTTP, an empty id, a key that is no key."""


class TransportError(EgenkartaError):
    """No answer came: no connection, a timeout, or a connection that broke."""


class UnexpectedAnswerError(TransportError):
    """An answer came that the contract does not describe; mostly something else answers at that address."""


class NoGrantError(EgenkartaError):
    """There was no grant within the time. A no looks exactly like no answer yet, so it says nothing more."""


class OAuthError(EgenkartaError):
    """The token endpoint said no (RFC 6749 section 5.2)."""

    def __init__(self, error: str, description: str | None, status: int) -> None:
        super().__init__(f"{error}: {description}" if description else error)
        self.error = error
        self.description = description
        self.status = status


class ProblemError(EgenkartaError):
    """The service answered with a problem; of this very class where its type is unknown here."""

    slug: ClassVar[str | None] = None
    by_slug: ClassVar[dict[str, type["ProblemError"]]] = {}

    def __init_subclass__(cls, *, slug: str) -> None:
        super().__init_subclass__()
        cls.slug = slug
        ProblemError.by_slug[slug] = cls

    def __init__(self, problem: Problem, *, retry_after: float | None = None, body: bytes = b"") -> None:
        super().__init__(_in_words(problem))
        self.problem = problem
        self.retry_after = retry_after
        """Seconds that the service asked to wait, where it did."""
        self.body = body
        """The problem as it came over the wire."""


def _in_words(problem: Problem) -> str:
    fields = "; ".join(
        f"{one.field or '/'}: {one.problem}, expected {one.expected}" for one in problem.errors or ()
    )
    return f"{problem.title} ({problem.status}): {fields or problem.detail}"
