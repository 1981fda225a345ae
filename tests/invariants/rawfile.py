"""The database as somebody sees it who opens the file with SQLite itself, past everything that the service does."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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


def database_file(stage: Stage) -> Path:
    return Path(stage.parts.settings.database_url.removeprefix("sqlite:///"))


@contextmanager
def opened(stage: Stage) -> Iterator[sqlite3.Connection]:
    """A connection of its own, which commits each statement by itself."""
    connection = sqlite3.connect(database_file(stage), isolation_level=None, timeout=5)
    try:
        yield connection
    finally:
        connection.close()


def ask(stage: Stage, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with opened(stage) as connection:
        return connection.execute(statement, values).fetchall()


def everything(stage: Stage, tables: tuple[str, ...] = PRIVATE) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables, to be compared before and after."""
    return {table: sorted(ask(stage, f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608


def raw_bytes(stage: Stage) -> bytes:
    """The file and its write-ahead log, as they lie on the disk."""
    file = database_file(stage)
    return b"".join(path.read_bytes() for path in sorted(file.parent.glob(file.name + "*")))
