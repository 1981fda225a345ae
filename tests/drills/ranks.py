"""Can two heaps of measurements be told apart? The Mann-Whitney U test, with ties, by the normal approximation."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import erfc, sqrt


@dataclass(frozen=True, slots=True)
class Separation:
    """`auc` is how often one of the first heap is longer than one of the second: 0.5 where nothing tells them apart."""

    auc: float
    p: float


def separation(one: Sequence[float], other: Sequence[float]) -> Separation:
    """Two-sided. Raises ValueError where a heap is empty."""
    if not one or not other:
        raise ValueError("nothing was measured")
    n, m = len(one), len(other)
    marked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks, ties, before = 0.0, 0.0, 0
    for _, equal in groupby(marked, key=lambda pair: pair[0]):
        group = [which for _, which in equal]
        size = len(group)
        ranks += group.count(0) * (before + (size + 1) / 2)
        ties += size**3 - size
        before += size
    u = ranks - n * (n + 1) / 2
    total = n + m
    variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)))
    z = 0.0 if variance == 0 else (u - n * m / 2) / sqrt(variance)
    return Separation(u / (n * m), erfc(abs(z) / sqrt(2)))
