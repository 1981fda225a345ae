"""Nobody under eighteen is admitted."""

from datetime import date

from profile_service.actions.ports import Desk
from profile_service.domain.admission import is_minor


class MinorError(Exception):
    """She is under eighteen."""


def refuse_minors(desk: Desk, birth_date: date | None) -> None:
    """Let everybody pass who is not known to be under eighteen today.

    Raises:
        MinorError: she is.
    """
    if is_minor(birth_date, desk.clock.now().astimezone(desk.zone).date()):
        raise MinorError
