"""The client of Egenkarta: `Individual` and `Organisation`, each also awaited, and every error they raise."""

from clients.call import Answer, Call
from clients.errors import (
    EgenkartaError,
    InvalidArgumentError,
    NoGrantError,
    OAuthError,
    ProblemError,
    TransportError,
    UnexpectedAnswerError,
)
from clients.individual import AsyncIndividual, Individual
from clients.organisation import AsyncOrganisation, Organisation
from clients.problem_errors import (
    AllPausedError,
    AlreadyAnsweredError,
    AlreadyInquiredError,
    BodyTooLargeError,
    BusyError,
    ConnectionCodeInvalidError,
    DailyLimitError,
    ExceedsRequestError,
    GrantEndedError,
    IdempotencyKeyReusedError,
    ImportUnreadableError,
    InternalError,
    InvalidRequestError,
    MalformedBodyError,
    MethodNotAllowedError,
    NotAllowedError,
    NotAvailableError,
    NotSignedInError,
    OutsideDeclarationError,
    PreconditionRequiredError,
    ShareEndedError,
    StaleVersionError,
    TooManyAttemptsError,
    UnknownAddressError,
    UnsupportedMediaTypeError,
)
from clients.retries import Retries
from clients.transport import Settings

__all__ = [
    "AllPausedError",
    "AlreadyAnsweredError", "AlreadyInquiredError", "DailyLimitError", "Answer", "AsyncIndividual", "AsyncOrganisation", "BodyTooLargeError", "BusyError", "Call",
    "ConnectionCodeInvalidError", "EgenkartaError", "ExceedsRequestError", "GrantEndedError",
    "IdempotencyKeyReusedError", "ImportUnreadableError", "Individual", "InternalError", "InvalidArgumentError",
    "InvalidRequestError", "MalformedBodyError", "MethodNotAllowedError", "NoGrantError", "NotAllowedError",
    "NotAvailableError", "NotSignedInError", "OAuthError", "Organisation", "OutsideDeclarationError",
    "PreconditionRequiredError", "ProblemError", "Retries", "Settings", "ShareEndedError", "StaleVersionError", "TooManyAttemptsError",
    "TransportError", "UnexpectedAnswerError", "UnknownAddressError", "UnsupportedMediaTypeError",
]  # fmt: skip
