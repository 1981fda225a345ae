"""What stands in a table, as a number of rows and a digest that is the same on every database and in whatever order."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Table, select
from sqlmodel import SQLModel

_PAGE: Final = 2_000
_MODULUS: Final = 2**256
APART: Final = frozenset({"installation"})
"""Says of each database what it is itself."""


@dataclass(frozen=True, slots=True)
class Digest:
    """`rows` in all, and the sum of their hashes modulo 2^256, in hex."""

    rows: int
    total: str


def tables() -> Mapping[str, Table]:
    """Every table that is copied, by name."""
    known = SQLModel.metadata.tables
    return {name: known[name] for name in sorted(known) if name not in APART}


def digest_of(connection: Connection, table: Table) -> Digest:
    """Read a whole table."""
    rows = total = 0
    found = connection.execute(select(table).execution_options(stream_results=True))
    for page in found.partitions(_PAGE):
        rows += len(page)
        total += sum(int.from_bytes(hash_of(row)) for row in page)
    return Digest(rows, f"{total % _MODULUS:064x}")


def hash_of(row: Any) -> bytes:
    """SHA-256 of a row's values, as Python has them."""
    return hashlib.sha256(repr([_plain(value) for value in row]).encode()).digest()


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case bytes() | memoryview():
            return bytes(value).hex() + " in hex"
        case _:
            return value
