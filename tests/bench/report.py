"""Say what was measured: tables for people, JSON for machines."""

import json
import os
import platform
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from tests.bench.figures import BELIEVABLE_SPREAD, Figures
from tests.bench.targets import Target, targets_of
from tests.bench.variants import ADDED_SECONDS

_WIDTH: Final = 118
PREVIOUS: Final = Path(__file__).with_name("previous.json")
"""The figures that BENCHMARKS.md tells of last: `{"date": ..., "targets": {name: value}}`."""
_ADDED: Final = f"{ADDED_SECONDS * 1000:.0f} ms added to each commit"
_NAMES: Final = {
    "bare": "bare ASGI app, the same bytes",
    "service": "consented read",
    "unjournaled": "the same, neither written down nor committed",
    "slow": f"consented read, {_ADDED}",
    "single": f"{_ADDED}, a commit for each",
    "two": "two workers on one file",
    "pgbench": "pgbench, the same join, prepared",
    "postgresql": "consented read on PostgreSQL (CPU with the server's)",
}


def wide_console() -> Console:
    """A console that does not break the tables where nobody watches."""
    console = Console()
    if not console.is_terminal:
        console.width = _WIDTH
    return console


def provenance() -> dict[str, Any]:
    """When, where and of what."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": _machine(),
        "python": platform.python_version(),
        "commit": _commit(),
    }


def write(figures: Figures, file: Path) -> None:
    """All numbers."""
    targets = targets_of(figures)
    found = {
        **provenance(),
        "units": {"rate": "answers a second", "p50, p99, cpu": "microseconds", "decide": "microseconds"},
        "body_length": figures.body_length,
        "targets": {one.name: {**asdict(one), "met": one.met} for one in targets},
        "summary": figures.summary(),
        "decide": figures.decide,
        "open_loop_p99": figures.steady,
        "growth": [asdict(one) for one in figures.growth],
        "missing": list(figures.missing),
        "bare_spread": {str(one): figures.spread(one) for one in figures.concurrencies},
        "believable": not figures.noisy,
        "rounds": [asdict(point) for point in figures.points],
    }
    file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def show(figures: Figures, console: Console) -> None:
    """The tables, and a warning where the machine was too noisy."""
    table = Table(
        title=f"Consented reads, {figures.body_length:,} bytes, one worker, SQLite synchronous=FULL",
        caption="Medians over the rounds; ratios are medians of the ratios inside each round.",
    )
    for column in ("", "conc.", "reads/s", "to bare", "p50 ms", "p99 ms", "CPU us"):
        table.add_column(column, justify="left" if not column else "right")
    for concurrency in figures.concurrencies:
        for server in figures.servers(concurrency):
            table.add_row(_NAMES[server], str(concurrency), *_cells(figures, server, concurrency))
        table.add_section()
    console.print(table)
    console.print(_table_of(targets_of(figures), _previous()))
    for one in figures.missing:
        console.print(f"Not measured: {one}", style="bold red")
    for concurrency in figures.noisy:
        console.print(
            f"Too noisy to believe at concurrency {concurrency}: the bare app's rounds lie "
            f"{figures.spread(concurrency):.0%} apart, more than {BELIEVABLE_SPREAD:.0%}.",
            style="bold red",
        )


def _table_of(targets: list[Target], previous: dict[str, Any]) -> Table:
    before = previous.get("targets", {})
    table = Table(title="What is meant to be reached")
    for column in ("", "is", f"was ({previous.get('date', 'never')})", "bound", "aim", "", "from"):
        table.add_column(column, justify="left" if column in ("", "from") else "right")
    for one in targets:
        sign = "\u2265" if one.at_least else "\u2264"
        said = {None: "not measured", True: "reached", False: "NOT reached"}[one.met]
        aim = "" if one.aim is None else f"{sign} {one.aim:g}"
        was = before.get(one.name)
        table.add_row(
            one.name, _figure(one.value), _figure(was), f"{sign} {one.bound:g}", aim, said, one.source
        )
    return table


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


def _previous() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(PREVIOUS.read_text(encoding="utf-8"))
    except OSError:
        return {}
    return found


def _cells(figures: Figures, server: str, concurrency: int) -> list[str]:
    middle = {what: figures.middle(server, concurrency, what) for what in ("rate", "p50", "p99", "cpu")}
    return [
        f"{middle['rate']:,.0f}",
        f"{figures.ratio(server, concurrency, 'rate'):.3f}",
        f"{middle['p50'] / 1000:.2f}",
        f"{middle['p99'] / 1000:.2f}",
        f"{middle['cpu']:,.0f}" if middle["cpu"] else "-",
    ]


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
