"""Wrap the data keys anew under the newest key-encryption key; the sections themselves stay as they are."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import func, select, update

from profile_service.storage.database import open_engine
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.tables import DataKeyRow, table_of

_KEYS = table_of(DataKeyRow)
_BATCH: Final = 500


def rewrap_data_keys(url: str, sealer: Sealer, newest: int) -> Iterator[tuple[int, int]]:
    """Do it in small transactions, so that the service goes on beside it; yields how many of how many are done."""
    engine = open_engine(url)
    stale = select(_KEYS).where(_KEYS.c.sealing_version != newest)
    with engine.begin() as connection:
        total = connection.execute(select(func.count()).select_from(stale.subquery())).scalar_one()
    done = 0
    while done < total:
        with engine.begin() as connection:
            rows = connection.execute(stale.limit(_BATCH)).all()
            for row in rows:
                key = sealer.unwrap(row.sealing_version, row.wrapped, row.individual_id)
                version, wrapped = sealer.wrap(key, row.individual_id)
                connection.execute(
                    update(_KEYS)
                    .where(_KEYS.c.individual_id == row.individual_id)
                    .values(sealing_version=version, wrapped=wrapped)
                )
        if not rows:
            break
        done += len(rows)
        yield done, total
    engine.dispose()
