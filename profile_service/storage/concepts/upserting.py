"""Writing many rows at once, over those whose key is there already."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, Connection, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from profile_service.storage.concepts.word_index import Row


def upsert(
    connection: Connection, table: Table, rows: Sequence[Row], keys: Sequence[str], changed: Sequence[str]
) -> None:
    """Write rows, each with all columns; of those whose key is there already write what has changed, or nothing."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(_over(sqlite.insert(table), keys, changed), rows)
    else:
        connection.execute(_over(_from_arrays(table, rows), keys, changed))


def _from_arrays(table: Table, rows: Sequence[Row]) -> postgresql.Insert:
    """One statement with an array for each column: PostgreSQL would take them row by row otherwise."""
    names = list(rows[0])
    arrays = [
        bindparam(f"all_{name}", [row[name] for row in rows], type_=ARRAY(table.c[name].type))
        for name in names
    ]
    source = func.unnest(*arrays).table_valued(*names).render_derived()
    return postgresql.insert(table).from_select(names, select(*source.c))


def _over(made: Any, keys: Sequence[str], changed: Sequence[str]) -> Any:
    if not changed:
        return made.on_conflict_do_nothing(index_elements=list(keys))
    return made.on_conflict_do_update(
        index_elements=list(keys), set_={name: made.excluded[name] for name in changed}
    )
