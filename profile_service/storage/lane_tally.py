"""What a lane has done since its process began, as plain numbers: written by its thread alone, read whenever somebody asks."""

from dataclasses import dataclass


@dataclass(slots=True)
class LaneTally:
    """Of one lane. A number that is read while it grows is the one before or the one after, which is near enough."""

    batches: int = 0
    """Transactions that were carried to their end."""
    units: int = 0
    """Units of work in them."""
    commit_ns: int = 0
    """Nanoseconds that ending them took: on a write lane the wait for the disk, and for standbys."""
    largest: int = 0
    """Units of work in the largest of them."""
    busy: int = 0
    """Units of work that were turned away at the door."""
    failed: int = 0
    """Transactions that the database gave up."""
