"""Which lines of her history are told as one."""

from datetime import UTC, datetime, timedelta

from profile_service.web.collapsing import collapsed
from profile_service.web.sentences import Entry

_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def _reading(minutes: int, *, of_session: bool) -> Entry:
    at = _NOON - timedelta(minutes=minutes)
    return Entry(at, "Read.", {}, (), {}, "read", f"evt_{minutes}", "gra_1", of_session=of_session)


def test_the_pages_of_one_session_are_one_line_and_other_readings_stay_apart() -> None:
    pages = [_reading(minute, of_session=True) for minute in range(3)]
    readings = [_reading(minute, of_session=False) for minute in range(3, 5)]
    told = collapsed([*pages, *readings])
    assert [(one.event, one.times) for one in told] == [("evt_0", 3), ("evt_3", 1), ("evt_4", 1)]
