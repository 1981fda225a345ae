"""Statements of the read path: built once, compiled once for each dialect, run straight on the driver.

Building a statement, looking up its compiled form and unpacking its rows through SQLAlchemy costs about twenty times what
an indexed lookup itself does. The statements are written in Core all the same, so that every database gets its own SQL.
"""

import collections
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import chain, repeat
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    Delete,
    Dialect,
    FromClause,
    Insert,
    LargeBinary,
    Select,
    Update,
    and_,
    bindparam,
    column,
    func,
    values,
)

from profile_service.storage.arrays import ArrayOf

_Convert = Callable[[Any], Any]
_Statement = Select[Any] | Insert | Update | Delete


class Prepared:
    """A select, insert, update or delete whose values are all named `bindparam`s.

    It runs inside the transaction that the connection has begun; errors are the driver's own.

    Args:
        order: the names in the order in which they stand in the statement, where its values are to be given in that order.
    """

    def __init__(self, statement: _Statement, order: Sequence[str] = ()) -> None:
        self._statement, self._expected = statement, list(order)
        self._forms: dict[str, _Form] = {}

    def rows(self, connection: Connection, **values: object) -> Sequence[Any]:
        """All rows of a select, with an attribute for each column."""
        form = self._form(connection.dialect)
        return self._fetch(connection, form, [values[name] for name in form.order])

    def rows_in_order(self, connection: Connection, in_order: Sequence[object]) -> Sequence[Any]:
        """As `rows`, by values that are given in their order."""
        return self._fetch(connection, self._form(connection.dialect), list(in_order))

    def one(self, connection: Connection, **values: object) -> Any:
        """The only row, or None."""
        rows = self.rows(connection, **values)
        if len(rows) > 1:
            raise LookupError("a key found more than one row")
        return rows[0] if rows else None

    def run(self, connection: Connection, **values: object) -> None:
        """Execute an insert, an update or a delete."""
        form = self._form(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(form.sql, form.bind([values[name] for name in form.order]))
        finally:
            cursor.close()

    def run_many(self, connection: Connection, rows: Sequence[Sequence[object]]) -> None:
        """Execute an insert or an update once for each of the rows, whose values are in their order."""
        form = self._form(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.executemany(form.sql, form.bind_all(rows))
        finally:
            cursor.close()

    def _fetch(self, connection: Connection, form: "_Form", in_order: list[Any]) -> Sequence[Any]:
        cursor = connection.connection.cursor(**form.fetched)
        try:
            cursor.execute(form.sql, form.bind(in_order))
            return form.shape(cursor.fetchall())
        finally:
            cursor.close()

    def _form(self, dialect: Dialect) -> "_Form":
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form(self._statement, dialect)
            if self._expected and form.order != self._expected:
                raise LookupError("the values of a statement stand in another order than was said")
        return form


_SIZES: Final = (1, 4, 16, 64)


class PreparedForMany:
    """A select of the rows that have one of many keys, each of which is one value or more: one statement for all of them.

    PostgreSQL takes the keys as arrays. For SQLite it is compiled for one key, 4, 16 and 64, and what is left is filled up with
    NULL, which no row has: so there are four statements, and each stays prepared on its connection.

    Args:
        select: the columns wanted, with whatever conditions hold for all keys as named `bindparam`s.
        place: the table, or the join, that they stand in.
        key: the columns of it that make the key.
        more: the names of those `bindparam`s, in their order.
    """

    def __init__(
        self, select: Select[Any], place: FromClause, *key: ColumnElement[Any], more: Sequence[str] = ()
    ) -> None:
        self._select, self._place, self._key, self._more = select, place, key, more
        self._prepared: dict[int, Prepared] = {}
        self._arrays = [(f"keys{part}", ArrayOf(one.type)) for part, one in enumerate(key)]
        self._of_arrays = Prepared(self._joined(self._unnested()), [*dict(self._arrays), *more])

    def rows(self, connection: Connection, keys: Sequence[Sequence[object]], *more: object) -> Sequence[Any]:
        """All rows that have one of the keys, in no order. A key that is named twice may be found twice."""
        if connection.dialect.name == "postgresql":
            arrays = [
                array(part) for (_, array), part in zip(self._arrays, zip(*keys, strict=True), strict=True)
            ]
            return self._of_arrays.rows_in_order(connection, [*arrays, *more])
        found: list[Any] = []
        for start in range(0, len(keys), _SIZES[-1]):
            part = keys[start : start + _SIZES[-1]]
            size = next(one for one in _SIZES if one >= len(part))
            if size not in self._prepared:
                self._prepared[size] = self._prepare(size)
            filled = chain(part, repeat((None,) * len(self._key), size - len(part)))
            found += self._prepared[size].rows_in_order(connection, [*chain.from_iterable(filled), *more])
        return found

    def _prepare(self, size: int) -> Prepared:
        kinds = [one.type for one in self._key]
        names = [[f"key{at}_{part}" for part in range(len(kinds))] for at in range(size)]
        asked = values(*(_asked(at, one) for at, one in enumerate(self._key)), name="asked").data(
            [tuple(map(bindparam, row, [None] * len(kinds), kinds)) for row in names]
        )
        return Prepared(self._joined(asked.cte("wanted")), [*chain.from_iterable(names), *self._more])

    def _unnested(self) -> FromClause:
        arrays = [array.parameter(name) for name, array in self._arrays]
        parts = [_asked(at, one) for at, one in enumerate(self._key)]
        return func.unnest(*arrays).table_valued(*parts).render_derived(name="wanted")

    def _joined(self, wanted: FromClause) -> Select[Any]:
        same = [wanted.c[f"part{at}"] == one for at, one in enumerate(self._key)]
        return self._select.select_from(wanted.join(self._place, and_(*same)))


def _asked(at: int, one: ColumnElement[Any]) -> Column[Any] | Any:
    return column(f"part{at}", one.type)


class _Form:
    """A statement in the SQL of one dialect, with the conversions of its parameters and columns."""

    def __init__(self, statement: _Statement, dialect: Dialect) -> None:
        if not dialect.positional:
            # Values in their order are handed over as they are; by name they would be sorted out for each execution.
            make: Any = type(dialect)
            dialect = make(paramstyle="format")
        compiled: Any = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        # What is sealed is most of what is read: PostgreSQL would spell it out, twice as long, and the driver take it back.
        self.fetched = {"binary": True} if dialect.name == "postgresql" else {}
        self.order: list[str] = list(compiled.positiontup)
        kinds = [compiled.binds[name].type.dialect_impl(dialect) for name in self.order]
        self._binds = _conversions(kinds, lambda kind: _binding(kind, dialect))
        columns = list(statement.exported_columns)
        kinds = [column.type.dialect_impl(dialect) for column in columns]
        self._results = _conversions(kinds, lambda kind: kind.result_processor(dialect, None))
        make_row: Any = collections.namedtuple
        self._make = partial(tuple.__new__, make_row("Row", [column.name for column in columns]))

    def bind(self, in_order: list[Any]) -> list[Any]:
        for at, convert in self._binds:
            in_order[at] = convert(in_order[at])
        return in_order

    def bind_all(self, rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        return [self.bind(list(row)) for row in rows] if self._binds else rows

    def shape(self, fetched: Sequence[Sequence[Any]]) -> Sequence[Any]:
        if not self._results:
            return list(map(self._make, fetched))
        return [self._make(self._converted(list(row))) for row in fetched]

    def _converted(self, row: list[Any]) -> list[Any]:
        for at, convert in self._results:
            row[at] = convert(row[at])
        return row


def _binding(kind: Any, dialect: Dialect) -> _Convert | None:
    # A day as SQLAlchemy writes it for SQLite, which takes it apart and puts it together for each row.
    days_as_text = isinstance(kind, Date) and dialect.name == "sqlite"
    found: _Convert | None = _day if days_as_text else kind.bind_processor(dialect)
    return found


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _conversions(kinds: Sequence[Any], find: Callable[[Any], _Convert | None]) -> list[tuple[int, _Convert]]:
    """By place. Bytes are bytes to both drivers: what SQLAlchemy wraps them in is for others."""
    found = [(at, find(kind)) for at, kind in enumerate(kinds) if not isinstance(kind, LargeBinary)]
    return [(at, convert) for at, convert in found if convert is not None]
