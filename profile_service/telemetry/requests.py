"""Requests, counted by route, method and class of status, in classes of time that are as coarse as the log's.

Counting costs a look into a dictionary and two additions on the event loop's thread; what it comes to is worked out when
somebody asks. What the log does not tell apart is not told apart here either: it is counted by the same words.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

BOUNDS: Final = (10, 30, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
"""Milliseconds, each a multiple of what the log rounds to: more is done when somebody protected is read, and no finer
measure may show it."""
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "*"})
_OTHER: Final = "other"


@dataclass(slots=True)
class Times:
    """How long requests of one kind took."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    """By class of time: up to each bound, and above the last."""
    ms: int = 0


def known(method: str) -> str:
    """A method is whatever a caller wrote: for those that mean nothing here there is one word."""
    return method if method in _METHODS else _OTHER


class RequestCounts:
    """Counts since the process began."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int], Times] = {}

    def add(self, method: str, route: str, status: int, ms: int) -> None:
        """One more, which took so many milliseconds, rounded up as in the log."""
        kept = self._kept.get((method, route, status // 100))
        if kept is None:
            kept = self._kept.setdefault((method, route, status // 100), Times())
        kept.counts[bisect_left(BOUNDS, ms)] += 1
        kept.ms += ms

    def __iter__(self) -> Iterator[tuple[tuple[str, str, str], Times]]:
        """Each kind of request: method, route, class of status, and how long they took."""
        for (method, route, hundreds), times in sorted(self._kept.items()):
            yield (method, route, f"{hundreds}xx" if hundreds else "none"), times
