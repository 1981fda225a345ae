"""Who is admitted: nobody under eighteen."""

from calendar import monthrange
from datetime import date
from typing import Final

ADULT: Final = 18
"""Years."""

_COORDINATION: Final = 60
"""What is added to the day in a samordningsnummer."""

_DECEMBER: Final = 12


def is_minor(birth_date: date | None, today: date) -> bool:
    """Whether somebody born on that day is under eighteen. Of whom nobody knows it, this says no: ask before.

    Born on 29 February, she is of age on 1 March in a common year.
    """
    if birth_date is None:
        return False
    had_her_day = (today.month, today.day) >= (birth_date.month, birth_date.day)
    return today.year - birth_date.year - (0 if had_her_day else 1) < ADULT


def youngest_birth_date(number: str) -> date:
    """The last day on which somebody with this identity number of twelve digits can be born.

    A personnummer says the day itself. A samordningsnummer may leave month or day open (00, 60), and is checked against
    no calendar: what it leaves open counts as the latest that it can be.

    Raises:
        ValueError: it says no year.
    """
    year, month, day = int(number[:4]), int(number[4:6]), int(number[6:8])
    month_known = 1 <= month <= _DECEMBER
    month = month if month_known else _DECEMBER
    last = monthrange(year, month)[1]
    day = day - _COORDINATION if day >= _COORDINATION else day
    return date(year, month, min(day, last) if day and month_known else last)
