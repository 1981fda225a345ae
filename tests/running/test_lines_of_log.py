"""Lines of requests wait for the end of their turn of the event loop; no line is lost, and none comes before an earlier one."""

import asyncio
import sys
from collections.abc import Iterator
from io import BufferedWriter, RawIOBase
from select import PIPE_BUF
from types import SimpleNamespace

import orjson
import pytest
import structlog

from profile_service.command_line.logs import set_up_logs


class _Heard(RawIOBase):
    """What a pipe is told, write by write."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        self.pieces.append(bytes(piece))
        return len(piece)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> _Heard:
    heard = _Heard()
    buffer = BufferedWriter(heard)
    monkeypatch.setattr(
        sys, "stderr", SimpleNamespace(buffer=buffer, write=lambda _text: 0, flush=lambda: None)
    )
    monkeypatch.setattr("atexit.register", lambda _done: None)
    set_up_logs()
    return heard


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def _numbers(pieces: list[bytes]) -> list[int]:
    return [orjson.loads(line)["number"] for line in b"".join(pieces).splitlines()]


def test_lines_of_one_turn_leave_together_and_in_whole_lines(heard: _Heard) -> None:
    async def turn() -> None:
        log = structlog.get_logger("egenkarta.request")
        for number in range(200):
            log.info("request", number=number)
        assert heard.pieces == []
        await asyncio.sleep(0)
        assert 1 < len(heard.pieces) < 10
        log.info("request", number=200)
        await asyncio.sleep(0)

    asyncio.run(turn())
    assert all(piece.endswith(b"}\n") and len(piece) <= PIPE_BUF for piece in heard.pieces)
    assert _numbers(heard.pieces) == list(range(201))


def test_every_other_line_leaves_at_once_behind_what_waits(heard: _Heard) -> None:
    async def turn() -> None:
        structlog.get_logger("egenkarta.request").info("request", number=0)
        structlog.get_logger("egenkarta.end").info("ended", number=1)
        assert _numbers(heard.pieces) == [0, 1]
        await asyncio.to_thread(structlog.get_logger("egenkarta.keys").warning, "changed", number=2)
        assert _numbers(heard.pieces) == [0, 1, 2]

    asyncio.run(turn())
    structlog.get_logger("egenkarta.start").info("outside of every loop", number=3)
    assert _numbers(heard.pieces) == [0, 1, 2, 3]
