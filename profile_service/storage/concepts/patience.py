"""How long one search may take: what it has found by then is given, so that nobody's question holds up those of others.

On SQLite the time that counts is that of this thread at work, so that a busy machine does not make answers poorer; the work of a
PostgreSQL is done elsewhere, and the clock on the wall counts, with the waiting in it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

_AT_WORK: Final = 0.15
_ON_THE_WALL: Final = 0.3
_STEPS: Final = 1000
"""Instructions of SQLite's machine between two looks at the clock. https://www.sqlite.org/c3ref/progress_handler.html"""
_CANCELED: Final = "57014"
"""https://www.postgresql.org/docs/15/errcodes-appendix.html"""
_INTERRUPTED: Final = "SQLITE_INTERRUPT"


class OutOfTimeError(Exception):
    """The search has taken as long as it may."""


class Patience:
    """The time of one search, on one connection."""

    def __init__(self, connection: Connection, seconds: float | None = None) -> None:
        self._connection = connection
        self._on_sqlite = connection.dialect.name == "sqlite"
        self._clock = time.thread_time if self._on_sqlite else time.monotonic
        if seconds is None:
            seconds = _AT_WORK if self._on_sqlite else _ON_THE_WALL
        self._end = self._clock() + seconds

    def check(self) -> None:
        """Raises OutOfTimeError when the time is over."""
        if self._clock() >= self._end:
            raise OutOfTimeError

    @contextmanager
    def kept(self) -> Iterator[None]:
        """What the database does in here ends with the time.

        Raises:
            OutOfTimeError: it did; the connection can be used on.
        """
        self.check()
        bound = self._on_sqlite_kept if self._on_sqlite else self._on_postgresql_kept
        try:
            with bound():
                yield
        except OperationalError as error:
            if not _is_out_of_time(error.orig):
                raise
            # PostgreSQL takes nothing more in a transaction in which something failed; nothing was written in it.
            self._connection.rollback()
            raise OutOfTimeError from error

    @contextmanager
    def _on_sqlite_kept(self) -> Iterator[None]:
        driver: Any = self._connection.connection.driver_connection
        driver.set_progress_handler(lambda: self._clock() >= self._end, _STEPS)
        try:
            yield
        finally:
            driver.set_progress_handler(None, 0)

    @contextmanager
    def _on_postgresql_kept(self) -> Iterator[None]:
        left = max(1, round((self._end - self._clock()) * 1000))
        self._connection.exec_driver_sql(f"SET LOCAL statement_timeout = {left}")
        yield
        self._connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def _is_out_of_time(error: object) -> bool:
    return (
        getattr(error, "sqlite_errorname", "") == _INTERRUPTED or getattr(error, "sqlstate", "") == _CANCELED
    )
