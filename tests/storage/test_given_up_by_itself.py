"""SQLite undoes a whole transaction by itself where memory or the disk fails: nothing that came after it is kept, or told."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from profile_service.actions.errors import BusyError
from profile_service.actions.repeating import Told
from profile_service.storage import priming
from profile_service.storage.priming import PrimedReadings
from tests import databases
from tests.stage import Stage
from tests.storage.test_carried_together import World
from tests.storage.test_one_batch import _in_one_batch, _matched, _read, _works

pytestmark = databases.only_on_sqlite("PostgreSQL keeps a failed transaction open, and refuses what comes")


def _fails(work: Any) -> None:
    """A reading in which the disk fails. The words stand in for what SQLite does then, which nobody can order."""
    if hasattr(work.accounts, "_table"):  # carried with others; alone it finds nothing amiss
        work.accounts._table._connection.connection.cursor().execute("ROLLBACK")
    raise sqlite3.OperationalError("disk I/O error")


@pytest.fixture
def in_transaction(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Whether there was a transaction whenever openings were written."""
    seen: list[bool] = []
    inserted = priming.insert_openings

    def looks(connection: Any, rows: Any) -> None:
        seen.append(connection.connection.driver_connection.in_transaction)
        inserted(connection, rows)

    monkeypatch.setattr(priming, "insert_openings", looks)
    yield seen


def test_what_others_read_then_is_read_again_in_one_transaction(
    stage: Stage, in_transaction: list[bool]
) -> None:
    world = World(stage)
    one, other = _works(world, *(_read(world.grants["two sections"]) for _ in range(2)))
    before, in_transaction[:] = _matched(stage), []
    found = _in_one_batch(stage, [one, (_fails, one[1]), other])
    assert [type(each) for each in found] == [Told, BusyError, Told]
    assert all(in_transaction)
    assert _matched(stage) == (before[0] + 2, before[1] + 2)


def test_nobody_can_withdraw_between_the_reading_and_its_line(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(stage)
    grant = world.grants["two sections"]
    [good] = _works(world, _read(grant))
    write, got = PrimedReadings.write, []

    def after_another_worker(self: PrimedReadings) -> None:
        with stage.parts.database.engine.connect() as connection:
            connection.execute(text("PRAGMA busy_timeout=50"))
            try:
                connection.execute(
                    text("UPDATE consent_grant SET state = 'withdrawn' WHERE id = :id"), {"id": grant}
                )
                connection.commit()
                got.append("withdrawn")
            except Exception:
                got.append("locked out")
        write(self)

    monkeypatch.setattr(PrimedReadings, "write", after_another_worker)
    found = _in_one_batch(stage, [good, (_fails, good[1])])
    assert isinstance(found[0], Told)
    assert "withdrawn" not in got


def test_what_is_done_after_that_is_not_acknowledged(stage: Stage) -> None:
    """An ordinary unit of work in which it happens, and goes on as if nothing had been."""
    before = _matched(stage)

    def goes_on(work: Any) -> None:
        work._connection.connection.cursor().execute("ROLLBACK")

    [found] = _in_one_batch(stage, [(goes_on, None)])
    assert isinstance(found, BusyError)
    assert _matched(stage) == before
    assert stage.parts.database.writer.run(lambda work: work.accounts.individual("ind_demo_astrid"))
