"""Months and days as people count them, and how long a grant may last."""

import calendar
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

DEFAULT_DAYS: Final = 90
LONGEST_MONTHS: Final = 12


def add_months(day: date, months: int) -> date:
    """The same day some months later; the month's last day where that day does not exist (31 Jan + 1 -> 28 Feb)."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """The first moment after a calendar day in a zone: "until 3 May" includes the whole of 3 May."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def latest_end(now: datetime, zone: tzinfo) -> datetime:
    """The last moment that a grant given now may reach: the end of the same day twelve months on."""
    return end_of_day(add_months(now.astimezone(zone).date(), LONGEST_MONTHS), zone)


def default_end(now: datetime, zone: tzinfo) -> datetime:
    """The end of the ninetieth day."""
    return end_of_day(now.astimezone(zone).date() + timedelta(days=DEFAULT_DAYS), zone)
