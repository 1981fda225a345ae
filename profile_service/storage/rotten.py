"""Rows that cannot be read because of what stands in them, told from a database that cannot be read now.

To the drivers both are errors of the database; but the first is still there at the next try, and somebody has written it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from schemas.proofs.tree import ProofError

_NOT_TEXT: Final = "Could not decode to UTF-8"
"""As SQLite's driver says it, with no kind of error that says no more than this."""


def is_rotten(error: Exception) -> bool:
    """Whether a row holds what nobody writes there: a moment of no calendar, text that is none, bytes of another shape."""
    raw = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(raw, sqlite3.Error):
        return str(raw).startswith(_NOT_TEXT)
    if isinstance(raw, psycopg.Error):
        return isinstance(raw, psycopg.DataError)
    return isinstance(raw, ValueError | TypeError | ArithmeticError | LookupError)


def is_of_the_database(error: Exception) -> bool:
    """Whether the database could not be asked: nothing is known of the row then."""
    return isinstance(error, SQLAlchemyError | sqlite3.Error | psycopg.Error) and not is_rotten(error)


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Read rows of what proves the journal. Raises ProofError where one of them cannot be read for what stands in it."""
    try:
        yield
    except Exception as error:
        if isinstance(error, ProofError) or not is_rotten(error):
            raise
        raise ProofError(f"{what} cannot be read") from None
