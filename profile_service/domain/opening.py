"""Openings of the vault for somebody else than her, and how each is told of in the journal: two books of the same thing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Telling(StrEnum):
    """What tells of an opening."""

    LINE = "line"
    """A line of its own, written in the same unit of work: one line for each opening, and one opening for each line."""
    BESIDE = "beside"
    """The line of what was opened with it: a file goes along with the entry that names it."""
    AGAIN = "again"
    """The line of the reading that this one repeats: a proved retry."""
    GOING_ON = "going_on"
    """The line of the viewing that goes on: a link shows what it shows as long as that lasts."""
    NOTHING = "nothing"
    """None: something is checked or decided by it, and nothing of it goes out."""


class Told(NamedTuple):
    """What a line tells, as both books have it: they are written in one unit of work, and an account that becomes one with another
    changes neither.
    """

    event: str
    individual: str
    """Whose it is: a line that is moved to somebody else tells of another opening."""


@dataclass(frozen=True, slots=True)
class BothBooks:
    """Lines that tell of something disclosed, and what openings are told by, of one stretch of both books."""

    lines: Sequence[Told]
    openings: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Lines that the other book does not have, or has more than once. For whoever compares; nobody is told them."""

    unopened: frozenset[Told] = frozenset()
    """Lines that tell of an opening that was none."""
    untold: frozenset[Told] = frozenset()
    """Openings whose line is not there."""
    twice: frozenset[Told] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """The ids of all of them."""
        return frozenset(one.event for one in self.unopened | self.untold | self.twice)


def compare(books: BothBooks) -> Mismatch:
    """Hold one book against the other: each line has exactly one opening, and the reverse."""
    lines, openings = Counter(books.lines), Counter(books.openings)
    return Mismatch(
        unopened=frozenset(lines.keys() - openings.keys()),
        untold=frozenset(openings.keys() - lines.keys()),
        twice=frozenset(one for book in (lines, openings) for one, count in book.items() if count > 1),
    )
