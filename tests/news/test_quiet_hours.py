"""When a message goes: outside of quiet hours, together with others where she wants that, and never more than five in a day."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from profile_service.domain.news import Topic
from profile_service.domain.reach import Channel, Timing, Wishes
from tests.news.reached import choose, reached, see, sent, telling
from tests.stage import Stage

ZONE = ZoneInfo("Europe/Stockholm")


def _at(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, 30, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("quiet", "now", "goes"),
    [
        ((21, 8), _at(22, 12), _at(22, 12)),
        ((21, 8), _at(22, 22), _at(23, 8).replace(minute=0)),
        ((21, 8), _at(22, 3), _at(22, 8).replace(minute=0)),
        ((21, 8), _at(22, 21), _at(23, 8).replace(minute=0)),
        ((21, 8), _at(22, 8), _at(22, 8)),
        ((12, 14), _at(22, 13), _at(22, 14).replace(minute=0)),
        ((12, 14), _at(22, 22), _at(22, 22)),
        ((0, 0), _at(22, 0), _at(22, 0)),
        # The night in which the clock is put back is an hour longer, and eight is eight all the same.
        ((21, 8), _at(24, 22, month=10), _at(25, 8, month=10).replace(minute=0)),
    ],
)
def test_quiet_hours_are_those_of_the_clock_on_the_wall(
    quiet: tuple[int, int], now: datetime, goes: datetime
) -> None:
    wishes = Wishes(frozenset({Channel.EMAIL}), quiet_from=quiet[0], quiet_to=quiet[1])
    assert wishes.due(Topic.ALWAYS, now.astimezone(UTC), ZONE) == goes.astimezone(UTC)


def test_a_digest_goes_as_quiet_hours_end_and_never_is_never() -> None:
    wishes = Wishes(timings={Topic.CHANGES: Timing.DAILY, Topic.READINGS: Timing.NEVER})
    assert wishes.due(Topic.CHANGES, _at(22, 12), ZONE) == _at(23, 8).replace(minute=0)
    assert wishes.due(Topic.READINGS, _at(22, 12), ZONE) is None


def test_a_first_reading_at_night_is_told_as_the_night_ends(stage: Stage) -> None:
    reached(stage)
    stage.move(hours=13)  # 23:00 in Stockholm
    grant = stage.granted()
    stage.read(grant)
    assert telling(stage) == []
    stage.move(hours=8)  # 7:00
    assert telling(stage) == []
    stage.move(hours=1, minutes=1)
    assert len(telling(stage)) == 1


def test_once_a_day_is_one_message_for_all(stage: Stage) -> None:
    reached(stage)
    choose(stage, when={"waiting": "daily", "readings": "never", "changes": "daily"})
    for _ in range(3):
        stage.asked()
        stage.move(minutes=5)
        assert telling(stage) == []
    stage.move(days=1)
    assert len(telling(stage)) == 1


def test_a_sixth_message_in_a_day_waits_for_the_next_days_one(stage: Stage) -> None:
    reached(stage)
    for count in range(1, 8):
        stage.asked()
        assert len(telling(stage)) == min(count, 5)
        see(stage)
        stage.move(minutes=10)
    stage.asked()
    assert len(telling(stage)) == 5
    stage.move(days=1)
    assert len(telling(stage)) == 6


def test_what_waits_goes_by_what_she_chooses_now(stage: Stage) -> None:
    reached(stage)
    choose(stage, when={"waiting": "daily", "readings": "never", "changes": "daily"})
    stage.asked()
    choose(stage, email=False)
    stage.move(days=2)
    assert telling(stage) == []
    assert len(sent(stage)) == 1  # the code
