"""An open loop: requests leave when the clock says so, whether the earlier ones have been answered or not.

A closed loop waits for a slow answer and so sends less just then, which hides the tail. Here each latency is counted from the
moment at which its request was due. Runs as a process of its own, as `load` does.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import cycle
from statistics import quantiles
from typing import Any

import uvloop

from tests.bench.cores import OF_LOAD, keep_to
from tests.bench.load import WrongAnswerError

_CONNECTIONS = 128
_WARM_UP = 0.5


@dataclass(frozen=True, slots=True)
class Steady:
    """What came of it. Latencies in microseconds; `late` is the share of requests that found every connection busy."""

    sent: int
    rate: float
    p50: float
    p99: float
    late: float


def run_steady(port: int, requests: Sequence[str], rate: int, seconds: float) -> Steady:
    """Send `rate` requests a second.

    Raises:
        WrongAnswerError: one was not answered with 200.
    """
    said = json.dumps({"port": port, "requests": list(requests), "rate": rate, "seconds": seconds})
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.open_loop"],
        input=said.encode(),
        capture_output=True,
        timeout=seconds + 60,
        check=False,
    )
    if ran.returncode != 0:
        raise WrongAnswerError(ran.stderr.decode().strip().splitlines()[-1])
    return Steady(**json.loads(ran.stdout))


class _Line(asyncio.Protocol):
    """A kept connection with one request in flight."""

    def __init__(self, crew: "_Crew") -> None:
        self._crew = crew
        self._buffer = b""
        self._due = 0.0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._crew.free.append(self)

    def send(self, due: float) -> None:
        self._due = due
        self._transport.write(next(self._crew.requests))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head = self._buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        at = self._buffer.lower().find(b"\r\ncontent-length: ")
        length = int(self._buffer[at + 18 : self._buffer.find(b"\r\n", at + 18)])
        if len(self._buffer) < head + 4 + length:
            return
        good = self._buffer.startswith(b"HTTP/1.1 200 ")
        if not good:
            self._crew.wrong = self._crew.wrong or repr(self._buffer[:200])
        self._buffer = b""
        self._crew.answered(self, self._due)

    def connection_lost(self, error: Exception | None) -> None:
        self._crew.wrong = self._crew.wrong or f"the connection broke: {error}"


class _Crew:
    def __init__(self, requests: Sequence[bytes]) -> None:
        self.requests = cycle(requests)
        self.free: deque[_Line] = deque()
        """The one that has rested longest goes first: the service closes what is idle for some seconds."""
        self.waiting: deque[float] = deque()
        self.latencies: list[tuple[float, float]] = []
        self.wrong = ""
        self.late = 0
        self.expected = 0
        self.all_answered = asyncio.Event()

    def due(self, at: float) -> None:
        if self.free:
            self.free.popleft().send(at)
        else:
            self.late += 1
            self.waiting.append(at)

    def answered(self, line: _Line, due: float) -> None:
        self.latencies.append((due, time.perf_counter() - due))
        if len(self.latencies) == self.expected:
            self.all_answered.set()
        if self.waiting:
            line.send(self.waiting.popleft())
        else:
            self.free.append(line)


async def _run(port: int, requests: list[str], rate: int, seconds: float) -> Steady:
    crew = _Crew([one.encode() for one in requests])
    loop = asyncio.get_running_loop()
    for _ in range(_CONNECTIONS):
        await loop.create_connection(lambda: _Line(crew), "127.0.0.1", port)
    begun = time.perf_counter()
    total = int(rate * (seconds + _WARM_UP))
    for number in range(total):
        at = begun + number / rate
        # Ahead of the clock it sleeps; behind it, it yields now and then, so that answers are read.
        if (ahead := at - time.perf_counter()) > 0:
            await asyncio.sleep(ahead)
        elif number % 8 == 0:
            await asyncio.sleep(0)
        crew.due(at)
        if crew.wrong:
            raise WrongAnswerError(crew.wrong)
    crew.expected = total
    if len(crew.latencies) < total:
        with suppress(TimeoutError):
            await asyncio.wait_for(crew.all_answered.wait(), 20)
    if crew.wrong or len(crew.latencies) < total:
        raise WrongAnswerError(crew.wrong or f"{total - len(crew.latencies)} requests were never answered")
    micro = [took * 1e6 for due, took in crew.latencies if due >= begun + _WARM_UP]
    cuts = quantiles(micro, n=100, method="inclusive")
    return Steady(total, len(micro) / seconds, cuts[49], cuts[98], crew.late / total)


if __name__ == "__main__":
    keep_to(OF_LOAD)
    sys.stdout.write(json.dumps(asdict(uvloop.run(_run(**json.loads(sys.stdin.buffer.read()))))))
