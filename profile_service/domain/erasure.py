"""A line of the ledger of erasures: that somebody was erased, so that no older copy of the database brings her back."""

from dataclasses import dataclass
from typing import Final

BEFORE_THE_FIRST: Final = b""
"""What the first line is chained to."""


@dataclass(frozen=True, slots=True)
class ErasureLine:
    """`subject` is a keyed hash of an internal random id, `mac` binds the line to the one before it.

    The moment is told by its day alone: whoever holds the ledger cannot match it with what somebody did when.
    """

    number: int
    day: str
    subject: bytes
    mac: bytes

    def words(self, before: bytes) -> str:
        """What the mac is over; `before` is the mac of the line before."""
        return f"{self.number}|{self.day}|{self.subject.hex()}|{before.hex()}"
