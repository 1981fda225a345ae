"""The content of an embedded database, copied beside a running service.

SQLite's own ways (the backup API, VACUUM INTO) copy every table, and so the wrapped keys with them. This copies table
by table out of one snapshot into a file that is attached: the keys never touch it. With a write-ahead log a
reader holds up no writer; only the log grows until the copy is done.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from profile_service.storage.backups.errors import BackupError
from profile_service.storage.database import create_private
from profile_service.storage.embedded import address_of

CONTENT: Final = "content.sqlite3"
LEFT_OUT: Final = "data_key"
_OBJECTS: Final = (
    "SELECT type, name, sql FROM main.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
)


@contextmanager
def snapshot_of(source: Path, target: Path) -> Iterator[Connection]:
    """A transaction that sees one moment of the source, with the target attached as `backup`. It locks nobody out."""
    engine = create_engine(address_of(str(source)), poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout=5000")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("SELECT COUNT(*) FROM main.sqlite_master")

    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.execute("ATTACH DATABASE ? AS backup", (str(target),))
        driver.execute("PRAGMA backup.journal_mode=OFF")
        driver.execute("PRAGMA backup.synchronous=OFF")
        with connection.begin():
            yield connection


def make_shell(source: Path, target: Path) -> None:
    """An empty file with the source's tables, for its owner alone."""
    create_private(target)
    with _raw(source) as there, _raw(target) as here:
        for kind, _, sql in there.execute(_OBJECTS):
            if kind == "table":
                here.execute(sql)


def copy_tables(connection: Connection) -> None:
    """Every row of every table, but the keys."""
    tell = connection.exec_driver_sql
    for kind, name, _ in tell(_OBJECTS).all():
        if kind == "table" and name != LEFT_OUT:
            tell(f'INSERT INTO backup."{name}" SELECT * FROM main."{name}"')  # noqa: S608  names of tables


def finish(source: Path, target: Path) -> None:
    """Indexes and guards, then look through all of it, and make it last.

    Raises:
        BackupError: what came out is not sound.
    """
    with _raw(source) as there, _raw(target) as here:
        for kind, _, sql in there.execute(_OBJECTS):
            if kind != "table":
                here.execute(sql)
        (found,) = here.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise BackupError(f"{target} did not come out sound: {found}")
    with target.open("rb") as file:
        os.fsync(file.fileno())


def settle(path: Path) -> None:
    """Bring all of a database into its one file, durably, so that the file alone can be given another name.

    Raises:
        BackupError: somebody has it open.
    """
    with _raw(path) as here:
        (busy, *_) = here.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    left = [path.with_name(path.name + beside) for beside in ("-wal", "-shm")]
    if busy or any(one.exists() for one in left):
        raise BackupError(
            f"somebody has {path} open, and what was written is not all in it: right would be to let go of it and "
            "run this again"
        )
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def _raw(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None, timeout=5)
    try:
        yield connection
    finally:
        connection.close()
