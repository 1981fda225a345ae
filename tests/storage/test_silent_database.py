"""A database that says nothing any more: whoever waits is told so after a while, and what waits behind it is never done."""

import asyncio
import threading
import time
from typing import Any

import pytest

from profile_service.actions.errors import BusyError
from profile_service.storage.lane import Lane
from tests.stage import Stage


@pytest.fixture
def lane(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Lane:
    monkeypatch.setattr("profile_service.storage.lane.LONGEST_WAIT", 0.2)
    return stage.parts.database.writer


def test_nobody_waits_for_a_silent_database_without_end(lane: Lane) -> None:
    released, done = threading.Event(), list[str]()

    def hang(_work: Any) -> None:
        released.wait(20)
        done.append("held up")

    async def ask() -> None:
        first = asyncio.ensure_future(lane.submit(hang))
        await asyncio.sleep(0.05)
        behind = asyncio.ensure_future(lane.submit(lambda _work: done.append("behind")))
        began = time.monotonic()
        for waiting in (first, behind):
            with pytest.raises(BusyError):
                await waiting
        assert time.monotonic() - began < 5
        # While it lasts, nobody who comes waits at all.
        began = time.monotonic()
        with pytest.raises(BusyError):
            await lane.submit(lambda _work: done.append("too late"))
        assert time.monotonic() - began < 0.1
        released.set()
        await asyncio.to_thread(lane.run, lambda _work: done.append("plain code"))
        await lane.submit(lambda _work: done.append("afterwards"))

    asyncio.run(ask())
    assert done == ["held up", "plain code", "afterwards"]
