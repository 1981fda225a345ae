"""Wrap the data keys anew under the newest key-encryption key; the sections themselves stay as they are."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Engine, Select, func, select, update

from profile_service.storage.database import DatabaseError, is_current, open_engine, telling_errors
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.tables import DataKeyRow, table_of

_KEYS = table_of(DataKeyRow)
_BATCH: Final = 500


def rewrap_data_keys(url: str, sealer: Sealer, newest: int) -> Iterator[tuple[int, int]]:
    """Do it in small transactions, so that the service goes on beside it; yields how many of how many are done.

    Raises:
        SealError: the key ring does not open a data key; those before it are done.
        DatabaseError: the database is not up to date, or cannot be written.
    """
    engine = open_engine(url)
    if not is_current(engine):
        raise DatabaseError("the database is not up to date: run 'egenkarta db upgrade' first")
    with telling_errors(url), engine.begin() as connection:
        total = connection.execute(select(func.count()).select_from(_stale(newest).subquery())).scalar_one()
    done = 0
    while done < total and (more := _rewrap_some(engine, sealer, newest)):
        done += more
        yield done, total
    engine.dispose()


def _stale(newest: int) -> Select[Any]:
    return select(_KEYS).where(_KEYS.c.sealing_version != newest)


def _rewrap_some(engine: Engine, sealer: Sealer, newest: int) -> int:
    """One transaction; returns how many were left to do and are done now."""
    with telling_errors(str(engine.url)), engine.begin() as connection:
        rows = connection.execute(_stale(newest).limit(_BATCH)).all()
        for row in rows:
            key = sealer.unwrap(row.sealing_version, row.wrapped, row.individual_id)
            version, wrapped = sealer.wrap(key, row.individual_id)
            connection.execute(
                update(_KEYS)
                .where(_KEYS.c.individual_id == row.individual_id)
                .values(sealing_version=version, wrapped=wrapped)
            )
    return len(rows)
