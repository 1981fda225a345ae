"""Copy an installation to another database, whichever of the two each is; what was stopped goes on where it was.

Each transaction at the target holds some rows of one table and says up to which key they go, so that whatever is killed
leaves a prefix that the next run knows of. At the end every table is read on both sides and compared, and only
then is the target called an installation.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    delete,
    func,
    insert,
    inspect,
    literal,
    select,
    tuple_,
    update,
)

from profile_service.storage.carrying import Carriage
from profile_service.storage.database import is_sqlite, open_engine
from profile_service.storage.moving.digests import APART, Digest, digest_of, tables
from profile_service.storage.moving.journal_root import stands
from profile_service.storage.postgresql import engine_for
from profile_service.storage.standing import COPYING, MOVED, Standing, standing_of
from profile_service.storage.tables import InstallationRow, table_of

_INSTALLATION: Final = table_of(InstallationRow)
_OWN: Final = MetaData()
_PLACES: Final = Table(
    "copying", _OWN, Column("name", String, primary_key=True), Column("last", String), Column("rows", Integer)
)
"""In a target that is half done: how far each table is. It is taken away at the end."""
_NOT_OURS: Final = frozenset({"alembic_version", "sqlite_sequence", _PLACES.name})


class CopyError(Exception):
    """The copy cannot be made, or is not like the original: what is wrong, and what would be right."""


@dataclass(frozen=True, slots=True)
class Step:
    """So many rows of so many are there."""

    what: str
    done: int
    total: int


def end_of(url: str, *, reads_only: bool = False) -> Engine:
    """One end of a copy: nothing that takes long is cut off there."""
    if is_sqlite(url):
        return open_engine(url, reads_only=reads_only)
    return engine_for(url, reads_only=reads_only, moving=True)


def refuse_foreign(target: Engine) -> None:
    """Keep out of a database that holds something else than Egenkarta's tables.

    Raises:
        CopyError: it does.
    """
    if target.dialect.name == "sqlite" and not Path(str(target.url.database)).exists():
        return
    with target.connect() as connection, connection.begin():
        there = set(inspect(connection).get_table_names())
    if there and "alembic_version" not in there:
        raise CopyError("the target holds somebody else's tables: right would be an empty database")


def look_at(source: Engine, target: Engine) -> None:
    """Find out whether one can be copied to the other. Both are at the newest migration. Nothing is changed.

    Raises:
        CopyError: the target holds something else, or the source something that nobody knows.
    """
    with source.connect() as connection, connection.begin():
        there = standing_of(connection)
        strange = set(inspect(connection).get_table_names()) - set(tables()) - APART - _NOT_OURS
    if strange:
        raise CopyError(f"the source has tables that are not Egenkarta's: {', '.join(sorted(strange))}")
    with target.connect() as connection, connection.begin():
        found = standing_of(connection)
        if found is not None:
            _recognise(there, found)
            return
        for name, table in tables().items():
            if connection.execute(select(table).limit(1)).first() is not None:
                raise CopyError(f"the target holds {name} already: right would be an empty database")


def _recognise(source: Standing | None, target: Standing) -> None:
    moved = source is not None and source.state == MOVED
    if target.state != COPYING or not moved or source is None or source.move != target.move:
        raise CopyError(
            "the target holds an installation, or another one's half copy: right would be an empty database"
        )


def copy(source: Engine, target: Engine, move: Standing, rows: int) -> Iterator[Step]:
    """Do what is left to do; tells how far it is after each transaction.

    Args:
        move: what the source says of itself since it was closed.
        rows: how many share a transaction.
    """
    with source.connect() as read, read.begin(), target.connect() as written:
        _begin(read, written, move)
        for name, table in tables().items():
            total = _count(read, table)
            for done in _copy_table(read, written, table, rows):
                yield Step(name, done, total)
        for name in _set_sequences(written):
            yield Step(f"sequence of {name}", 1, 1)


def verify(source: Engine, target: Engine) -> Iterator[tuple[str, Digest]]:
    """Read every table on both sides, and work out the root of the journal's tree at the target.

    Raises:
        CopyError: one differs, or the root is not the one that was signed.
    """
    with source.connect() as first, first.begin(), target.connect() as second, second.begin():
        for name, table in tables().items():
            there, here = digest_of(first, table), digest_of(second, table)
            if there != here:
                raise CopyError(
                    f"{name} is not the same on both sides ({there.rows} rows there, {here.rows} here): "
                    "right would be to begin again with an empty target"
                )
            yield name, here
        if not stands(second):
            raise CopyError(
                "the leaves of the journal's tree do not make the root that was signed: see 'journal verify'"
            )


def open_target(target: Engine, kind: str) -> None:
    """Call the target what the source was; from then on it can be served."""
    with target.connect() as connection:
        carriage = Carriage(connection, writes=True)
        connection.execute(update(_INSTALLATION).values(mode=kind))
        _PLACES.drop(connection)
        carriage.end()


def _begin(read: Connection, written: Connection, move: Standing) -> None:
    carriage = Carriage(written, writes=True)
    if standing_of(written) is None:
        row = read.execute(select(_INSTALLATION)).mappings().one()
        standing = Standing(move.kind, COPYING, move.move)
        written.execute(insert(_INSTALLATION), {**row, "mode": str(standing)})
        _OWN.create_all(written)
    carriage.end()


def _copy_table(read: Connection, written: Connection, table: Table, rows: int) -> Iterator[int]:
    keys = list(table.primary_key.columns)
    place = _place(written, table)
    done, last = place or (0, None)
    while True:
        found = select(table).order_by(*keys).limit(rows)
        if last is not None:
            found = found.where(tuple_(*keys) > tuple_(*map(_bound, keys, last)))
        page = [dict(row) for row in read.execute(found).mappings()]
        if page:
            last = [page[-1][key.name] for key in keys]
            done += len(page)
            _write(written, table, page, json.dumps([_dumped(value) for value in last]), done)
            yield done
        if len(page) < rows:
            return


def _write(written: Connection, table: Table, page: Sequence[dict[str, Any]], last: str, done: int) -> None:
    carriage = Carriage(written, writes=True)
    try:
        written.execute(insert(table), page)
        written.execute(delete(_PLACES).where(_PLACES.c.name == table.name))
        written.execute(insert(_PLACES), {"name": table.name, "last": last, "rows": done})
        carriage.end()
    except BaseException:
        carriage.give_up()
        raise


def _place(written: Connection, table: Table) -> tuple[int, list[Any]] | None:
    with written.begin():
        row = written.execute(select(_PLACES).where(_PLACES.c.name == table.name)).one_or_none()
    return None if row is None else (row.rows, [_loaded(value) for value in json.loads(row.last)])


def _count(connection: Connection, table: Table) -> int:
    found: int = connection.execute(select(func.count()).select_from(table)).scalar_one()
    return found


def _set_sequences(written: Connection) -> Iterator[str]:
    """PostgreSQL counts on where the rows end; SQLite does so by itself."""
    if written.dialect.name != "postgresql":
        return
    for name, table in tables().items():
        for column in table.primary_key.columns:
            with written.begin():
                asked = f"SELECT pg_get_serial_sequence('\"{name}\"', '{column.name}')"
                sequence = written.exec_driver_sql(asked).scalar_one()
                if sequence is not None:
                    last = f'SELECT setval(\'{sequence}\', (SELECT COALESCE(MAX("{column.name}"), 0) + 1 FROM "{name}"), false)'  # noqa: S608
                    written.exec_driver_sql(last)
                    yield name


def _bound(key: Column[Any], value: object) -> ColumnElement[Any]:
    return literal(value, key.type)


def _dumped(value: object) -> object:
    match value:
        case bytes():
            return {"bytes": value.hex()}
        case date():
            return {"date": value.isoformat()}
        case _:
            return value


def _loaded(value: Any) -> Any:
    match value:
        case {"bytes": str(written)}:
            return bytes.fromhex(written)
        case {"date": str(written)}:
            return date.fromisoformat(written)
        case _:
            return value
