"""What was measured, and what follows from it: medians of ratios inside rounds, and whether to believe them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any, Final

BELIEVABLE_SPREAD: Final = 0.25
"""How far apart the rounds of the bare app may lie, (largest - smallest) / median, before nobody should believe them."""
ORDER: Final = ("bare", "service", "unjournaled", "slow", "single", "two", "pgbench", "postgresql")


@dataclass(frozen=True, slots=True)
class Point:
    """One server at one concurrency in one round. Times in microseconds; `cpu` is the server's, for one request."""

    server: str
    round: int
    concurrency: int
    rate: float
    p50: float
    p99: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Timing:
    """Single requests, one after the other, in microseconds."""

    count: int
    p50: float
    p99: float


def timing(latencies: Sequence[float]) -> Timing:
    """Median and 99th percentile of some latencies."""
    cuts = quantiles(latencies, n=100, method="inclusive")
    return Timing(len(latencies), cuts[49], cuts[98])


@dataclass(frozen=True, slots=True)
class Figures:
    """One run of the bench. `steady` holds p99 of the open loop by server, one for each round; `growth` p50 by number of rows."""

    points: Sequence[Point]
    body_length: int
    decide: dict[str, float]
    steady: dict[str, Sequence[float]] = field(default_factory=dict)
    growth: Sequence[Any] = ()
    missing: Sequence[str] = ()

    @property
    def concurrencies(self) -> list[int]:
        """In the order in which they were measured."""
        return list(dict.fromkeys(point.concurrency for point in self.points))

    def middle(self, server: str, concurrency: int, what: str) -> float:
        """The median over the rounds."""
        return median(getattr(point, what) for point in self._of(server, concurrency))

    def ratio(self, server: str, concurrency: int, what: str, base: str = "bare") -> float:
        """The median of the ratios that were taken inside each round."""
        pairs = zip(self._of(server, concurrency), self._of(base, concurrency), strict=True)
        return median(getattr(one, what) / getattr(other, what) for one, other in pairs)

    def has(self, server: str, concurrency: int) -> bool:
        """Whether that was measured."""
        return bool(self._of(server, concurrency))

    def spread(self, concurrency: int) -> float:
        """How far apart the rounds of the bare app lie."""
        rates = [point.rate for point in self._of("bare", concurrency)]
        return (max(rates) - min(rates)) / median(rates)

    @property
    def noisy(self) -> list[int]:
        """The concurrencies at which the machine was too noisy to believe."""
        return [one for one in self.concurrencies if self.spread(one) > BELIEVABLE_SPREAD]

    def summary(self) -> dict[str, dict[str, Any]]:
        """Medians and ratios, by server and concurrency."""
        return {
            f"{server}, concurrency {concurrency}": {
                **{what: self.middle(server, concurrency, what) for what in ("rate", "p50", "p99", "cpu")},
                "rate_to_bare": self.ratio(server, concurrency, "rate"),
                "p50_to_bare": self.ratio(server, concurrency, "p50"),
                "cpu_to_bare": self.ratio(server, concurrency, "cpu"),
            }
            for concurrency in self.concurrencies
            for server in self.servers(concurrency)
        }

    def servers(self, concurrency: int) -> list[str]:
        """Which servers were measured at this concurrency."""
        found = {point.server for point in self.points if point.concurrency == concurrency}
        return sorted(found, key=ORDER.index)

    def _of(self, server: str, concurrency: int) -> list[Point]:
        found = [one for one in self.points if one.server == server and one.concurrency == concurrency]
        return sorted(found, key=lambda point: point.round)
