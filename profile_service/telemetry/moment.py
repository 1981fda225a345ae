"""One process at the moment in which somebody asks, as plain numbers."""

from dataclasses import dataclass
from datetime import datetime

from profile_service.domain.running import Process


@dataclass(frozen=True, slots=True)
class LaneCounts:
    """What a lane has done, and how much waits for it."""

    waiting: int
    batches: int
    units: int
    commit_ns: int
    largest: int
    busy: int
    failed: int


@dataclass(frozen=True, slots=True)
class JournalCounts:
    """How far the proof of the journal is."""

    lag_rows: int | None
    checkpoint_at: datetime | None
    mismatches: int
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Moment:
    """The process at the moment in which it is asked."""

    process: Process
    now: datetime
    lanes: dict[str, LaneCounts]
    queues: dict[str, int]
    journal: JournalCounts
    leaving: bool
    turned_away: int
    held: int
