"""`make bench`: consented reads beside a bare ASGI app that returns the same bytes, in the same run.

The service is the real one (`egenkarta demo`: one uvicorn worker, uvloop and httptools, loopback, SQLite with
synchronous=FULL under var/, and PostgreSQL beside it). Rounds are interleaved, and what is compared are the medians of
the ratios inside them.
"""

import gc
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from tests.bench.decision import decide_microseconds
from tests.bench.figures import Figures, Point
from tests.bench.growth import measure as measure_growth
from tests.bench.load import Job, Result, run_load
from tests.bench.open_loop import run_steady
from tests.bench.pg import OnPostgresql, cpu_of_backends, on_postgresql, write_script
from tests.bench.picture import draw_growth
from tests.bench.report import show, wide_console, write
from tests.bench.servers import Server, alone, free_port, serving
from tests.bench.stand import Stand, build, demo_of, save_answer
from tests.bench.workers import in_two_workers

FOLDER = Path("var/bench")
ROUNDS = 3
SECONDS = 1.0
MEASURED = {
    1: ("bare", "service"),
    16: ("bare", "service", "slow", "pgbench", "postgresql"),
    64: ("bare", "service", "unjournaled", "slow", "single", "two", "postgresql"),
}
"""Which servers are measured with how many requests at a time."""
STEADY_RATE = 1_000
STEADY_SECONDS = 3.0
GROWN = (1_000, 100_000)

Run = Callable[[int], tuple[Result, float]]
"""Load one server with so many requests at a time: what came of it, and its processor time in seconds."""


class Bench:
    """The running servers, and what was measured of them so far."""

    def __init__(self, runs: dict[str, Run], progress: Progress) -> None:
        self._runs, self._progress = runs, progress
        self._task = progress.add_task("measuring", total=ROUNDS * sum(map(len, MEASURED.values())))
        self.points: list[Point] = []

    def round(self, number: int) -> None:
        """Every server at every concurrency, once; each round begins with another server."""
        for concurrency, names in MEASURED.items():
            for at in range(len(names)):
                self._measure(number, names[(at + number) % len(names)], concurrency)

    def _measure(self, number: int, name: str, concurrency: int) -> None:
        if name in self._runs:
            result, cpu = self._runs[name](concurrency)
            each = cpu / result.sent * 1e6
            self.points.append(Point(name, number, concurrency, result.rate, result.p50, result.p99, each))
        self._progress.advance(self._task)


def main() -> None:
    """Measure, print, and write var/bench.json and the growth curve."""
    console = wide_console()
    FOLDER.mkdir(parents=True, exist_ok=True)
    missing: list[str] = []
    with ExitStack() as stack:
        progress = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
        stand = build(FOLDER / "fast", free_port())
        copies = {
            name: stand.copied_to(FOLDER / name, free_port())
            for name in ("slow", "single", "unjournaled", "two")
        }
        service = stack.enter_context(demo_of(stand, FOLDER / "service.log"))
        length = save_answer(stand, FOLDER / "answer.json")
        bare = stack.enter_context(_bare(FOLDER / "answer.json"))
        requests = stand.disclosures()
        runs = {"bare": _loading(bare, requests, length), "service": _loading(service, requests, length)}
        for name in ("slow", "single", "unjournaled"):
            server = stack.enter_context(_variant(name, copies[name]))
            runs[name] = _loading(server, copies[name].disclosures(), length)
        two = stack.enter_context(in_two_workers(copies["two"], FOLDER / "two.log"))
        runs["two"] = _loading(two, copies["two"].disclosures(), length)
        runs |= _postgresql(stack, length, missing)
        bench = Bench(runs, progress)
        for number in range(ROUNDS):
            bench.round(number)
        steady = _steady({"bare": bare, "service": service}, requests)
    gc.collect()
    decided = decide_microseconds()
    growth = measure_growth(GROWN)
    draw_growth(growth, FOLDER.parent / "bench-growth-quick.svg")
    figures = Figures(bench.points, length, decided, steady, growth, missing)
    write(figures, FOLDER.parent / "bench.json")
    show(figures, console)


def _postgresql(stack: ExitStack, length: int, missing: list[str]) -> dict[str, Run]:
    """The service on PostgreSQL, and pgbench beside it; neither where there is no server on this machine."""
    try:
        found = stack.enter_context(on_postgresql(FOLDER / "on-postgresql", free_port()))
    except (OSError, RuntimeError) as error:
        missing.append(f"PostgreSQL: {error}")
        return {}
    served = stack.enter_context(demo_of(found.stand, FOLDER / "postgresql.log"))
    script = write_script(FOLDER / "join.sql")
    return {
        "pgbench": lambda concurrency: (found.pgbench(concurrency, SECONDS, script), 0.0),
        "postgresql": _with_backends(found, _loading(served, found.stand.disclosures(), length)),
    }


def _with_backends(found: OnPostgresql, run: Run) -> Run:
    def both(concurrency: int) -> tuple[Result, float]:
        before = cpu_of_backends(found.server)
        result, cpu = run(concurrency)
        return result, cpu + cpu_of_backends(found.server) - before

    return both


def _loading(server: Server, requests: Sequence[str], length: int) -> Run:
    def run(concurrency: int) -> tuple[Result, float]:
        before = server.cpu_seconds()
        with alone(server):
            result = run_load(Job(server.port, requests, (200,), length, concurrency, SECONDS))
        return result, server.cpu_seconds() - before

    return run


def _steady(servers: dict[str, Server], requests: Sequence[str]) -> dict[str, list[float]]:
    """p99 of the open loop, round by round."""
    found: dict[str, list[float]] = {name: [] for name in servers}
    for number in range(ROUNDS):
        for name in sorted(servers, reverse=bool(number % 2)):
            server = servers[name]
            with alone(server):
                found[name].append(run_steady(server.port, requests, STEADY_RATE, STEADY_SECONDS).p99)
    return found


def _variant(name: str, stand: Stand) -> AbstractContextManager[Server]:
    command = ("-m", "tests.bench.variants", name, str(stand.port), str(stand.folder))
    return serving(stand.port, FOLDER / f"{name}.log", *command)


def _bare(answer: Path) -> AbstractContextManager[Server]:
    port = free_port()
    return serving(port, FOLDER / "bare.log", "-m", "tests.bench.bare", str(port), str(answer))


if __name__ == "__main__":
    main()
