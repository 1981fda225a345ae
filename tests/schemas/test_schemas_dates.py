"""Dates, moments and their order."""

from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas.sections import parse_content
from schemas.values import CalendarDate, PartialDate, Timestamp, Until

PARTIAL: TypeAdapter[str] = TypeAdapter(PartialDate)
DAY: TypeAdapter[date] = TypeAdapter(CalendarDate)
MOMENT: TypeAdapter[datetime] = TypeAdapter(Timestamp)
UNTIL: TypeAdapter[date] = TypeAdapter(Until)


@pytest.mark.parametrize("value", ["1987", "1987-02", "1987-02-28", "2000-02-29"])
def test_a_date_may_be_known_to_the_year_the_month_or_the_day(value: str) -> None:
    assert PARTIAL.validate_python(value) == value


@pytest.mark.parametrize(
    "value",
    ["", "87", "1987-2", "1987-13", "1987-00", "1987-02-29", "1900-02-29", "1987-02-00", "0000", "0001-01-01",
     "1987/02", "19870228", "1987-02-28T00:00:00", "١٩٨٧", "1987-", "-1987", 1987, 0, True],
)  # fmt: skip
def test_a_date_that_is_not_real_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        PARTIAL.validate_python(value)


@pytest.mark.parametrize("value", [0, 1.5, True, "0", "2026-02-30", "2026-01", "2026-01-01T00:00:00", None])
def test_a_full_date_is_never_guessed_from_something_else(value: object) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(value)


def test_a_moment_is_kept_in_utc() -> None:
    assert MOMENT.validate_python("2026-03-01T09:30:00+01:00") == datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    assert MOMENT.dump_json(MOMENT.validate_python("2026-03-01t08:30:00z")) == b'"2026-03-01T08:30:00Z"'


@pytest.mark.parametrize(
    "value",
    ["2026-03-01T09:30:00", "2026-03-01 09:30:00Z", "2026-03-01T09:30Z", "2026-03-01T25:00:00Z",
     "2026-03-01T09:30:60Z", "2026-03-01T09:30:00+25:00", "1000-01-01T00:00:00+23:59",
     "2999-12-31T23:59:59-23:59", "9999-12-31T23:59:59Z", 1760000000, datetime(2026, 1, 1)],  # noqa: DTZ001 - the lack of an offset is the case
)  # fmt: skip
def test_a_moment_without_offset_or_outside_the_calendar_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        MOMENT.validate_python(value)


def test_until_remembers_whether_it_was_a_day_or_a_moment() -> None:
    assert UNTIL.validate_python("2026-03-01") == date(2026, 3, 1)
    assert UNTIL.dump_json(UNTIL.validate_python("2026-03-01")) == b'"2026-03-01"'
    assert UNTIL.dump_json(UNTIL.validate_python("2026-03-01T00:00:00Z")) == b'"2026-03-01T00:00:00Z"'


@pytest.mark.parametrize("value", ["for ever", "", 5, "2026-03", "2026-03-01T00:00:00"])
def test_until_is_a_day_or_a_moment_and_nothing_else(value: object) -> None:
    with pytest.raises(ValidationError):
        UNTIL.validate_python(value)


@pytest.mark.parametrize(
    ("start", "end"), [("2010-05", "2010"), ("2010", "2010-05"), ("2010-05", "2010-05-01")]
)
def test_an_end_that_may_be_after_the_start_is_accepted(start: str, end: str) -> None:
    assert parse_content("experience", {"title": "Cook", "start": start, "end": end})["end"] == end


@pytest.mark.parametrize("section", ["experience", "education"])
def test_an_end_before_the_start_is_refused_at_the_end(section: str) -> None:
    name = "title" if section == "experience" else "name"
    with pytest.raises(ValidationError) as refused:
        parse_content(section, {name: "Cook", "start": "2010-05", "end": "2010-04"})
    assert [entry["loc"] for entry in refused.value.errors()] == [("end",)]


def test_what_is_ongoing_has_no_end() -> None:
    with pytest.raises(ValidationError) as refused:
        parse_content("experience", {"title": "Cook", "end": "2010", "ongoing": True})
    assert [entry["loc"] for entry in refused.value.errors()] == [("ongoing",)]
    assert parse_content("experience", {"title": "Cook", "end": "2010", "ongoing": False})["ongoing"] is False


def test_a_licence_does_not_run_out_before_it_is_issued() -> None:
    with pytest.raises(ValidationError):
        parse_content("licences", {"licence": {"label": "B"}, "issued": "2020", "valid_until": "2019-12"})
