"""Which of two versions of a scheme is the newer one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 100
_PARTS: Final = re.compile(r"\d+|[^\d.\-_ ]+")


@dataclass(frozen=True, slots=True)
class KnownEdition:
    """What has to be known of an edition that was imported to compare others with it."""

    id: int
    version: str
    whole: frozenset[str]
    provisional: bool = False
    """Made of no publisher's file, as the starter set is: it gives way to every other edition, whatever their versions."""


def order_of(version: str) -> tuple[tuple[int, int, str], ...]:
    """A key by which versions are put in order: by their numbers (1.10 after 1.9); 1.2 and 1.2.0 are the same version."""
    parts = _PARTS.findall(version[:_LONGEST].removeprefix("v"))
    while len(parts) > 1 and not parts[-1].strip("0"):
        parts.pop()
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an edition that comes in stands among those of its scheme that are there, by their ids."""

    version: str
    known: Sequence[KnownEdition]

    @property
    def older(self) -> frozenset[int]:
        """Editions before this one."""
        mine = order_of(self.version)
        return frozenset(one.id for one in self.known if one.provisional or order_of(one.version) < mine)

    @property
    def newer(self) -> frozenset[int]:
        """Editions after this one."""
        mine = order_of(self.version)
        return frozenset(one.id for one in self.known if not one.provisional and order_of(one.version) > mine)

    def gone_in(self, kind: str) -> str:
        """The first newer version that holds this kind completely, so that what it lacks is gone; empty where there is none."""
        mine = order_of(self.version)
        later = [one for one in self.known if order_of(one.version) > mine and kind in one.whole]
        return min(later, key=lambda one: order_of(one.version)).version if later else ""
