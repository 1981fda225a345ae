"""The loop that does what time brings: it never takes the service down, says nothing personal, and ends cleanly."""

import asyncio
from datetime import datetime

import pytest
from structlog.testing import capture_logs

from profile_service import rounds
from profile_service.actions.ports import Desk, Work
from profile_service.domain.webhook import Attempt, Parcel
from profile_service.main import create_app, open_parts
from profile_service.messengers.office import PostOffice
from profile_service.rounds import Rounds
from tests.stage import Stage

pytestmark = pytest.mark.anyio


class Silent:
    """Sends nothing."""

    async def send(self, parcel: Parcel, now: datetime) -> Attempt:
        raise AssertionError("there is nothing to send")


def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_EVERY", "_AFTER_FAILURE", "_WHERE_THERE_MAY_BE_MORE"):
        monkeypatch.setattr(rounds, name, 0.01)


async def test_a_round_that_fails_is_one_line_without_its_words_and_the_others_go_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def breaks(_work: Work, _desk: Desk) -> int:
        raise ValueError("Astrid Lindqvist")

    def works(_work: Work, _desk: Desk) -> int:
        loop.call_soon_threadsafe(done.set)
        return 0

    _quick(monkeypatch)
    monkeypatch.setattr(rounds, "_AFTER_FAILURE", 60)
    monkeypatch.setattr(rounds, "ROUNDS", (breaks, works))
    with capture_logs() as lines:
        async with Rounds(stage.house, Silent(), PostOffice({})).going():  # type: ignore[arg-type]
            await asyncio.wait_for(done.wait(), 10)
            done.clear()
            await asyncio.wait_for(done.wait(), 10)
            assert stage.http.get("/readyz").status_code == 200
    failures = [line for line in lines if line["event"] == "round failed"]
    assert [(line["round"], line["error"]) for line in failures] == [("breaks", "ValueError")]
    assert "Astrid" not in str(lines)


async def test_it_ends_at_once_though_a_receiver_is_slow(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = asyncio.Event()

    class Slow:
        async def send(self, parcel: Parcel, now: datetime) -> Attempt:
            began.set()
            await asyncio.sleep(60)
            return Attempt(told=True, result="204")

    _quick(monkeypatch)
    stage.http.post(
        "/v1/webhooks", json={"url": "https://receiver.example.org/"}, headers=stage.organisation("norrsken")
    )
    stage.granted()
    stage.move(minutes=1)
    tasks = asyncio.all_tasks()
    async with asyncio.timeout(10):
        async with Rounds(stage.house, Slow(), PostOffice({})).going():  # type: ignore[arg-type]
            await began.wait()
    assert asyncio.all_tasks() == tasks


async def test_only_with_the_clock_of_the_machine_it_goes_by_itself(stage: Stage) -> None:
    assert stage.parts.goes_round is False
    parts = open_parts(stage.parts.settings, stage.parts.keys)
    assert parts.goes_round is True
    app = create_app(parts)
    before = asyncio.all_tasks()
    async with app.router.lifespan_context(app):
        await asyncio.sleep(0)
        assert len(asyncio.all_tasks() - before) == len(rounds.ROUND_NAMES)
    assert asyncio.all_tasks() == before
