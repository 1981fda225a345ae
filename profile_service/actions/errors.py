"""Why an action could not be done. The doors turn each into a problem; none carries personal data."""

from collections.abc import Sequence
from datetime import timedelta

from consent.request import Objection


class ActionError(Exception):
    """Base of everything that an action raises on purpose."""


class NotAvailableError(ActionError):
    """There is nothing here for this caller. Says nothing about whether there is for another."""


class ContentError(ActionError):
    """Something that was written does not fit: every field, what is wrong, what would be right."""

    def __init__(self, objections: Sequence[Objection]) -> None:
        super().__init__(f"{len(objections)} fields do not fit")
        self.objections = tuple(objections)


class OutsideDeclarationError(ContentError):
    """A request asks for what its purpose declaration does not speak of."""


class ExceedsRequestError(ContentError):
    """A grant gives more, or longer, than was asked."""


class CodeInvalidError(ActionError):
    """The connection code is mistyped, used, too old, or never was: not told apart."""


class TooManyTriesError(ActionError):
    """Too many dead codes from one organisation."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__("too many connection codes that do not work")
        self.retry_after = retry_after


class DailyLimitError(ActionError):
    """The caller has opened as many people today as it may. Follows from its own tries alone."""

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__("the limit of today is reached")
        self.retry_after = retry_after


class AlreadyInquiredError(ActionError):
    """She has asked about this reading before, or the inquiry has its answer."""


class StaleVersionError(ActionError):
    """The item was changed after the caller last read it."""

    def __init__(self, current: int) -> None:
        super().__init__("changed meanwhile")
        self.current = current


class AlreadyAnsweredError(ActionError):
    """The request was granted or refused before."""


class GrantEndedError(ActionError):
    """The grant is withdrawn or expired already."""


class AllPausedError(ActionError):
    """All her sharing is paused: one grant alone is not resumed then."""


class ShareEndedError(ActionError):
    """The sharing is over, or what was wanted of it has been done already."""


class AlreadyHelpingError(ActionError):
    """She helps somebody already: one person at a time."""


class TooLateError(ActionError):
    """A yes can be undone for thirty seconds, and only before anybody has read."""


class KeyReusedError(ActionError):
    """An Idempotency-Key came back with another request."""


class SectionFullError(ActionError):
    """The section holds as much as it may."""


class SingleItemError(SectionFullError):
    """The section holds as many items as it may: one, where it is about the person herself."""


class BusyError(ActionError):
    """The store cannot take this now. Nothing was done; the same again later may work."""
