"""The keys that sign access tokens, and what each may be used for at a moment.

A new key is published before it signs, so that whoever keeps a copy of the published keys has it in time. The one before
it stays published until the last token under it has died, and is dead then. Nothing has to be done at those moments:
which state a key is in follows from when each of them begins to sign, in every process alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

PUBLISHED_BEFORE: Final = timedelta(minutes=10)
"""How long a new key is published before it signs; longer than anybody may keep a copy of the published keys."""

COPY_KEPT: Final = timedelta(minutes=5)
"""How long a copy of the published keys may be kept."""

OVERLAP: Final = timedelta(minutes=5, seconds=10)
"""How long a key verifies after the next one has begun to sign: as long as a token lives, and a little for clocks."""


class KeyState(StrEnum):
    """What a token key is used for."""

    NEXT = "next"
    """Published, and does not sign yet."""
    ACTIVE = "active"
    """Signs."""
    RETIRED = "retired"
    """Signs no more; tokens that it has signed are still good."""
    DEAD = "dead"
    """What it has signed is refused, and it is not published."""


@dataclass(frozen=True, slots=True)
class TokenKeys:
    """Private ES256 keys as JWK, by key id, and the second (since 1970) from which each signs."""

    keys: Mapping[str, Mapping[str, str]]
    signs_from: Mapping[str, int]

    def states(self, now: float) -> dict[str, KeyState]:
        """The state of each key, oldest first. There is an active one at any time, also before the first begins."""
        order = sorted(self.keys, key=lambda kid: (self.signs_from[kid], kid))
        begun = [kid for kid in order if self.signs_from[kid] <= now] or order[:1]
        states = dict.fromkeys(order, KeyState.NEXT)
        for kid, following in pairwise(begun):
            alive = now < self.signs_from[following] + OVERLAP.total_seconds()
            states[kid] = KeyState.RETIRED if alive else KeyState.DEAD
        states[begun[-1]] = KeyState.ACTIVE
        return states
