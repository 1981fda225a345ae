"""The tables: as the migrations make them, as the rows say, and keyed by whose they are."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect
from sqlmodel import SQLModel

from profile_service.storage.database import _alembic, is_current, open_engine, upgrade

_WITHOUT_HER_KEY_FIRST = {
    "individual",  # its key is her id
    "journal",  # one book in one order; looked up by (individual_id, seq)
    "connection_code",  # found by the code's hash alone: whose it is is what it tells
    "session",  # found by the cookie's hash alone
    "replay",  # keyed by the caller, who may be an organisation
}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    url = f"sqlite:///{tmp_path / 'db.sqlite3'}"
    upgrade(url)
    return open_engine(url)


def test_the_migrations_make_exactly_the_tables_that_the_rows_say(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    assert is_current(engine)
    engine.dispose()


def test_the_migrations_can_be_taken_back_and_made_again(engine: Engine) -> None:
    def run(step: str) -> None:
        config = _alembic()
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            (command.downgrade if step == "base" else command.upgrade)(config, step)

    run("base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version", "sqlite_sequence"}
    assert not is_current(engine)
    run("head")
    assert is_current(engine)
    engine.dispose()


def test_what_belongs_to_an_individual_is_keyed_by_her_first() -> None:
    seen = set()
    for name, table in SQLModel.metadata.tables.items():
        if "individual_id" not in table.columns:
            continue
        seen.add(name)
        if name not in _WITHOUT_HER_KEY_FIRST:
            assert next(column.name for column in table.primary_key.columns) == "individual_id", name
    assert {"section", "past_version", "data_key", "access_request", "consent_grant"} <= seen


def test_no_constraint_ties_one_person_to_another() -> None:
    for name, table in SQLModel.metadata.tables.items():
        assert not table.foreign_keys, name


def test_every_moment_is_kept_with_its_zone() -> None:
    for name, table in SQLModel.metadata.tables.items():
        for column in table.columns:
            if "TIME" in str(column.type).upper():
                assert type(column.type).__name__ == "UtcTime", (name, column.name)
