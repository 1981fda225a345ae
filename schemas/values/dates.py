"""Dates and moments. Years run from 1000 to 2999, so that no later arithmetic can leave the calendar."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from schemas.model import Described
from schemas.refusal import refusal
from schemas.values.text import clean

_DAY: Final = "[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_PARTIAL: Final = "[12][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?"
_MOMENT: Final = (
    f"{_DAY}[Tt][0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?:[.][0-9]{{1,9}})?(?:[Zz]|[+-][0-9]{{2}}:[0-9]{{2}})"
)
_FIRST_YEAR, _LAST_YEAR = 1000, 2999

_PARTIAL_EXPECTED: Final = "a real date written YYYY, YYYY-MM or YYYY-MM-DD"
_DAY_EXPECTED: Final = "a real date written YYYY-MM-DD"
_MOMENT_EXPECTED: Final = "a date and time with offset (RFC 3339), such as 2026-03-01T09:30:00+01:00"


def _partial_date(value: str) -> str:
    """Check ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (ISO 8601) against the calendar."""
    if re.fullmatch(_PARTIAL, value) is not None:
        try:
            date.fromisoformat((value + "-01-01")[:10])
            return value
        except ValueError:
            pass
    raise refusal("partial_date", "this is not a date", _PARTIAL_EXPECTED)


def _day(value: object) -> date:
    """Read a full date. Numbers and date-times are refused: a silent conversion would hide a mistake."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(_DAY, value.strip()) is not None:
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            pass
    raise refusal("date", "this is not a date", _DAY_EXPECTED)


def _moment(value: object) -> datetime:
    """Read an RFC 3339 date-time and return it in UTC. Leap seconds (``:60``) are refused."""
    try:
        if isinstance(value, str) and re.fullmatch(_MOMENT, value.strip()) is not None:
            value = datetime.fromisoformat(value.strip().upper())
        if isinstance(value, datetime) and value.tzinfo is not None:
            moment = value.astimezone(UTC)
            if _FIRST_YEAR <= moment.year <= _LAST_YEAR:
                return moment
    except (ValueError, OverflowError):
        pass
    raise refusal("date_time", "this is not a date and time with offset", _MOMENT_EXPECTED)


def _until(value: object) -> datetime | date:
    """Read a full date or an RFC 3339 date-time, and keep which of them it was."""
    for read in (_day, _moment):
        try:
            return read(value)
        except PydanticCustomError:
            continue
    raise refusal(
        "until", "this is neither a date nor a date and time", f"{_DAY_EXPECTED}, or {_MOMENT_EXPECTED}"
    )


def is_before(end: str, start: str) -> bool:
    """Tell whether ``end`` is before ``start`` as far as both are known: 2010 is not before 2010-05."""
    shared = min(len(end), len(start))
    return end[:shared] < start[:shared]


def check_order(end: str | None, start: str | None, name_of_start: str) -> str | None:
    """Return ``end`` unless it lies before ``start``; raises ``PydanticCustomError`` (``date_order``)."""
    if end is not None and start is not None and is_before(end, start):
        raise refusal(
            "date_order", f"the date is before {name_of_start}", f"a date that is not before {name_of_start}"
        )
    return end


PartialDate: TypeAlias = Annotated[
    str, BeforeValidator(clean), AfterValidator(_partial_date), Described({"pattern": f"^{_PARTIAL}$"})
]
CalendarDate: TypeAlias = Annotated[date, BeforeValidator(_day)]
Timestamp: TypeAlias = Annotated[datetime, BeforeValidator(_moment)]
Until: TypeAlias = Annotated[datetime | date, BeforeValidator(_until)]
