"""What came of holding a journal against its tree: what is wrong with which line, and how much was looked at."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MOST_TOLD: Final = 1_000
"""So many lines are told one by one; of a journal in which everything is wrong, the rest are counted."""


class Wrong(StrEnum):
    """What can have been done to a journal."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    REORDERED = "reordered"
    REWRITTEN = "rewritten"
    """The tree itself is another than the one that was signed."""
    UNSIGNED = "unsigned"
    """A checkpoint that is kept was signed by none of the journal's keys, or says something else than its columns."""
    UNMATCHED = "unmatched"
    """One of the two books tells of something that the other does not: a line without its opening, or an opening without its line."""
    ROLLED_BACK = "rolled back"
    """The journal ends before a checkpoint that somebody holds: this is an older database."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; which line, where it is one line."""

    wrong: Wrong
    said: str
    seq: int | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody holds about the tree: its root at a size, and who says so."""

    size: int
    root: bytes
    whose: str
    is_kept: bool = False
    """Whether it stands in the journal's own database, which may be as old as the rest of it."""
    last_seq: int | None = None
    """The number of the line that its row says was taken up last; None where nothing is said."""


@dataclass(slots=True)
class Report:
    """What came of it."""

    lines: int = 0
    leaves: int = 0
    pending: int = 0
    """Lines that the tree has not taken up yet."""
    without_key: int = 0
    """Lines of people whose key is gone: their columns are held against the imprint that was kept, and that against the tree."""
    claims: int = 0
    root: bytes = b""
    faults: list[Fault] = field(default_factory=list)
    untold: int = 0

    def tell(self, fault: Fault) -> None:
        """Take down what is wrong, or count it where there is far too much of it."""
        if len(self.faults) < MOST_TOLD:
            self.faults.append(fault)
        else:
            self.untold += 1

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it was written."""
        return not self.faults

    @property
    def went_back(self) -> bool:
        """Whether it is whole as far as it goes, and goes less far than it did."""
        return bool(self.faults) and all(one.wrong is Wrong.ROLLED_BACK for one in self.faults)
