"""`make bench-more`: pages, concepts, coverage with many people, single requests. What is not one consented read."""

import json
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from tests.bench.concepts import measure
from tests.bench.decision import decide_microseconds
from tests.bench.figures import Timing, timing
from tests.bench.load import Job, run_load
from tests.bench.many import MANY, crowd_of, in_the_lane, ready
from tests.bench.pages import pages_of, show_pages
from tests.bench.report import provenance, wide_console
from tests.bench.report_beside import say_crowd, show_concepts
from tests.bench.servers import Server, free_port, serving
from tests.bench.stand import Stand, build, demo_of

FOLDER = Path("var/bench")
SINGLES = 60
"""How many cold reads and how many pairs are measured."""
_READINGS = 2_000


def main() -> None:
    """Measure, print, and write var/bench-more.json."""
    console = wide_console()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stand = build(FOLDER / "more", free_port())
        few, many = ready(stand), ready(stand.copied_to(FOLDER / "many", free_port()), MANY)
        lanes = in_the_lane(few, many)
        stack.enter_context(demo_of(stand, FOLDER / "more.log"))
        stack.enter_context(demo_of(many.stand, FOLDER / "many.log"))
        cold, pairs = _cold_reads(stand), _pairs(stand)
        crowd = crowd_of(few, many, lanes)
        run_load(
            Job(stand.port, [stand.disclosure()] * _READINGS, concurrency=16)
        )  # her history is a long one
        pages = pages_of(stand.port, stack.enter_context(_bare_pages()).port, stand.seeded.grant)
        decided = decide_microseconds()
    # After the servers have gone: it needs the machine to itself.
    with Console(stderr=True).status("taking concepts in, and searching them"):
        concepts = measure(FOLDER / "concepts")
    found = {
        **provenance(),
        "cold_profile_read": asdict(cold),
        "grant_and_withdraw": asdict(pairs),
        "decide": decided,
        "concepts": {"units": "milliseconds", **asdict(concepts)},
        "crowd": asdict(crowd),
        "pages": {"units": "bytes, milliseconds", "each": [asdict(one) for one in pages]},
    }
    (FOLDER.parent / "bench-more.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    _say(console, "Own profile, cold (new person, token and connection each time)", cold)
    _say(console, "Grant and withdrawal, the two together", pairs)
    say_crowd(console, crowd)
    show_pages(pages, console)
    show_concepts(concepts, console)


def _say(console: Console, what: str, took: Timing) -> None:
    console.print(f"{what}: p50 {took.p50 / 1000:.2f} ms, p99 {took.p99 / 1000:.2f} ms ({took.count} times)")


def _bare_pages() -> AbstractContextManager[Server]:
    port = free_port()
    return serving(port, FOLDER / "bare-pages.log", "-m", "tests.bench.bare_pages", str(port))


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
