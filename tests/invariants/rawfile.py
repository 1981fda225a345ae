"""The database as somebody sees it who opens it past everything that the service does: the file with SQLite itself, or
PostgreSQL as its administrator."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests import databases
from tests.stage import Stage

PRIVATE = (
    "section",
    "past_version",
    "data_key",
    "access_request",
    "consent_grant",
    "connection_code",
    "individual",
)
"""The tables in which a change is a change to somebody's profile or to her consent."""


class _Administrator:
    """A connection to PostgreSQL that takes statements as they are written for SQLite, with `?` for each value."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def execute(self, statement: str, values: Sequence[Any] = ()) -> psycopg.Cursor[Any]:
        if not values:
            return self._connection.execute(statement.encode())
        return self._connection.execute(_spelled(statement), values)

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(_spelled(statement), rows)

    def commit(self) -> None:
        """Nothing is left to do: each statement is committed by itself."""

    def close(self) -> None:
        self._connection.close()


def _spelled(statement: str) -> bytes:
    return statement.replace("%", "%%").replace("?", "%s").encode()


def database_file(stage: Stage) -> Path:
    """The file of a demo that has one."""
    return Path(stage.parts.settings.database_url.removeprefix("sqlite:///"))


@contextmanager
def opened(stage: Stage) -> Iterator[Any]:
    """A connection of its own, which commits each statement by itself."""
    connection: Any
    if databases.ON_POSTGRESQL:
        name = databases.name_in(stage.parts.settings.database_url)
        connection = _Administrator(databases.run_server().connect(name))
    else:
        connection = sqlite3.connect(database_file(stage), isolation_level=None, timeout=5)
    try:
        yield connection
    finally:
        connection.close()


def ask(stage: Stage, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with opened(stage) as connection:
        found: list[tuple[Any, ...]] = connection.execute(statement, values).fetchall()
        return found


def refuse(stage: Stage, event: str, table: str) -> None:
    """Let the database refuse an INSERT, UPDATE or DELETE on a table, as one does that is broken there."""
    how = (
        "EXECUTE FUNCTION refuse_change()"
        if databases.ON_POSTGRESQL
        else "BEGIN SELECT RAISE(ABORT, 'no ink'); END"
    )
    with opened(stage) as raw:
        raw.execute(f"CREATE TRIGGER broken BEFORE {event} ON {table} {how}")


def refuse_no_more(stage: Stage, table: str) -> None:
    """Mend what `refuse` broke."""
    with opened(stage) as raw:
        raw.execute("DROP TRIGGER broken" + (f" ON {table}" if databases.ON_POSTGRESQL else ""))


def everything(stage: Stage, tables: tuple[str, ...] = PRIVATE) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables, to be compared before and after."""
    return {table: sorted(ask(stage, f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608


def raw_bytes(stage: Stage) -> bytes:
    """The database as it lies on the disk: the file and its write-ahead log, or PostgreSQL's files of this database.

    PostgreSQL's write-ahead log is of all databases of the server, and is left out.
    """
    if databases.ON_POSTGRESQL:
        server = databases.run_server()
        name = databases.name_in(stage.parts.settings.database_url)
        with server.connect(name) as connection:
            connection.execute("CHECKPOINT")
            found = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
            (number,) = found.fetchone() or (0,)
        paths = sorted((server.files / "base" / str(number)).iterdir())
    else:
        file = database_file(stage)
        paths = sorted(file.parent.glob(file.name + "*"))
    return b"".join(path.read_bytes() for path in paths)
