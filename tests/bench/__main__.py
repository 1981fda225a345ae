"""`make bench`: consented reads beside a bare ASGI app that returns the same bytes, in the same run.

The service is the real one (`egenkarta demo`: one uvicorn worker, uvloop and httptools, loopback, SQLite with
synchronous=FULL under var/). Rounds are interleaved, and what is compared are the medians of the ratios inside them.
"""

from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import httpx
from rich.console import Console
from rich.progress import Progress

from tests.bench.concepts import measure
from tests.bench.decision import decide_microseconds
from tests.bench.figures import Figures, Point, Timing, timing
from tests.bench.load import Job, run_load
from tests.bench.many import MANY, crowd_of, in_the_lane, ready
from tests.bench.pages import pages_of
from tests.bench.report import show, write
from tests.bench.servers import Server, free_port, serving
from tests.bench.stand import Stand, build

_PROGRAM = "from profile_service.command_line.app import main; main()"
FOLDER = Path("var/bench")
ROUNDS = 3
SECONDS = 1.0
CONCURRENCIES = {1: ("bare", "service", "slow"), 16: ("bare", "service", "slow"), 64: ("bare", "service")}
"""Which servers are measured with how many requests at a time."""
SINGLES = 60
"""How many cold reads and how many pairs are measured."""


class Bench:
    """The running servers, and what was measured of them so far."""

    def __init__(self, servers: dict[str, tuple[Server, str]], body_length: int, progress: Progress) -> None:
        self._servers, self._length, self._progress = servers, body_length, progress
        self._task = progress.add_task("measuring", total=ROUNDS * sum(map(len, CONCURRENCIES.values())))
        self.points: list[Point] = []

    def round(self, number: int) -> None:
        """Every server at every concurrency, once; each round begins with another server."""
        for concurrency, names in CONCURRENCIES.items():
            for at in range(len(names)):
                self._measure(number, names[(at + number) % len(names)], concurrency)

    def _measure(self, number: int, name: str, concurrency: int) -> None:
        server, request = self._servers[name]
        before = server.cpu_seconds()
        job = Job(server.port, [request], (200,), self._length, concurrency, SECONDS)
        result = run_load(job)
        cpu = (server.cpu_seconds() - before) / result.sent * 1e6
        self.points.append(Point(name, number, concurrency, result.rate, result.p50, result.p99, cpu))
        self._progress.advance(self._task)


def main() -> None:
    """Measure, print, and write var/bench.json."""
    console = Console()
    if not console.is_terminal:
        console.width = 110
    with ExitStack() as stack:
        progress = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
        seeding = progress.add_task("seeding", total=1)
        FOLDER.mkdir(parents=True, exist_ok=True)
        stand = build(FOLDER / "fast", free_port())
        slow = stand.copied_to(FOLDER / "slow", free_port())
        few, many = ready(stand), ready(stand.copied_to(FOLDER / "many", free_port()), MANY)
        lanes = in_the_lane(few, many)
        progress.advance(seeding)
        service = stack.enter_context(_demo(stand))
        body_length = _save_answer(stand, FOLDER / "answer.json")
        bare = stack.enter_context(_bare(FOLDER / "answer.json"))
        stack.enter_context(_demo(many.stand))
        slowed = stack.enter_context(_slow_demo(slow))
        cold, pairs = _cold_reads(stand), _pairs(stand)
        crowd = crowd_of(few, many, lanes)
        request = stand.disclosure()
        bench = Bench(
            {"bare": (bare, request), "service": (service, request), "slow": (slowed, slow.disclosure())},
            body_length,
            progress,
        )
        for number in range(ROUNDS):
            bench.round(number)
        # Last: by now her history is a long one.
        pages = pages_of(stand.port, stack.enter_context(_bare_pages()).port, stand.seeded.grant)
        decided = decide_microseconds()
    # After the servers have gone: it needs the machine to itself.
    with Console(stderr=True).status("taking concepts in, and searching them"):
        concepts = measure(FOLDER / "concepts")
    figures = Figures(bench.points, body_length, cold, pairs, decided, concepts, crowd, pages)
    write(figures, FOLDER.parent / "bench.json")
    show(figures, console)


def _demo(stand: Stand) -> AbstractContextManager[Server]:
    demo = ("demo", "--port", str(stand.port), "--data-dir", str(stand.folder))
    return serving(stand.port, FOLDER / "service.log", "-c", _PROGRAM, *demo)


def _slow_demo(stand: Stand) -> AbstractContextManager[Server]:
    command = ("-m", "tests.bench.slow_disk", str(stand.port), str(stand.folder))
    return serving(stand.port, FOLDER / "slow.log", *command)


def _bare(answer: Path) -> AbstractContextManager[Server]:
    port = free_port()
    return serving(port, FOLDER / "bare.log", "-m", "tests.bench.bare", str(port), str(answer))


def _bare_pages() -> AbstractContextManager[Server]:
    port = free_port()
    return serving(port, FOLDER / "bare-pages.log", "-m", "tests.bench.bare_pages", str(port))


def _save_answer(stand: Stand, file: Path) -> int:
    """Keep the body of one consented read for the bare app to return; its length is that of every answer."""
    head, _, body = stand.disclosure().partition("\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
    answer = httpx.post(f"{stand.base_url}/v1/disclosures", content=body, headers=headers).raise_for_status()
    file.write_bytes(answer.content)
    return len(answer.content)


def _cold_reads(stand: Stand) -> Timing:
    """Each a person whose profile nobody has read since the service started, with a new token and connection."""
    requests = stand.own_profiles(stand.seeded.others[:SINGLES])
    return timing(run_load(Job(stand.port, requests, fresh_connections=True)).latencies)


def _pairs(stand: Stand) -> Timing:
    """A yes and its withdrawal, one after the other."""
    requests = stand.pairs(stand.seeded.others[-SINGLES:])
    found = run_load(Job(stand.port, requests, (201, 200))).latencies
    return timing([given + ended for given, ended in zip(found[::2], found[1::2], strict=True)])


if __name__ == "__main__":
    main()
