"""The load generator: a process of its own that speaks HTTP/1.1 over raw kept connections.

`python -m tests.bench.load` takes one job as JSON on standard input and answers with one result as JSON. One request
is in flight on each connection; the next one leaves when the whole answer to it has come (a closed loop).
"""

import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain, cycle, repeat
from statistics import quantiles
from typing import Any

import uvloop

from tests.bench.cores import OF_LOAD, keep_to

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
_WARM_UP = 0.4
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Job:
    """What to send, and what must come back.

    Args:
        requests: each sent once in this order; or, with `seconds`, all of them in turn again and again.
        statuses: the status that each answer must have, in turn.
        body_length: the exact length of every body; None where it is not known beforehand.
    """

    port: int
    requests: Sequence[str]
    statuses: Sequence[int] = (200,)
    body_length: int | None = None
    concurrency: int = 1
    seconds: float = 0.0
    fresh_connections: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job. Latencies in microseconds, in the order in which the answers came."""

    sent: int
    rate: float
    p50: float
    p99: float
    latencies: Sequence[float] = ()


class WrongAnswerError(Exception):
    """An answer had another status or another length than it must have."""


def run_load(job: Job) -> Result:
    """Run a job in a process of its own.

    Raises:
        WrongAnswerError: one answer was wrong, and the figures with it.
    """
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(asdict(job)).encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    if ran.returncode != 0:
        raise WrongAnswerError(ran.stderr.decode().strip().splitlines()[-1])
    return Result(**json.loads(ran.stdout))


@dataclass(slots=True)
class _Tally:
    measured_from: float
    until: float
    latencies: list[float] = field(default_factory=list)
    sent: int = 0


class _Connection(asyncio.Protocol):
    def __init__(self, job: Job, work: Iterator[tuple[bytes, bytes]], tally: _Tally) -> None:
        self._job, self._work, self._tally = job, work, tally
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._buffer = b""
        self._expected = b""
        self._length = 0
        self._started = 0.0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        if not self._length and not self._read_head():
            return
        if len(self._buffer) < self._length:
            return
        now = time.perf_counter()
        if len(self._buffer) > self._length or not self._buffer.startswith(self._expected):
            self._fail(f"wrong answer: {self._buffer[:300]!r}")
            return
        if self._started >= self._tally.measured_from and now <= self._tally.until:
            self._tally.latencies.append(now - self._started)
        self._buffer, self._length = b"", 0
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.finished.done():
            self.finished.set_exception(WrongAnswerError(f"the connection broke: {error}"))

    def _read_head(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        said = _LENGTH.search(self._buffer, 0, end + 2)
        length = -1 if said is None else int(said[1])
        if length < 0 or self._job.body_length not in (None, length):
            self._fail(f"wrong length: {self._buffer[:300]!r}")
            return False
        self._length = end + 4 + length
        return True

    def _next(self) -> None:
        self._started = time.perf_counter()
        following = next(self._work, None) if self._started < self._tally.until else None
        if following is None:
            self.finished.set_result(None)
            self._transport.close()
            return
        request, self._expected = following
        self._tally.sent += 1
        self._transport.write(request)

    def _fail(self, why: str) -> None:
        if not self.finished.done():
            self.finished.set_exception(WrongAnswerError(why))
        self._transport.abort()


async def _run(job: Job) -> Result:
    statuses = [b"HTTP/1.1 %d " % status for status in job.statuses]
    requests = [request.encode() for request in job.requests]
    loop = asyncio.get_running_loop()
    begun = time.perf_counter()
    if job.seconds:
        tally = _Tally(begun + _WARM_UP, begun + _WARM_UP + job.seconds)
        work = iter(cycle([(one, statuses[0]) for one in requests]))
    else:
        tally = _Tally(begun, begun + 30)
        work = iter(zip(requests, chain.from_iterable(repeat(statuses)), strict=False))
    rounds = [[one] for one in work] if job.fresh_connections else [work]
    for part in rounds:
        opened = [
            await loop.create_connection(
                lambda part=part: _Connection(job, iter(part), tally), "127.0.0.1", job.port
            )  # type: ignore[misc]
            for _ in range(job.concurrency)
        ]
        await asyncio.gather(*(connection.finished for _, connection in opened))
    took = job.seconds or time.perf_counter() - begun
    micro = [latency * 1e6 for latency in tally.latencies]
    if len(micro) < _FEWEST:
        raise WrongAnswerError(f"only {len(micro)} answers came in time: nothing can be said about them")
    cuts = quantiles(micro, n=100, method="inclusive")
    return Result(tally.sent, len(micro) / took, cuts[49], cuts[98], () if job.seconds else micro)


if __name__ == "__main__":
    keep_to(OF_LOAD)
    wanted = Job(**json.loads(sys.stdin.buffer.read()))
    sys.stdout.write(json.dumps(asdict(uvloop.run(_run(wanted)))))
