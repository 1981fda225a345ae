"""What the consented read is meant to reach, and what this run says about each: ratios, never bare figures."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.bench.figures import Figures

LONG: Final = Path("var")
"""Where the long forms leave their figures: bench-peer.json, bench-growth.json, bench-memory.json."""


@dataclass(frozen=True, slots=True)
class Target:
    """One line. `at_least` False where less is better; `value` None where it was not measured, `source` says where it is from."""

    name: str
    value: float | None
    bound: float
    aim: float | None = None
    at_least: bool = True
    source: str = "this run"

    @property
    def met(self) -> bool | None:
        if self.value is None:
            return None
        return self.value >= self.bound if self.at_least else self.value <= self.bound


def targets_of(figures: Figures) -> list[Target]:
    """Every target, in the order of the promise."""
    return [
        Target("durable read / bare, c64", _rate(figures, "service", 64), 0.18, 0.28),
        _peer("read / Community Solid Server, c16", "ratio", 16, 40, 60),
        _peer("p50 of Community Solid Server / p50 of a read, c1", "p50_ratio", 1, 20),
        Target(
            "PostgreSQL: durable read / pgbench of the same join, c16",
            _rate(figures, "postgresql", 16, "pgbench"), 0.22, 0.35,
        ),
        Target(
            "2 ms fsyncs: group commit / commit for each read, c64", _rate(figures, "slow", 64, "single"), 10
        ),
        Target("durable / the same without journal, c64", _rate(figures, "service", 64, "unjournaled"), 0.8),
        *_growth(figures),
        Target("open loop at 1,000/s: p99 / bare's p99", _steady(figures), 10, at_least=False),
        Target("consent.decide, microseconds", max(figures.decide.values()), 5, at_least=False),
        _memory(),
    ]  # fmt: skip


def _rate(figures: Figures, server: str, concurrency: int, base: str = "bare") -> float | None:
    if not (figures.has(server, concurrency) and figures.has(base, concurrency)):
        return None
    return figures.ratio(server, concurrency, "rate", base)


def _steady(figures: Figures) -> float | None:
    pairs = zip(figures.steady.get("service", ()), figures.steady.get("bare", ()), strict=True)
    found = [ours / bare for ours, bare in pairs]
    return median(found) if found else None


def _peer(name: str, what: str, concurrency: int, bound: float, aim: float | None = None) -> Target:
    def look(found: Any) -> float:
        return float(next(one[what] for one in found["beside"] if one["concurrency"] == concurrency))

    return Target(name, *_of_long_form("bench-peer", look, bound, aim))


def _growth(figures: Figures) -> Iterator[Target]:
    for one in figures.growth[-1:]:
        yield Target(f"p50 at {one.rows:,} grants and lines / at 1,000", one.ratio, 2, 1.5, at_least=False)
    value, bound, aim, _, source = _of_long_form(
        "bench-growth",
        lambda found: float(next(one["ratio"] for one in found if one["rows"] == 10**7)),
        2,
        1.5,
    )
    yield Target("p50 at 10,000,000 grants and lines / at 1,000", value, bound, aim, False, source)


def _memory() -> Target:
    value, *_, source = _of_long_form("bench-memory", lambda found: float(found["grown_by"]), 1.02, None)
    return Target("memory at the end / after the first tenth, under load", value, 1.02, None, False, source)


def _of_long_form(
    name: str, look: Callable[[Any], float], bound: float, aim: float | None
) -> tuple[float | None, float, float | None, bool, str]:
    """What a long form measured on this machine; nothing where it was never run here."""
    file = LONG / f"{name}.json"
    try:
        value = look(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, StopIteration):
        return None, bound, aim, True, f"make {name}"
    return value, bound, aim, True, file.name


def not_met(targets: Sequence[Target]) -> list[Target]:
    """Those that were measured and are not reached."""
    return [one for one in targets if one.met is False]
