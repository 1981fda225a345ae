"""When a grant ends, to the microsecond: the service's own days, whatever the clocks of the country do."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.stage import LANGUAGES, Stage

_MOMENT = timedelta(microseconds=1)


def _put_clock(stage: Stage, at: datetime) -> None:
    stage.clock.at = at
    stage.move()


def _given_at(stage: Stage, at: datetime, until: str | None = None) -> str:
    _put_clock(stage, at)
    return stage.granted(until=until)


def _end(stage: Stage, grant: str) -> datetime:
    found = stage.http.get(f"/v1/me/grants/{grant}", headers=stage.individual("astrid")).json()
    return datetime.fromisoformat(found["until"])


def _ends_at(stage: Stage, grant: str, end: datetime) -> None:
    """It is read at the last moment before, and not at the end; nobody has to write the end down for that."""
    assert _end(stage, grant) == end
    for at, status in ((end - _MOMENT, 200), (end, 404), (end + _MOMENT, 404)):
        _put_clock(stage, at)
        assert stage.read(grant).status_code == status, at


@pytest.mark.parametrize(
    ("given", "end"),
    [
        # In winter, over the change to summer time: the end is at 22:00 UTC, an hour earlier than when it was given.
        (datetime(2027, 1, 10, 9, tzinfo=UTC), datetime(2027, 4, 10, 22, tzinfo=UTC)),
        # In summer, over the change to winter time: the end is at 23:00 UTC.
        (datetime(2027, 8, 10, 9, tzinfo=UTC), datetime(2027, 11, 8, 23, tzinfo=UTC)),
        # On the evenings of both changes, when it is already the next day in Stockholm.
        (datetime(2027, 3, 27, 23, 30, tzinfo=UTC), datetime(2027, 6, 26, 22, tzinfo=UTC)),
        (datetime(2027, 10, 30, 22, 30, tzinfo=UTC), datetime(2028, 1, 29, 23, tzinfo=UTC)),
        # Over 29 February, and from it.
        (datetime(2028, 1, 31, 9, tzinfo=UTC), datetime(2028, 4, 30, 22, tzinfo=UTC)),
        (datetime(2028, 2, 29, 9, tzinfo=UTC), datetime(2028, 5, 29, 22, tzinfo=UTC)),
    ],
)
def test_ninety_days_are_ninety_days_of_the_service(stage: Stage, given: datetime, end: datetime) -> None:
    _ends_at(stage, _given_at(stage, given), end)


@pytest.mark.parametrize(
    ("given", "last_day", "end"),
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "2028-03-28", datetime(2028, 3, 28, 22, tzinfo=UTC)),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "2028-10-31", datetime(2028, 10, 31, 23, tzinfo=UTC)),
        (datetime(2028, 2, 29, 9, tzinfo=UTC), "2029-02-28", datetime(2029, 2, 28, 23, tzinfo=UTC)),
        (datetime(2027, 12, 31, 22, 59, tzinfo=UTC), "2028-12-31", datetime(2028, 12, 31, 23, tzinfo=UTC)),
        # It is the first of January in Stockholm already.
        (datetime(2027, 12, 31, 23, 0, tzinfo=UTC), "2029-01-01", datetime(2029, 1, 1, 23, tzinfo=UTC)),
    ],
)
def test_twelve_months_reach_the_end_of_the_same_day_and_no_further(
    stage: Stage, given: datetime, last_day: str, end: datetime
) -> None:
    _put_clock(stage, given)
    day_after = (end + timedelta(hours=2)).date().isoformat()
    assert stage.ask(until=day_after).status_code == 422
    # A grant is never longer than its question.
    asked = stage.asked((LANGUAGES,), until=last_day)
    grant = stage.answer_yes(asked, (LANGUAGES,), until=last_day)
    assert grant.status_code == 201, grant.text
    _ends_at(stage, grant.json()["id"], end)


@pytest.mark.parametrize(
    ("start", "day", "hours"),
    [
        (datetime(2027, 3, 27, 23, tzinfo=UTC), "2027-03-28", 23),
        (datetime(2027, 10, 30, 22, tzinfo=UTC), "2027-10-31", 25),
        (datetime(2027, 6, 14, 22, tzinfo=UTC), "2027-06-15", 24),
    ],
)
def test_until_a_day_means_all_of_it_also_when_the_clock_changes_on_it(
    stage: Stage, start: datetime, day: str, hours: int
) -> None:
    grant = _given_at(stage, start - timedelta(days=3), day)
    _ends_at(stage, grant, start + timedelta(hours=hours))


def test_a_moment_is_meant_as_it_is_written(stage: Stage) -> None:
    _put_clock(stage, datetime(2027, 3, 27, 9, tzinfo=UTC))
    grant = stage.granted(until="2027-03-28T02:30:00+01:00")
    _ends_at(stage, grant, datetime(2027, 3, 28, 1, 30, tzinfo=UTC))


def test_a_narrowed_end_is_the_end_of_that_day(stage: Stage) -> None:
    grant = _given_at(stage, datetime(2027, 10, 20, 9, tzinfo=UTC))
    answer = stage.http.post(
        f"/v1/me/grants/{grant}/narrow", json={"until": "2027-10-31"}, headers=stage.individual("astrid")
    )
    assert answer.status_code == 200, answer.text
    _ends_at(stage, grant, datetime(2027, 10, 31, 23, tzinfo=UTC))


def test_a_paused_grant_runs_out_while_it_is_paused(stage: Stage) -> None:
    grant = _given_at(stage, datetime(2027, 1, 10, 9, tzinfo=UTC), "2027-01-12")
    stage.http.post(f"/v1/me/grants/{grant}/pause", headers=stage.individual("astrid"))
    _put_clock(stage, datetime(2027, 1, 12, 23, tzinfo=UTC))
    late = stage.http.post(f"/v1/me/grants/{grant}/resume", headers=stage.individual("astrid"))
    assert (late.status_code, late.json()["type"]) == (409, "urn:egenkarta:problem:grant-ended")
    assert stage.read(grant).status_code == 404
