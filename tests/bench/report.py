"""Say what was measured: a table for people, JSON for machines."""

import json
import os
import platform
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.concepts import Concepts
from tests.bench.figures import BELIEVABLE_SPREAD, Figures, Timing
from tests.bench.many import Crowd
from tests.bench.pages import show_pages
from tests.bench.slow_disk import ADDED_SECONDS

_NAMES = {
    "bare": "bare ASGI app, the same bytes",
    "service": "consented read",
    "slow": f"consented read, {ADDED_SECONDS * 1000:.0f} ms added to each commit",
}


def write(figures: Figures, file: Path) -> None:
    """All numbers, with date, machine, Python and commit."""
    found = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": _machine(),
        "python": platform.python_version(),
        "commit": _commit(),
        "units": {"rate": "answers a second", "p50, p99, cpu": "microseconds", "decide": "microseconds"},
        "body_length": figures.body_length,
        "summary": figures.summary(),
        "cold_profile_read": asdict(figures.cold_profile_read),
        "grant_and_withdraw": asdict(figures.grant_and_withdraw),
        "decide": figures.decide,
        "concepts": {"units": "milliseconds", **asdict(figures.concepts)},
        "crowd": None if figures.crowd is None else asdict(figures.crowd),
        "pages": {"units": "bytes, milliseconds", "each": [asdict(one) for one in figures.pages]},
        "bare_spread": {str(one): figures.spread(one) for one in figures.concurrencies},
        "believable": not figures.noisy,
        "rounds": [asdict(point) for point in figures.points],
    }
    file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def show(figures: Figures, console: Console) -> None:
    """The table, and a warning where the machine was too noisy."""
    table = Table(
        title=f"Consented reads, {figures.body_length:,} bytes, one worker, SQLite synchronous=FULL",
        caption="Medians over the rounds; ratios are medians of the ratios inside each round.",
    )
    for column in ("", "conc.", "reads/s", "to bare", "p50 ms", "p99 ms", "CPU us", "to bare"):
        table.add_column(column, justify="left" if not column else "right")
    for concurrency in figures.concurrencies:
        for server in figures.servers(concurrency):
            table.add_row(_NAMES[server], str(concurrency), *_cells(figures, server, concurrency))
        table.add_section()
    console.print(table)
    _say(console, "Own profile, cold (new person, token and connection each time)", figures.cold_profile_read)
    _say(console, "Grant and withdrawal, the two together", figures.grant_and_withdraw)
    if figures.crowd is not None:
        _say_crowd(console, figures.crowd)
    show_pages(figures.pages, console)
    decided = ", ".join(f"{name} {took:.1f} us" for name, took in figures.decide.items())
    console.print(f"consent.decide: {decided}")
    _show_concepts(figures.concepts, console)
    for concurrency in figures.noisy:
        console.print(
            f"Too noisy to believe at concurrency {concurrency}: the bare app's rounds lie "
            f"{figures.spread(concurrency):.0%} apart, more than {BELIEVABLE_SPREAD:.0%}.",
            style="bold red",
        )


def _show_concepts(concepts: Concepts, console: Console) -> None:
    if concepts.searching:
        table = Table(
            title=f"Searching {concepts.concepts:,} concepts, {concepts.labels:,} labels, {concepts.relations:,} relations",
            caption="Bare: a query of the same index for the same beginnings, without slips, ranking and labels.",
        )
        for column in (
            "",
            "questions",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "bare p50 ms",
            "p50 to bare",
            "first ms",
            "rows/s in",
        ):
            table.add_column(column, justify="left" if not column else "right")
        for one in concepts.searching:
            times = (one.p50, one.p95, one.p99, one.bare_p50, one.p50 / one.bare_p50)
            cells = (f"{one.questions}", *(f"{figure:.2f}" for figure in times), f"{one.first:.0f}")
            table.add_row(one.database, *cells, f"{one.rows_a_second:,.0f}")
        console.print(table)
    if concepts.missing:
        console.print(f"Not measured: {concepts.missing}", style="bold red")


def _cells(figures: Figures, server: str, concurrency: int) -> list[str]:
    middle = {what: figures.middle(server, concurrency, what) for what in ("rate", "p50", "p99", "cpu")}
    return [
        f"{middle['rate']:,.0f}",
        f"{figures.ratio(server, concurrency, 'rate'):.3f}",
        f"{middle['p50'] / 1000:.2f}",
        f"{middle['p99'] / 1000:.2f}",
        f"{middle['cpu']:,.0f}",
        f"{figures.ratio(server, concurrency, 'cpu'):.1f}",
    ]


def _say(console: Console, what: str, took: Timing) -> None:
    console.print(f"{what}: p50 {took.p50 / 1000:.2f} ms, p99 {took.p99 / 1000:.2f} ms ({took.count} times)")


def _say_crowd(console: Console, crowd: Crowd) -> None:
    """With many people in the database beside with few: p50, p95, and the ratio of the medians."""
    whose = "the shared data's" if crowd.official else "made up here: the shared data is missing"
    console.print(f"With {crowd.people:,} people in the database ({whose}), beside with few:")
    for what, name in (
        ("coverage", "POST /v1/coverage (levelled at 25 ms)"),
        ("starting", "POST /v1/mapping-sessions (levelled at 25 ms)"),
        ("work", "coverage, in the lane alone"),
        ("disclosing", "disclosure, in the lane alone"),
    ):
        took = getattr(crowd, what)
        few, many = took["few"], took["many"]
        console.print(
            f"  {name}: p50 {many.p50 / 1000:.2f} ms, p95 {many.p95 / 1000:.2f} ms; "
            f"with few {few.p50 / 1000:.2f} and {few.p95 / 1000:.2f}; ratio {crowd.ratio(what):.2f}"
        )
    dearer = crowd.work["many"].p50 / crowd.disclosing["many"].p50
    console.print(
        f"  coverage takes {dearer:.2f} times as long in the lane as a disclosure of the same grant"
    )


def _machine() -> dict[str, Any]:
    return {
        "system": platform.system(),
        "kernel": platform.release(),
        "processor": _processor(),
        "cores": os.cpu_count(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )


def _commit() -> str:
    asked = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "unknown"
