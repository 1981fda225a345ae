"""Rows that are appended many at a time, each column an array on PostgreSQL: one statement, whatever their number."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Insert, Table, bindparam, column, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from profile_service.storage.arrays import ArrayOf
from profile_service.storage.statements import Prepared


class InsertMany:
    """Appends rows to a table, in their order.

    Args:
        columns: what is given of each row, in that order.
        adding: the number that is added to the one that stands there, where a row with the same key does.
    """

    def __init__(self, table: Table, columns: Sequence[str], adding: str = "") -> None:
        self._columns, self._adds = columns, bool(adding)
        self._arrays = [ArrayOf(table.c[name].type) for name in columns]
        self._at_once = Prepared(_from_arrays(table, columns, self._arrays, adding), columns)
        self._one_by_one = Prepared(_of_values(table, columns, adding), columns)

    def run(self, connection: Connection, rows: Sequence[Sequence[object]]) -> Sequence[Any]:
        """Append them. Where numbers are added, PostgreSQL, where others may add as well, hands back the rows as they are now."""
        if connection.dialect.name != "postgresql":
            self._one_by_one.run_many(connection, rows)
            return ()
        given = zip(self._columns, self._arrays, zip(*rows, strict=True), strict=True)
        named = {name: array(values) for name, array, values in given}
        if self._adds:
            return self._at_once.rows(connection, **named)
        self._at_once.run(connection, **named)
        return ()


def _of_values(table: Table, columns: Sequence[str], adding: str) -> Insert:
    values: dict[str, Any] = {name: bindparam(name) for name in columns}
    if not adding:
        return insert(table).inline().values(values)
    row = sqlite.insert(table).values(values)
    more = {adding: table.c[adding] + row.excluded[adding]}
    return row.on_conflict_do_update(index_elements=list(table.primary_key), set_=more)


def _from_arrays(table: Table, columns: Sequence[str], arrays: Sequence[ArrayOf], adding: str) -> Insert:
    parts = [column(name, table.c[name].type) for name in columns]
    parameters = [array.parameter(name) for array, name in zip(arrays, columns, strict=True)]
    given = func.unnest(*parameters).table_valued(*parts, with_ordinality="place").render_derived("given")
    in_order = select(*(given.c[name] for name in columns)).order_by(given.c.place)
    row = postgresql.insert(table).from_select(list(columns), in_order)
    if not adding:
        return row
    more = {adding: table.c[adding] + row.excluded[adding]}
    added = row.on_conflict_do_update(index_elements=list(table.primary_key), set_=more)
    return added.returning(*(table.c[name] for name in columns))
