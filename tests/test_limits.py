"""Nobody collects people: limits of a day, a reason that she sees, and an alarm at what is unusual."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx import Response

from profile_service.domain.reading_limits import (
    NEVER_UNUSUAL_TOGETHER,
    ReadingLimits,
    Tally,
    over_limit,
    unusual,
)
from profile_service.settings import Settings
from tests.evidence.at_home import WITH_FILE, granting, open_it, proof_with_file
from tests.stage import Stage

MANY = 25


@pytest.fixture
def strict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage where a reader may open three people a day, five with a reason, and an organisation six."""
    for name, value in {
        "PEOPLE_PER_READER": 3,
        "PEOPLE_PER_READER_WITH_REASON": 5,
        "PEOPLE_PER_ORGANISATION": 6,
        "READINGS_PER_PERSON": 4,
    }.items():
        monkeypatch.setenv(f"EGENKARTA_{name}", str(value))
    with Stage.open(tmp_path) as stage:
        yield stage


def _try(stage: Stage, number: int, reader: str = "Nils Berg", **more: Any) -> Response:
    return stage.read(f"gra_{number}", reader=reader, **more)


def _is_limited(answer: Response) -> bool:
    if answer.status_code == 429:
        assert answer.json()["type"] == "urn:egenkarta:problem:daily-limit"
        assert int(answer.headers["Retry-After"]) > 0
        return True
    assert answer.status_code in (200, 404), answer.text
    return False


def test_the_settings_and_the_limits_say_the_same() -> None:
    settings, limits = Settings(), ReadingLimits()
    for name in (
        "people_per_reader",
        "people_per_reader_with_reason",
        "people_per_organisation",
        "readings_per_person",
    ):
        assert getattr(settings, name) == getattr(limits, name)


def test_a_reader_opens_so_many_different_people_a_day_and_no_more(strict: Stage) -> None:
    assert [_is_limited(_try(strict, number)) for number in range(5)] == [False] * 3 + [True] * 2
    assert not _is_limited(_try(strict, 1)), "another look at somebody opens nobody new"
    assert not _is_limited(_try(strict, 9, reader="Sara Ek"))
    assert _is_limited(_try(strict, 9, reader="  NILS   berg ")), "a name is compared folded"
    assert _is_limited(_try(strict, 3)), "a try that was too much is no way in for the next"


def test_the_limit_tells_nothing_about_anybody(strict: Stage) -> None:
    live = strict.granted()
    for number in range(3):
        _try(strict, number)
    real, none = _try(strict, 3), strict.read(live)
    assert (real.status_code, real.content) == (none.status_code, none.content)
    assert {**real.headers, "date": ""} == {**none.headers, "date": ""}


def test_a_new_day_in_the_zone_of_the_service_begins_anew(strict: Stage) -> None:
    for number in range(4):
        limited = _try(strict, number)
    assert limited.headers["Retry-After"] == str(14 * 3600)
    strict.move(hours=13, minutes=59)
    assert _is_limited(_try(strict, 3))
    strict.move(minutes=1)
    assert not _is_limited(_try(strict, 3))


def test_with_a_reason_more_can_be_opened_and_she_sees_the_reason(strict: Stage) -> None:
    live = strict.granted()
    for number in range(3):
        _try(strict, number, over_limit_reason="not needed yet")
    assert _is_limited(strict.read(live))
    assert strict.log()[0]["outcome"] == "refused"
    assert strict.read(live, over_limit_reason="Group start tomorrow").status_code == 200
    line = strict.log()[0]
    assert (line["outcome"], line["over_limit_reason"]) == ("disclosed", "Group start tomorrow")
    assert not _is_limited(_try(strict, 8, over_limit_reason="Group start tomorrow"))
    assert _is_limited(_try(strict, 9, over_limit_reason="Group start tomorrow"))


def test_a_reason_that_was_not_needed_is_not_an_unusual_opening(strict: Stage) -> None:
    assert strict.read(strict.granted(), over_limit_reason="just so").status_code == 200
    assert "over_limit_reason" not in strict.log()[0]


def test_an_organisation_and_a_person_have_limits_too(strict: Stage) -> None:
    answers = [_is_limited(_try(strict, number, reader=f"Reader {number}")) for number in range(7)]
    assert answers == [False] * 6 + [True]
    looks = [_is_limited(_try(strict, 0, reader="Reader 0")) for _ in range(4)]
    assert looks == [False] * 3 + [True]
    elsewhere = strict.read("gra_8", "tjuvholmen")
    assert not _is_limited(elsewhere)


