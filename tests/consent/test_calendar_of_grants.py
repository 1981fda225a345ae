"""How long a grant lasts, over leap days, ends of months and the changes of the clock in Sweden."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_service.domain.calendar import add_months, default_end, end_of_day, latest_end

STOCKHOLM = ZoneInfo("Europe/Stockholm")
_DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
_MOMENTS = st.integers(0, 94 * 365 * 1440).map(
    lambda minutes: datetime(1996, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)]
)
def test_until_a_day_includes_all_of_it_when_the_clock_changes_too(day: date, hours: int) -> None:
    start = end_of_day(day - timedelta(days=1), STOCKHOLM).astimezone(UTC)
    end = end_of_day(day, STOCKHOLM).astimezone(UTC)
    assert end - start == timedelta(hours=hours)


@given(_DAYS)
def test_the_end_of_a_day_is_midnight_in_sweden(day: date) -> None:
    end = end_of_day(day, STOCKHOLM)
    back = end.astimezone(UTC).astimezone(STOCKHOLM)
    assert (back.date(), back.hour, back.minute) == (day + timedelta(days=1), 0, 0)
    assert (end.astimezone(UTC) - timedelta(microseconds=1)).astimezone(STOCKHOLM).date() == day


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_end_where_the_calendar_ends_them(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(_DAYS, st.integers(0, 60))
def test_adding_months_keeps_the_day_or_takes_the_last_one(day: date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == min(day.day, monthrange(found.year, found.month)[1])


@given(_MOMENTS)
def test_the_usual_end_is_the_end_of_the_ninetieth_day_in_sweden(now: datetime) -> None:
    last = (default_end(now, STOCKHOLM).astimezone(UTC) - timedelta(microseconds=1)).astimezone(STOCKHOLM)
    assert last.date() - now.astimezone(STOCKHOLM).date() == timedelta(days=90)


@given(_MOMENTS)
def test_the_latest_end_is_twelve_months_on_and_after_the_usual_one(now: datetime) -> None:
    latest = latest_end(now, STOCKHOLM)
    assert now < default_end(now, STOCKHOLM) < latest
    assert timedelta(days=365) - timedelta(hours=2) < latest - now < timedelta(days=367, hours=2)


def test_late_in_the_evening_the_day_is_the_swedish_one() -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert default_end(late, STOCKHOLM) == datetime(2027, 2, 21, tzinfo=STOCKHOLM)
    assert latest_end(late, STOCKHOLM) == datetime(2027, 11, 23, tzinfo=STOCKHOLM)
    assert latest_end(datetime(2028, 2, 29, 12, tzinfo=UTC), STOCKHOLM) == datetime(
        2029, 3, 1, tzinfo=STOCKHOLM
    )
