"""I-05, in the lane: many units of work share one commit, and none is acknowledged without it."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from profile_service.actions.errors import BusyError
from profile_service.actions.journaling import record
from profile_service.domain.event import Kind, Outcome
from tests import databases
from tests.invariants.rawfile import ask
from tests.stage import Stage

_MANY = 24
_TOO_MUCH = 1200


def _write(stage: Stage, organisation: str) -> Callable[[Any], str]:
    def act(work: Any) -> str:
        record(work, stage.house.desk, Kind.CODE, Outcome.REFUSED, None, organisation)  # type: ignore[arg-type]
        return organisation

    return act


def _kept(stage: Stage) -> set[str]:
    return {row[0] for row in ask(stage, "SELECT organisation_id FROM journal WHERE individual_id IS NULL")}


@contextmanager
def _held(stage: Stage, pool: ThreadPoolExecutor) -> Iterator[None]:
    """Keep the lane busy, so that whatever is submitted meanwhile waits and is carried together."""
    busy, go_on = threading.Event(), threading.Event()

    def hold(_work: Any) -> None:
        busy.set()
        go_on.wait(10)

    holding = pool.submit(stage.parts.database.writer.run, hold)
    assert busy.wait(10)
    try:
        yield
    finally:
        go_on.set()
        holding.result(10)


def _submit_all(
    stage: Stage, pool: ThreadPoolExecutor, actions: list[Callable[[Any], Any]]
) -> list["Future[Any]"]:
    lane = stage.parts.database.writer
    with _held(stage, pool):
        found = [pool.submit(lane.run, action) for action in actions]
        while lane._queue.qsize() < len(actions):
            threading.Event().wait(0.01)
    return found


def test_what_waits_together_is_committed_together(stage: Stage) -> None:
    commits: list[int] = []
    event.listen(stage.parts.database.engine, "commit", lambda _c: commits.append(1))
    with ThreadPoolExecutor(_MANY + 1) as pool:
        found = _submit_all(stage, pool, [_write(stage, f"org_{at}") for at in range(_MANY)])
        assert [one.result(10) for one in found] == [f"org_{at}" for at in range(_MANY)]
    assert _kept(stage) == {f"org_{at}" for at in range(_MANY)}
    assert len(commits) == 2  # the one that held the lane, and all the others


def test_where_the_commit_fails_nobody_is_told_that_it_worked_and_nothing_is_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialect = stage.parts.database.engine.dialect
    commit = dialect.do_commit
    failures = iter([False, True])

    def failing(connection: Any) -> None:
        if next(failures, False):
            raise dialect.loaded_dbapi.OperationalError("disk I/O error")
        commit(connection)

    monkeypatch.setattr(dialect, "do_commit", failing)
    with ThreadPoolExecutor(_MANY + 1) as pool:
        found = _submit_all(stage, pool, [_write(stage, f"org_{at}") for at in range(_MANY)])
        for one in found:
            with pytest.raises(BusyError):
                one.result(10)
    assert _kept(stage) == set()
    assert stage.parts.database.writer.run(_write(stage, "org_after")) == "org_after"
    assert _kept(stage) == {"org_after"}


def test_nobody_is_answered_before_the_commit_has_returned(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialect = stage.parts.database.engine.dialect
    commit = dialect.do_commit
    found: list[Future[Any]] = []
    early: list[bool] = []

    def watching(connection: Any) -> None:
        early.extend(one.done() for one in found)
        commit(connection)
        early.extend(one.done() for one in found)

    with ThreadPoolExecutor(_MANY + 1) as pool, _held(stage, pool):
        monkeypatch.setattr(dialect, "do_commit", watching)
        found.extend(pool.submit(stage.parts.database.writer.run, _write(stage, f"o{at}")) for at in range(4))
    assert len(early) >= 8
    assert not any(early[-8:])


def test_a_unit_of_work_that_raises_takes_back_its_own_and_nobody_elses(stage: Stage) -> None:
    def half_done(work: Any) -> None:
        _write(stage, "org_half")(work)
        raise LookupError("changed its mind")

    actions = [_write(stage, "org_before"), half_done, _write(stage, "org_after")]
    with ThreadPoolExecutor(_MANY) as pool:
        before, failed, after = _submit_all(stage, pool, actions)
        assert (before.result(10), after.result(10)) == ("org_before", "org_after")
        with pytest.raises(LookupError):
            failed.result(10)
    assert _kept(stage) == {"org_before", "org_after"}


def test_the_reading_lane_keeps_nothing_of_what_its_work_writes(stage: Stage) -> None:
    with pytest.raises(BusyError):
        stage.parts.database.reader.run(_write(stage, "org_reader"))
    assert _kept(stage) == set()


def test_what_cannot_wait_any_more_is_told_to_come_back(stage: Stage) -> None:
    lane = stage.parts.database.writer
    asked: list[int] = []

    async def ask_for(at: int) -> int:
        asked.append(at)
        return await lane.submit(lambda _work: at)

    async def ask_for_too_much() -> list[Any]:
        found = [asyncio.ensure_future(ask_for(at)) for at in range(_TOO_MUCH)]
        await asyncio.sleep(0)
        assert len(asked) == _TOO_MUCH
        letting_go.set()
        return await asyncio.gather(*found, return_exceptions=True)

    letting_go = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        busy = threading.Event()

        def hold(_work: Any) -> None:
            busy.set()
            letting_go.wait(10)

        pool.submit(lane.run, hold)
        assert busy.wait(10)
        answers = asyncio.run(ask_for_too_much())
    refused = [one for one in answers if isinstance(one, BusyError)]
    assert refused
    assert [one for one in answers if not isinstance(one, BusyError)] == list(range(_TOO_MUCH - len(refused)))


@databases.only_on_sqlite("tests/storage/test_postgresql.py says what PostgreSQL is asked for")
def test_the_database_waits_for_the_disk(stage: Stage) -> None:
    def pragma(work: Any, name: str) -> Any:
        return work._connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    found = {
        name: stage.parts.database.writer.run(lambda work, name=name: pragma(work, name))
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
