"""How the service runs, as numbers for whoever runs it. Nothing in it is about anybody, and small numbers are not told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

FEWEST: Final = 10
"""Below this a number could tell of one person, and only whether there is any is told."""
LATE: Final = timedelta(minutes=2)
"""A round that was not done for so long is late: it goes every second, and tries again ten seconds after a failure."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it may be told: none, fewer than `FEWEST`, or rounded down to tens."""

    number: int

    @classmethod
    def of(cls, counted: int) -> "Amount":
        return cls(0 if counted <= 0 else 1 if counted < FEWEST else counted - counted % 10)

    @property
    def few(self) -> bool:
        """Whether it is not told exactly how many, only that there are some."""
        return 0 < self.number < FEWEST

    @property
    def told(self) -> int | None:
        """The number; None where it is too small to be told."""
        return None if self.few else self.number


@dataclass(frozen=True, slots=True)
class KeyState:
    """The key ring: versions and numbers of keys, never a key."""

    newest: int
    versions: tuple[int, ...]
    token_keys: int
    record_keys: int
    changed_at: datetime | None
    """When the file of the ring was written last."""


@dataclass(frozen=True, slots=True)
class Process:
    """What the process knows of itself."""

    version: str
    started_at: datetime | None
    rounds: tuple[str, ...]
    beats: Mapping[str, datetime]
    lanes: Mapping[str, int]
    disk_free: int | None
    keys: KeyState | None


@dataclass(frozen=True, slots=True)
class DatabaseState:
    """What is kept, and by which kind of database. `newest` is the revision that this version of the service knows."""

    kind: str
    size: int | None
    revision: str
    versions_in_use: tuple[int, ...]
    """Of the key ring: those that data keys are wrapped under."""


@dataclass(frozen=True, slots=True)
class Replication:
    """What the database's primary says of those that follow it. None of it is there where there is one database alone."""

    standbys: Mapping[str, int]
    """How many follow, by how they do: "sync", "quorum", "potential", "async"."""
    lag_seconds: float
    """How far behind the last of those is that a commit waits for."""
    wanted: bool
    """Whether a commit waits for any."""


@dataclass(frozen=True, slots=True)
class QueueState:
    """What is on its way out: waiting, and given up."""

    waiting: Amount
    given_up: Amount


@dataclass(frozen=True, slots=True)
class RoundState:
    """One thing that time brings: when it was done last, and whether that is too long ago."""

    name: str
    last_done_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Health:
    """All of it at one moment."""

    at: datetime
    version: str
    started_at: datetime | None
    database: DatabaseState
    lanes: Mapping[str, int]
    """How many units of work wait, by lane."""
    rounds: Sequence[RoundState]
    webhooks: QueueState
    messages: Mapping[str, QueueState]
    """By channel, for the channels that are set up."""
    disk_free: int | None
    keys: KeyState | None

    @property
    def ails(self) -> bool:
        """Whether somebody should look."""
        keys_missing = self.keys is not None and not set(self.database.versions_in_use) <= set(
            self.keys.versions
        )
        return keys_missing or any(one.late for one in self.rounds) or bool(self.webhooks.given_up.number)


@dataclass(frozen=True, slots=True)
class TreeState:
    """The journal's tree, as anybody may see it."""

    size: int
    lag: int
    """How many numbers of rows it is behind."""
    signed_at: datetime | None
    witnesses: int
    """How many have signed the newest checkpoint that any has."""
    witnessed: int
    """Its size; nought where there is none."""
    mismatches: int
    """Rows that were found not to match the tree or the book of openings, as far as this process has looked."""


@dataclass(frozen=True, slots=True)
class JournalState:
    """The journal as a table: how much, until when, and whether it is whole. Of the rows no more than their kind is counted."""

    at: datetime
    rows: Amount
    newest_at: datetime | None
    """Told to the minute."""
    missing_numbers: int
    twice: int
    """Ids that stand more than once: a disclosure has exactly one row."""
    guards: Mapping[str, bool]
    """What refuses to change or delete a row, and whether it stands."""
    tree: TreeState
    since: datetime
    by_day: Sequence[tuple[str, Amount]] = field(default_factory=tuple)
    by_kind: Sequence[tuple[str, Amount]] = field(default_factory=tuple)

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with it."""
        wrong = self.twice or self.missing_numbers or self.tree.mismatches
        return all(self.guards.values()) and not wrong


def round_states(
    beats: Mapping[str, datetime], names: Sequence[str], now: datetime, started_at: datetime | None
) -> tuple[RoundState, ...]:
    """How each round stands; one that was never done is late as soon as the service has run for long enough."""
    found = []
    for name in names:
        last = beats.get(name)
        since = last or started_at
        found.append(RoundState(name, last, since is not None and now - since > LATE))
    return tuple(found)
