"""SQLite: how a connection is made, and whether the file that it writes to is still the one that is found at its address."""

import os
import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, event

_PRAGMAS: Final = (
    "busy_timeout=5000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)
_FILE: Final = "file"


class ReplacedError(sqlite3.OperationalError):
    """Another file lies where this database was: what was written into the old one will not be found."""


class GivenUpError(sqlite3.OperationalError):
    """SQLite has undone the whole transaction by itself, for want of memory or because of the disk."""


def is_given_up(connection: Connection) -> bool:
    """Whether no transaction is open any more where one was begun (https://sqlite.org/lang_transaction.html, 3)."""
    raw: Any = connection.connection.driver_connection
    return not raw.in_transaction


def address_of(path: str) -> URL:
    """A file as SQLAlchemy wants it: an address as text would read a percent sign in its name as something else."""
    return URL.create("sqlite", database=path)


def prepare(engine: Engine, *, reads_only: bool) -> None:
    """Let each connection of an engine begin its transactions itself, and keep what is committed."""
    path = str(engine.url.database)

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, record: Any) -> None:
        # The driver's own transactions begin too late and release savepoints: it is told to keep out of it.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if reads_only:
            connection.execute("PRAGMA query_only=ON")
        record.info[_FILE] = (str(Path(path).resolve()), _identity(path))

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        # Straight on the driver: each transaction begins so, and SQLAlchemy's way there takes as long again.
        connection.connection.cursor().execute("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def see_that_it_is_there(connection: Connection) -> None:
    """After a transaction: is what it wrote, or read, in the file that whoever opens the address finds?

    Raises:
        ReplacedError: it is not.
    """
    kept = connection.info.get(_FILE)
    if kept is not None and kept[1] != _identity(kept[0]):
        raise ReplacedError("the database file was replaced or is gone")


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116  each transaction does this, and a Path takes three times as long
    except OSError:
        return None
    return found.st_dev, found.st_ino
