"""What a running process knows of itself: since when it runs, what it did when, how much waits, how much room there is."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from profile_service.domain.running import KeyState, Process

VERSION = "0.1.0"
_LONGEST_BEHIND: Final = timedelta(minutes=5)
"""A tree that takes nothing up for longer than this protects nothing: a line that is not in it can go unseen."""


class Tally(Protocol):
    """What a lane has done since its process began; see `storage.lane_tally.LaneTally`."""

    batches: int
    units: int
    commit_ns: int
    largest: int
    busy: int
    failed: int


@dataclass(slots=True)
class JournalPulse:
    """How far the tree over the journal is, and whether each disclosure has its row: set by what looks after them."""

    lag_rows: int | None = None
    """Committed rows that are not in the tree yet; None where nobody has counted."""
    behind_since: datetime | None = None
    """Since when lines wait and none has come into the tree, or nobody could tell; None where all are in it."""
    checkpoint_at: datetime | None = None
    mismatches: int = 0
    """Disclosures without their row, or rows without their disclosure. One is too many."""
    checked_at: datetime | None = None

    def is_behind(self, now: datetime) -> bool:
        """Whether the tree stands still for longer than a database that is busy would let it."""
        return self.behind_since is not None and now - self.behind_since > _LONGEST_BEHIND


def _no_lanes() -> Mapping[str, int]:
    return {}


def _no_tallies() -> Mapping[str, Tally]:
    return {}


def _no_keys() -> KeyState | None:
    return None


@dataclass(slots=True)
class Pulse:
    """Of one process; nothing of it is kept. `rounds` are the names of what it does by itself, none where it does nothing."""

    started_at: datetime | None = None
    folder: Path | None = None
    """Where it keeps its files; None where the database keeps them elsewhere."""
    rounds: tuple[str, ...] = ()
    lanes: Callable[[], Mapping[str, int]] = _no_lanes
    keys: Callable[[], KeyState | None] = _no_keys
    beats: dict[str, datetime] = field(default_factory=dict)
    tallies: Callable[[], Mapping[str, Tally]] = _no_tallies
    """What each lane has done."""
    queues: Callable[[], Mapping[str, int]] = _no_lanes
    """How many wait, or are being served, at each of the other places where there is a queue."""
    journal: JournalPulse = field(default_factory=JournalPulse)
    leaving: bool = False
    """Whether it was told to end: it says that it is not ready, and goes on answering."""
    refusing: bool = False
    """Whether it takes no new work any more, and finishes what it has."""

    def beat(self, name: str, now: datetime) -> None:
        """Something that time brings has just been done."""
        self.beats[name] = now

    @property
    def disk_free(self) -> int | None:
        """Bytes that are free where the files are; None where that is not known."""
        if self.folder is None:
            return None
        try:
            return shutil.disk_usage(self.folder).free
        except OSError:
            return None


def process_of(pulse: Pulse) -> Process:
    """The process as it is at this moment."""
    beats, lanes, keys = dict(pulse.beats), pulse.lanes(), pulse.keys()
    return Process(VERSION, pulse.started_at, pulse.rounds, beats, lanes, pulse.disk_free, keys)
