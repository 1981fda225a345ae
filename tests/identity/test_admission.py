"""Minors are not admitted; what a number leaves open counts as the youngest that she can be."""

from datetime import date

import pytest

from profile_service.domain.admission import is_minor, youngest_birth_date


@pytest.mark.parametrize(
    ("born", "today", "minor"),
    [
        (date(2008, 11, 22), date(2026, 11, 21), True),
        (date(2008, 11, 21), date(2026, 11, 21), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2008, 2, 29), date(2026, 3, 1), False),
        (None, date(2026, 11, 21), False),
    ],
)
def test_she_is_of_age_on_her_eighteenth_birthday(born: date | None, today: date, minor: bool) -> None:
    assert is_minor(born, today) is minor


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("198501012382", date(1985, 1, 1)),
        ("198501612382", date(1985, 1, 1)),
        ("200805602382", date(2008, 5, 31)),
        ("200800602382", date(2008, 12, 31)),
        ("200800752382", date(2008, 12, 31)),
        ("200802912382", date(2008, 2, 29)),
    ],
)
def test_a_number_says_the_day_or_the_latest_that_it_can_be(number: str, born: date) -> None:
    assert youngest_birth_date(number) == born
