"""How the service runs, as it is told to whoever runs it: numbers about rows and machines, and of nobody."""

from typing import Annotated

from pydantic import Field

from schemas.model import Model
from schemas.values import Timestamp
from schemas.values.text import ShortText

_Count = Annotated[int, Field(ge=0)]
Amount = Annotated[
    int | None,
    Field(ge=0, description="0 for none, null for fewer than 10, otherwise rounded down to tens."),
]


class RoundHealth(Model):
    """One thing that time brings."""

    name: ShortText
    last_done_at: Timestamp | None = None
    late: bool


class OutQueue(Model):
    """What is on its way out."""

    waiting: Amount = None
    given_up: Amount = None


class KeyRingHealth(Model):
    """Versions and numbers of keys, never a key."""

    newest: _Count
    versions: tuple[_Count, ...]
    token_keys: _Count
    record_keys: _Count
    changed_at: Timestamp | None = None


class DatabaseHealth(Model):
    """The database that answered."""

    kind: ShortText
    size: _Count | None = Field(default=None, description="Bytes; null where it does not say.")
    revision: ShortText = Field(description="The newest migration that it has.")
    key_versions_in_use: tuple[_Count, ...]


class ServiceHealth(Model):
    """Everything at one moment."""

    at: Timestamp
    version: ShortText
    started_at: Timestamp | None = None
    ails: bool = Field(description="Whether somebody should look.")
    database: DatabaseHealth
    lanes: dict[str, int] = Field(description="How many units of work wait, by lane.")
    rounds: tuple[RoundHealth, ...]
    webhooks: OutQueue
    messages: dict[str, OutQueue] = Field(description="By channel, for the channels that are set up.")
    disk_free: _Count | None = None
    keys: KeyRingHealth | None = None


class RowCount(Model):
    """How many rows, by day or by kind."""

    of: ShortText
    rows: Amount = None


class TreeHealth(Model):
    """The journal's tree, and what the running service found."""

    size: _Count = Field(description="Rows that are in it.")
    lag: _Count = Field(description="How many numbers of rows it is behind.")
    signed_at: Timestamp | None = None
    witnesses: _Count = Field(description="That signed the newest checkpoint which any has signed.")
    witnessed: _Count = Field(description="The size of that checkpoint.")
    mismatches: _Count = Field(description="Rows that do not match the tree, or the vault's own book.")


class JournalHealth(Model):
    """The journal as a table: how much, until when, and whether it is whole. No row is told."""

    at: Timestamp
    whole: bool
    rows: Amount = None
    newest_at: Timestamp | None = Field(default=None, description="To the minute.")
    missing_numbers: _Count = Field(description="Numbers that are missing in the order of rows.")
    twice: _Count = Field(description="Ids that stand more than once.")
    guards: dict[str, bool] = Field(description="What keeps rows from being changed, and whether it stands.")
    tree: TreeHealth
    since: Timestamp
    by_day: tuple[RowCount, ...]
    by_kind: tuple[RowCount, ...]