def test_a_retry_whose_answer_was_lost_is_not_another_try(strict: Stage) -> None:
    live = strict.granted()
    sent = {"grant_id": live, "case_reference": "case-1", "reader": "Nils Berg"}
    headers = {**strict.organisation("norrsken"), "Idempotency-Key": "lost"}
    for _ in range(6):
        assert strict.http.post("/v1/disclosures", json=sent, headers=headers).status_code == 200
    assert [_is_limited(strict.read(live)) for _ in range(4)] == [False] * 3 + [True]


def test_a_file_that_goes_along_with_a_lost_answer_is_another_try(strict: Stage) -> None:
    _, file = proof_with_file(strict)
    once = granting(strict)(WITH_FILE, ending="once")
    reading = strict.read(once).headers["egenkarta-disclosure"]
    tries = [_is_limited(open_it(strict, once, file, disclosure=reading)) for _ in range(5)]
    assert tries == [False] * 3 + [True] * 2
    assert (strict.log()[0]["kind"], strict.log()[0]["outcome"]) == ("file_opened", "refused")


def test_one_reader_with_unusually_many_people_is_one_alarm_a_day(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "egenkarta.alarm"):
        for number in range(MANY):
            _try(stage, number)
    alarms = stage.parts.database.reader.run(lambda work: work.tallies.alarms(10))
    assert [(one.reader, one.people, one.usual, one.seen_at) for one in alarms] == [
        ("Nils Berg", 21, 0, None)
    ]
    assert len(caplog.records) == 1
    assert "Nils" not in caplog.text
    with stage.parts.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT individual_id FROM journal WHERE kind = 'alarm'").all()
    assert rows == [(None,)]
    stage.move(days=1)
    for number in range(MANY):
        _try(stage, number)
    assert len(stage.parts.database.reader.run(lambda work: work.tallies.alarms(10))) == 1, "now it is usual"


@pytest.mark.parametrize(
    ("people", "earlier", "usual"),
    [
        (20, [], None),
        (21, [], 0),
        (21, [7, 7, 7], None),
        (22, [7, 7, 7], 7),
        (40, [1, 2, 30], 2),
        (39, [13], None),
    ],
)
def test_unusual_is_more_than_twenty_and_more_than_three_times_the_usual(
    people: int, earlier: list[int], usual: int | None
) -> None:
    assert unusual(people, 20, lambda: earlier) == usual


def test_no_limit_is_ever_passed_by_one() -> None:
    limits = ReadingLimits(2, 4, 6, 8)
    assert not over_limit(limits, Tally(1, 0, 0, known=False), with_reason=False)
    assert over_limit(limits, Tally(2, 0, 0, known=False), with_reason=False)
    assert not over_limit(limits, Tally(2, 0, 0, known=True), with_reason=False)
    assert not over_limit(limits, Tally(3, 0, 0, known=False), with_reason=True)
    assert over_limit(limits, Tally(4, 0, 0, known=False), with_reason=True)
    assert over_limit(limits, Tally(0, 6, 0, known=False), with_reason=True)
    assert not over_limit(limits, Tally(0, 6, 1, known=False), with_reason=True)
    assert over_limit(limits, Tally(0, 0, 8, known=True), with_reason=True)


def test_what_is_counted_names_neither_readers_nor_grants(stage: Stage) -> None:
    grant = stage.granted()
    stage.read(grant)
    with stage.parts.database.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM tally").all()
    assert len(rows) == 4
    assert grant not in str(rows)
    assert "Nils" not in str(rows)
    stage.read(grant, "tjuvholmen")
    with stage.parts.database.engine.connect() as connection:
        hashes = connection.exec_driver_sql("SELECT DISTINCT ground_hash, reader_hash FROM tally").all()
    assert len(hashes) == 7, "two organisations' rows cannot be laid side by side: only the totals' are alike"
    stage.move(days=40)
    _try(stage, 1)
    with stage.parts.database.engine.connect() as connection:
        days = {str(row[0]) for row in connection.exec_driver_sql("SELECT day FROM tally")}
    assert days == {"2026-12-31"}


def test_an_organisation_that_opens_many_people_under_ever_new_names_is_seen(stage: Stage) -> None:
    for at in range(NEVER_UNUSUAL_TOGETHER + 1):
        stage.read(f"gra_of_somebody_{at}", reader=f"Läsare {at}")
    found = stage.parts.database.reader.run(lambda work: work.tallies.alarms(10))
    assert [(one.reader, one.people) for one in found] == [("", NEVER_UNUSUAL_TOGETHER + 1)]
