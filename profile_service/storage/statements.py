"""Statements of the read path: built once, compiled once for each dialect, run straight on the driver.

Building a statement, looking up its compiled form and unpacking its rows through SQLAlchemy costs about twenty times what
an indexed lookup itself does. The statements are written in Core all the same, so that every database gets its own SQL.
"""

import collections
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update

_Convert = Callable[[Any], Any]


class Prepared:
    """A select, insert, update or delete whose values are all named `bindparam`s.

    It runs inside the transaction that the connection has begun; errors are the driver's own.
    """

    def __init__(self, statement: Select[Any] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def rows(self, connection: Connection, **values: object) -> Sequence[Any]:
        """All rows of a select, with an attribute for each column."""
        form = self._form(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(form.sql, form.bind(values))
            return [form.shape(row) for row in cursor.fetchall()]
        finally:
            cursor.close()

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
            cursor.execute(form.sql, form.bind(values))
        finally:
            cursor.close()

    def _form(self, dialect: Dialect) -> "_Form":
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form(self._statement, dialect)
        return form


class _Form:
    """A statement in the SQL of one dialect, with the conversions of its parameters and columns."""

    def __init__(self, statement: Select[Any] | Insert | Update | Delete, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self._order: list[str] | None = compiled.positiontup
        binds = {name: bound.type.dialect_impl(dialect) for name, bound in compiled.binds.items()}
        self._binds = _conversions((name, kind.bind_processor(dialect)) for name, kind in binds.items())
        columns = list(statement.selected_columns) if isinstance(statement, Select) else []
        make_row: Any = partial(collections.namedtuple, "Row")
        kinds = [column.type.dialect_impl(dialect) for column in columns]
        self._results = _conversions(
            (at, kind.result_processor(dialect, None)) for at, kind in enumerate(kinds)
        )
        self._row = make_row([column.name for column in columns])

    def bind(self, values: dict[str, Any]) -> Any:
        for name, convert in self._binds:
            values[name] = convert(values[name])
        return values if self._order is None else [values[name] for name in self._order]

    def shape(self, row: Sequence[Any]) -> Any:
        found = list(row)
        for at, convert in self._results:
            found[at] = convert(found[at])
        return self._row(*found)


def _conversions(found: Any) -> list[tuple[Any, _Convert]]:
    return [(where, convert) for where, convert in found if convert is not None]
