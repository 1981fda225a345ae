"""What looks at all of the journal is not cut off by the limits of a lane, and sees one moment."""

from typing import Any

import pytest

from profile_service.actions.errors import BusyError
from profile_service.storage import carrying, postgresql
from profile_service.storage.long_look import look_long
from tests import databases
from tests.stage import Stage


def _lines(work: Any) -> int:
    return len(work.tree.lines(None, None, 1000))


def test_it_sees_one_moment_while_lines_are_written(stage: Stage) -> None:
    def before_and_after(work: Any) -> tuple[int, int]:
        before = _lines(work)
        stage.code()
        return before, _lines(work)

    before, after = look_long(stage.parts.settings.database_url, stage.parts.ring, before_and_after)
    assert before == after
    assert stage.parts.database.reader.run(_lines) > after


def test_it_may_take_longer_than_a_lane_would_wait(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL; on SQLite nothing that reads is cut off."""
    for module in (postgresql, carrying):
        monkeypatch.setattr(module, "FOR_A_TRANSACTION", {True: 0.3, False: 0.3})

    def slow(work: Any) -> int:
        if databases.ON_POSTGRESQL:
            work._connection.exec_driver_sql("SELECT pg_sleep(0.8)")
        return _lines(work)

    assert look_long(stage.parts.settings.database_url, stage.parts.ring, slow)
    if databases.ON_POSTGRESQL:
        with pytest.raises(BusyError):
            stage.parts.database.reader.run(slow)
