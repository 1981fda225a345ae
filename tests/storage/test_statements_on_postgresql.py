"""What is sent to PostgreSQL as an array arrives as it was, and what is prepared there outlives what is undone, and no migration."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Date, Integer, LargeBinary, String, column, func, select
from sqlalchemy.types import Float, TypeEngine

from profile_service.actions.errors import BusyError
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.arrays import ArrayOf
from profile_service.storage.columns import UtcTime
from profile_service.storage.database import Database, upgrade
from profile_service.storage.inserting import InsertMany
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of
from profile_service.storage.telling_tables import TallyRow
from tests.postgresql import OWNER, Server, running

_RING = KeyRing.generate("operator")
_SWEDEN = timezone(timedelta(hours=2))
_OFTEN = 8
"""More than the driver waits for before it prepares a statement."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as made:
        yield made


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    name = f"one_{uuid.uuid4().hex}"
    address = server.new_database(name)
    upgrade(server.address(name, OWNER))
    opened = Database(address, _RING)
    yield opened
    opened.close()
    server.drop_database(name)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (String(), ["", "a", 'quoted "{}",\\ NULL', "Åsa 🙂 \n\t", None, "null"]),
        (LargeBinary(), [b"", b"\0\\x{},", bytes(range(256)), None]),
        (Integer(), [0, -1, 2**40, None]),
        (Date(), [date(1999, 12, 31), date(2000, 1, 1), date(2038, 1, 20), None]),
        (
            UtcTime(),
            [datetime(1999, 12, 31, 23, 59, 59, 999_999, UTC), datetime(2026, 7, 1, tzinfo=_SWEDEN), None],
        ),
        (String(), []),
    ],
)
def test_what_is_sent_as_an_array_arrives_as_it_was(
    database: Database, kind: TypeEngine[Any], values: Sequence[Any]
) -> None:
    array = ArrayOf(kind)
    sent = (
        func.unnest(array.parameter("values"))
        .table_valued(column("one", kind), with_ordinality="place")
        .render_derived("sent")
    )
    found = Prepared(select(sent.c.one).order_by(sent.c.place))
    for _ in range(_OFTEN):
        rows = database.writer.run(lambda work: found.rows(work._connection, values=array(values)))
        assert [row.one for row in rows] == list(values)


def test_the_character_that_postgresql_keeps_none_of_finds_nothing_and_breaks_nothing() -> None:
    assert ArrayOf(String())(["a\0b"]).packed == ArrayOf(String())(["a\ufffdb"]).packed


def test_there_is_no_array_of_what_nobody_has_packed_before() -> None:
    with pytest.raises(TypeError, match="no array"):
        ArrayOf(Float())


def test_what_is_counted_is_added_to_what_stands_there(database: Database) -> None:
    columns = ("organisation_id", "day", "reader_hash", "ground_hash", "tries")
    adding = InsertMany(table_of(TallyRow), columns, adding="tries")
    rows = [("org_one", date(2026, 1, 1), b"", bytes([at]), at) for at in range(3)]
    database.writer.run(lambda work: adding.run(work._connection, rows))
    now = database.writer.run(lambda work: adding.run(work._connection, rows[1:]))
    assert [row.tries for row in now] == [2, 4]


def _prepared(work: Any) -> int:
    found = work._connection.exec_driver_sql("SELECT count(*) FROM pg_prepared_statements").scalar()
    assert isinstance(found, int)
    return found


def test_what_is_prepared_outlives_what_is_undone(database: Database) -> None:
    def is_refused(work: Any) -> None:
        work._connection.exec_driver_sql("SELECT id FROM organisation")
        raise LookupError

    for _ in range(_OFTEN):
        with pytest.raises(LookupError):
            database.writer.run(is_refused)
        database.reader.run(lambda work: work._connection.exec_driver_sql("SELECT id FROM organisation"))
    assert database.writer.run(_prepared) >= 1
    assert database.reader.run(_prepared) >= 1


@pytest.mark.parametrize("lane", ["writer", "reader"])
def test_a_migration_meanwhile_costs_one_answer(server: Server, database: Database, lane: str) -> None:
    def look(work: Any) -> object:
        return work._connection.exec_driver_sql("SELECT * FROM organisation").all()

    run = getattr(database, lane).run
    for _ in range(_OFTEN):
        run(look)
    with server.connect(str(database.engine.url.database)) as administrator:
        administrator.execute("ALTER TABLE organisation ADD COLUMN another text")
    with pytest.raises(BusyError):
        run(look)
    assert run(look) == []
