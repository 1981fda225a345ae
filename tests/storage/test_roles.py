"""On PostgreSQL the service's role cannot change what only grows, and the tables' owner is stopped by triggers."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from profile_service.storage.database import downgrade, upgrade
from profile_service.storage.postgresql import psycopg_url
from profile_service.storage.roles import APPEND_ONLY, make_roles
from tests import databases
from tests.postgresql import ADMINISTRATOR, OWNER, SERVICE, Server

_CHANGES = ("UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}")


@pytest.fixture(scope="module")
def server() -> Server:
    return databases.run_server()


@pytest.fixture(scope="module")
def name(server: Server) -> Iterator[str]:
    url = databases.new_database()
    yield databases.name_in(url)
    databases.drop(url)


def _refused(server: Server, name: str, role: str, statement: str) -> str:
    with server.connect(name, role) as one, pytest.raises(psycopg.Error) as told:
        one.execute(statement.encode())
    return str(told.value).splitlines()[0]


def _changes(table: str) -> list[str]:
    column = next(iter(SQLModel.metadata.tables[table].columns)).name
    return [one.format(table, column, column) for one in _CHANGES]


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_the_services_role_may_not_change_what_only_grows(server: Server, name: str, table: str) -> None:
    for statement in _changes(table):
        assert "permission denied" in _refused(server, name, SERVICE, statement), statement
    with server.connect(name, SERVICE) as one:
        one.execute(f"TABLE {table}".encode())
        found = one.execute(
            "SELECT string_agg(privilege_type, ',' ORDER BY 1) FROM information_schema.role_table_grants "
            "WHERE table_name = %s AND grantee = 'egenkarta_service'",
            [table],
        ).fetchone()
    assert found == ("INSERT,SELECT",)


@pytest.mark.parametrize("role", [OWNER, ADMINISTRATOR])
def test_the_owner_and_the_administrator_are_stopped_by_the_triggers(server: Server, role: str) -> None:
    url = databases.new_database()
    name = databases.name_in(url)
    with server.connect(name) as one:  # a row in each, whatever it says, since a trigger looks at rows
        one.execute("INSERT INTO journal (id, at, kind, outcome) VALUES ('evt_x', now(), 'read', 'done')")
    for statement in _changes("journal"):
        assert "the journal is append-only" in _refused(server, name, role, statement), statement
    for table in sorted(APPEND_ONLY):
        told = _refused(server, name, role, f"TRUNCATE {table} CASCADE")
        assert f"the {table} is append-only" in told
    databases.drop(url)


def test_every_table_that_only_grows_has_each_of_its_triggers_always_on(server: Server, name: str) -> None:
    with server.connect(name) as one:
        rows = one.execute(
            "SELECT tgrelid::regclass::text, array_agg(tgname::text), bool_and(tgenabled = 'A') FROM pg_trigger "
            "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = 'refuse_change' GROUP BY 1"
        ).fetchall()
    assert {table for table, _, _ in rows} == APPEND_ONLY
    for table, names, always in rows:
        assert always, table
        assert sorted(names) == [f"{table}_no_{event}" for event in ("delete", "truncate", "update")]


def test_the_services_role_makes_and_unmakes_nothing(server: Server, name: str) -> None:
    for statement in (
        "CREATE TABLE own (id int)",
        "CREATE SCHEMA own",
        "DROP TABLE section",
        "ALTER TABLE journal DISABLE TRIGGER journal_no_update",
        "DROP TRIGGER journal_no_update ON journal",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "SET session_replication_role = replica",
        "UPDATE alembic_version SET version_num = '0001'",
        "SELECT setval('journal_seq_seq', 1)",
        f"SET ROLE {OWNER}",
        "COPY (SELECT 1) TO PROGRAM 'true'",
    ):
        told = _refused(server, name, SERVICE, statement)
        assert "permission denied" in told or "must be" in told, (statement, told)


def test_every_other_table_is_the_services_to_write(server: Server, name: str) -> None:
    with server.connect(name, SERVICE) as one:
        for table in sorted(set(SQLModel.metadata.tables) - APPEND_ONLY):
            one.execute(f"DELETE FROM {table} WHERE false".encode())  # noqa: S608


def test_a_table_that_nobody_thought_of_can_be_added_to_and_not_changed(server: Server) -> None:
    url = databases.new_database()
    name = databases.name_in(url)
    with server.connect(name, OWNER) as one:
        one.execute("CREATE TABLE later (id int)")
    with server.connect(name, SERVICE) as one:
        one.execute("INSERT INTO later VALUES (1)")
    assert "permission denied" in _refused(server, name, SERVICE, "DELETE FROM later")
    databases.drop(url)


def test_nobody_else_may_look_in(server: Server, name: str) -> None:
    with server.connect() as one:
        one.execute("DROP ROLE IF EXISTS passer_by")
        one.execute("CREATE ROLE passer_by LOGIN")
    assert "permission denied" in _refused(server, name, "passer_by", "SELECT * FROM journal")
    assert "permission denied" in _refused(server, name, "passer_by", "CREATE TABLE own (id int)")


def test_the_statements_that_are_printed_make_what_is_needed(server: Server) -> None:
    made = make_roles("the owner", "the service", "the-place").splitlines()
    with server.connect() as one:
        for statement in made[1:4]:
            one.execute(statement.encode())
    with server.connect("the-place") as one:
        for statement in (made[4], made[5], made[7]):
            one.execute(statement.encode())
    upgrade(server.address("the-place", "the%20owner"))
    with server.connect("the-place", "the service") as one:
        one.execute("INSERT INTO journal (id, at, kind, outcome) VALUES ('evt_x', now(), 'read', 'done')")
    assert "permission denied" in _refused(server, "the-place", "the service", "DELETE FROM journal")
    with server.connect() as one:
        one.execute('DROP DATABASE "the-place" WITH (FORCE)')
        one.execute('DROP ROLE "the service"')
        one.execute('DROP ROLE "the owner"')


def test_what_was_handed_out_is_taken_back_with_the_tables(server: Server) -> None:
    url = databases.new_database()
    name = databases.name_in(url)
    downgrade(server.address(name, OWNER), "base")
    engine = create_engine(psycopg_url(server.address(name, OWNER)))
    with engine.connect() as one:
        left = one.exec_driver_sql(
            "SELECT count(*) FROM pg_default_acl WHERE defaclacl::text LIKE '%%egenkarta_service%%'"
        ).scalar_one()
        functions = one.exec_driver_sql(
            "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        ).scalar_one()
    engine.dispose()
    assert (left, functions) == (0, 0)
    upgrade(server.address(name, OWNER))
    with server.connect(name, SERVICE) as one:
        one.execute("INSERT INTO journal (id, at, kind, outcome) VALUES ('evt_x', now(), 'read', 'done')")
    databases.drop(url)
