"""The lanes at the end of their day: what waits is finished, and nobody is left waiting."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from profile_service.actions.errors import BusyError
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.database import Database, upgrade

_MANY = 20


@pytest.fixture
def database(tmp_path: Path) -> Database:
    url = f"sqlite:///{tmp_path / 'lane.sqlite3'}"
    upgrade(url)
    return Database(url, KeyRing.generate("operator"))


@pytest.mark.parametrize("lane", ["writer", "reader"])
def test_whoever_comes_after_the_end_is_sent_away_and_waits_for_nothing(
    database: Database, lane: str
) -> None:
    database.close()
    with pytest.raises(BusyError):
        getattr(database, lane).run(lambda _work: 1)


def test_what_waits_when_the_lane_is_closed_is_carried_first(database: Database) -> None:
    busy, go_on = threading.Event(), threading.Event()

    def hold(_work: Any) -> None:
        busy.set()
        go_on.wait(10)

    with ThreadPoolExecutor(_MANY + 2) as pool:
        holding = pool.submit(database.writer.run, hold)
        assert busy.wait(10)
        found = [pool.submit(database.writer.run, lambda _work: "done") for _ in range(_MANY)]
        while database.writer._queue.qsize() < _MANY:
            threading.Event().wait(0.01)
        closing = pool.submit(database.close)
        go_on.set()
        assert [one.result(10) for one in found] == ["done"] * _MANY
        holding.result(10)
        closing.result(10)


def test_a_lane_whose_disk_says_nothing_any_more_is_left_behind(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("profile_service.storage.lane.LONGEST_WAIT", 0.2)
    busy, go_on = threading.Event(), threading.Event()

    def silent(_work: Any) -> str:
        busy.set()
        go_on.wait(20)
        return "after all"

    with ThreadPoolExecutor(2) as pool:
        held_up = pool.submit(database.writer.run, silent)
        assert busy.wait(10)
        closing = pool.submit(database.writer.close)
        closing.result(10)
        assert not held_up.done(), "it was left, and nobody was told that it is done"
        go_on.set()
        assert held_up.result(10) == "after all"
    database.close()


@pytest.mark.parametrize("kind", [RuntimeError, sqlite3.OperationalError])
def test_a_lane_whose_rollback_fails_goes_on_with_a_fresh_connection(
    database: Database, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    def broken(_connection: Any) -> None:
        raise kind("not now")

    with monkeypatch.context() as patched:
        patched.setattr(database.engine.dialect, "do_commit", broken)
        patched.setattr(database.engine.dialect, "do_rollback", broken)
        with pytest.raises((BusyError, kind)):
            database.writer.run(lambda _work: 1)
    assert database.writer.run(lambda _work: 2) == 2
    database.close()
