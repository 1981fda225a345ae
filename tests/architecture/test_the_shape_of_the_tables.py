"""The tables: as the migrations make them, and as the rows say. How they are keyed: test_the_sharding_of_the_tables.py."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

from profile_service.storage.database import downgrade, is_current, open_engine, upgrade
from tests import databases
from tests.postgresql import OWNER


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database at the newest migration, for its owner."""
    if request.param == "sqlite":
        made = f"sqlite:///{tmp_path / 'db.sqlite3'}"
        upgrade(made)
        yield made
        return
    name = databases.name_in(databases.new_database())
    yield databases.run_server().address(name, OWNER)
    databases.run_server().drop_database(name)


def _differences(url: str) -> list[Any]:
    engine = open_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    return found


def _tell(url: str, *statements: str) -> Any:
    engine = open_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            found = connection.exec_driver_sql(statement)
        told = found.scalar() if found.returns_rows else None
    engine.dispose()
    return told


def test_the_migrations_make_exactly_the_tables_that_the_rows_say(url: str) -> None:
    assert _differences(url) == []
    engine = open_engine(url)
    assert is_current(engine)
    engine.dispose()


def test_the_migrations_can_be_taken_back_and_made_again(url: str) -> None:
    downgrade(url, "base")
    engine = open_engine(url)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version", "sqlite_sequence"}
    assert not is_current(engine)
    upgrade(url)
    assert is_current(engine)
    engine.dispose()
    assert _differences(url) == []


def test_what_stands_in_the_tables_goes_down_and_up_with_them(url: str) -> None:
    _tell(
        url,
        "INSERT INTO client (id, organisation_id, public_jwks, redirect_uris, dpop_required, handles_protected_identity)"
        """ VALUES ('cli_one', 'org_one', '[{"n": 1}, {"n": 2}]', '', false, false)""",
        "INSERT INTO journal (id, at, kind, outcome) VALUES ('evt_one', '2026-01-01 00:00:00', 'read', 'done')",
    )
    downgrade(url, "0010")
    assert str(_tell(url, "SELECT public_jwk FROM client")).replace(" ", "") == '{"n":2}'
    upgrade(url)
    assert str(_tell(url, "SELECT public_jwks FROM client")).replace(" ", "") == '[{"n":2}]'
    assert _tell(url, "SELECT count(*) FROM journal") == 1
    with pytest.raises(Exception, match="append-only"):
        _tell(url, "DELETE FROM journal")


def test_every_moment_is_kept_with_its_zone() -> None:
    for name, table in SQLModel.metadata.tables.items():
        for column in table.columns:
            if "TIME" in str(column.type).upper():
                assert type(column.type).__name__ == "UtcTime", (name, column.name)
