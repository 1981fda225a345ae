"""What a running process knows of itself: since when it runs, what it did when, how much waits, how much room there is."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from profile_service.domain.running import KeyState, Process

VERSION = "0.1.0"


def _no_lanes() -> Mapping[str, int]:
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
