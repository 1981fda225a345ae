"""PostgreSQL: what each connection asks of the server, when a commit counts, and what becomes of a server that is gone.

These run on a real server in every run, whichever database the rest of the suite is on.
"""

import os
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from profile_service.actions.errors import BusyError
from profile_service.signing.key_ring import KeyRing
from profile_service.storage import carrying, postgresql
from profile_service.storage.database import Database, DatabaseError, check_server, open_engine, upgrade
from tests import databases
from tests.postgresql import OWNER, SERVICE, Server, running

_RING = KeyRing.generate("operator")
_ALTERED = "UPDATE organisation SET name = '{}' WHERE id = 'org_one'"
_FOUND = "SELECT name FROM organisation WHERE id = 'org_one'"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of its own: it is killed and told to wait for standbys that there are not."""
    with running() as made:
        yield made


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    name = f"one_{uuid.uuid4().hex}"
    address = server.new_database(name)
    upgrade(server.address(name, OWNER))
    with server.connect(name) as raw:
        raw.execute(
            "INSERT INTO organisation (id, name, number, role) VALUES ('org_one', 'as it was', '', 'agency')"
        )
    yield address
    server.drop_database(name)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url, _RING)
    yield opened
    opened.close()


def _tell(database: Database, statement: str) -> Any:
    def action(work: Any) -> Any:
        found = work._connection.exec_driver_sql(statement)
        return found.scalar() if found.returns_rows else None

    return database.writer.run(action)


def _look(database: Database, statement: str) -> Any:
    return database.reader.run(lambda work: work._connection.exec_driver_sql(statement).scalar())


def _raw(server: Server, url: str, statement: str) -> Any:
    with server.connect(databases.name_in(url)) as one:
        found = one.execute(statement.encode())
        return found.fetchone() if found.description else None


def test_each_connection_says_itself_what_it_needs(server: Server, url: str) -> None:
    for setting in ("synchronous_commit = off", "timezone = 'Asia/Tehran'", "statement_timeout = 900",
                    "default_transaction_isolation = 'serializable'", "datestyle = 'German'"):  # fmt: skip
        _raw(server, url, f"ALTER ROLE {SERVICE} IN DATABASE {databases.name_in(url)} SET {setting}")
    opened = Database(url, _RING)
    asked = {
        name: (_tell(opened, f"SHOW {name}"), _look(opened, f"SHOW {name}"))
        for name in ("synchronous_commit", "timezone", "statement_timeout", "lock_timeout", "datestyle",
                     "idle_in_transaction_session_timeout", "transaction_isolation", "transaction_read_only",
                     "application_name", "client_encoding")
    }  # fmt: skip
    opened.close()
    assert asked == {
        "synchronous_commit": ("on", "on"),
        "timezone": ("UTC", "UTC"),
        "statement_timeout": ("15s", "1min"),
        "lock_timeout": ("10s", "10s"),
        "datestyle": ("ISO, YMD", "ISO, YMD"),
        "idle_in_transaction_session_timeout": ("1min", "1min"),
        "transaction_isolation": ("read committed", "repeatable read"),
        "transaction_read_only": ("off", "on"),
        "application_name": ("egenkarta", "egenkarta reading"),
        "client_encoding": ("UTF8", "UTF8"),
    }


def test_more_than_on_stays_more_than_on(server: Server, url: str) -> None:
    _raw(
        server,
        url,
        f"ALTER ROLE {SERVICE} IN DATABASE {databases.name_in(url)} SET synchronous_commit = remote_apply",
    )
    opened = Database(url, _RING)
    assert _tell(opened, "SHOW synchronous_commit") == "remote_apply"
    opened.close()


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ((140_000, "UTF8", "C", "on", "on", "on", "on"), "older than PostgreSQL 15"),
        ((150_000, "LATIN1", "C", "on", "on", "on", "on"), "encoding is LATIN1"),
        ((150_000, "UTF8", "sv_SE.UTF-8", "on", "on", "on", "on"), "sorted as in sv_SE.UTF-8"),
        ((150_000, "UTF8", "C", "off", "on", "on", "on"), "fsync is off"),
        ((150_000, "UTF8", "C", "on", "off", "on", "on"), "full_page_writes is off"),
        ((150_000, "UTF8", "C", "on", "on", "local", "on"), "synchronous_commit stays local"),
    ],
)
def test_a_server_that_would_not_keep_what_it_is_given_is_refused(
    url: str, monkeypatch: pytest.MonkeyPatch, told: tuple[Any, ...], what: str
) -> None:
    monkeypatch.setattr(postgresql, "_FACTS", f"SELECT {', '.join(map(repr, told))}")
    engine = open_engine(url)
    with pytest.raises(DatabaseError, match=what):
        check_server(engine)
    engine.dispose()


def test_a_server_without_data_checksums_is_told_of_and_used(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(url)
    assert check_server(engine) == []
    monkeypatch.setattr(postgresql, "_FACTS", "SELECT 150000, 'UTF8', 'C', 'on', 'on', 'on', 'off'")
    assert ["checksums" in one for one in check_server(engine)] == [True]
    engine.dispose()


def test_an_error_names_the_database_and_no_secret() -> None:
    with pytest.raises(DatabaseError) as told:
        upgrade("postgresql://somebody:very-secret@127.0.0.1:1/nowhere?options=-csearch_path%3Dsecret")
    assert "127.0.0.1" in str(told.value)
    assert "secret" not in str(told.value)


def test_a_commit_that_the_server_answers_with_a_warning_is_no_acknowledgement(
    server: Server, url: str, database: Database
) -> None:
    _raw(server, url, "CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS "
                      "$$ BEGIN RAISE WARNING 'at the commit'; RETURN NULL; END $$")  # fmt: skip
    _raw(server, url, "CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON organisation DEFERRABLE INITIALLY DEFERRED "
                      "FOR EACH ROW EXECUTE FUNCTION warn()")  # fmt: skip
    with pytest.raises(BusyError):
        _tell(database, _ALTERED.format("new"))
    _raw(server, url, "DROP TRIGGER late ON organisation")
    assert _tell(database, _ALTERED.format("newer")) is None
    assert _look(database, _FOUND) == "newer"


def test_a_wait_for_a_standby_that_was_cancelled_is_no_acknowledgement(
    server: Server, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "_FOR_A_COMMIT", 0.5)
    opened = Database(url, _RING)
    assert _tell(opened, _ALTERED.format("before")) is None
    with server.connect() as one:
        one.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
        one.execute("SELECT pg_reload_conf()")
    try:
        time.sleep(0.3)
        with pytest.raises(BusyError):
            _tell(opened, _ALTERED.format("alone"))
    finally:
        with server.connect() as one:
            one.execute("ALTER SYSTEM RESET synchronous_standby_names")
            one.execute("SELECT pg_reload_conf()")
    time.sleep(0.3)
    assert _tell(opened, _ALTERED.format("again")) is None
    opened.close()


def test_a_server_that_stands_still_is_left(
    server: Server, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _tell(database, _ALTERED.format("moving")) is None
    monkeypatch.setattr(postgresql, "FOR_A_TRANSACTION", {True: 0.3, False: 0.3})
    monkeypatch.setattr(carrying, "FOR_A_TRANSACTION", {True: 0.3, False: 0.3})
    backends = server.backends()
    for pid in backends:
        os.kill(pid, signal.SIGSTOP)
    try:
        for look in (_tell, _look):
            with pytest.raises(BusyError):
                look(database, _FOUND)
    finally:
        for pid in backends:
            os.kill(pid, signal.SIGCONT)
    monkeypatch.undo()
    assert _look(database, _FOUND) == "moving"


def test_a_transaction_that_failed_unnoticed_is_not_called_committed(database: Database) -> None:
    def swallowing(work: Any) -> None:
        work._connection.exec_driver_sql(_ALTERED.format("lost"))
        with pytest.raises(Exception, match="division by zero"):
            work._connection.exec_driver_sql("SELECT 1 / 0")

    with pytest.raises(BusyError):
        database.writer.run(swallowing)
    assert _look(database, _FOUND) == "as it was"


def test_a_server_that_was_killed_is_found_again_and_nothing_is_half_done(
    server: Server, url: str, database: Database
) -> None:
    assert _tell(database, _ALTERED.format("kept")) is None
    assert _look(database, _FOUND) == "kept"
    inside, go_on = threading.Event(), threading.Event()

    def halfway(work: Any) -> None:
        work._connection.exec_driver_sql(_ALTERED.format("half"))
        inside.set()
        go_on.wait(20)

    with ThreadPoolExecutor(1) as pool:
        half = pool.submit(database.writer.run, halfway)
        assert inside.wait(20)
        server.kill()
        go_on.set()
        with pytest.raises(BusyError):
            half.result(20)
    with pytest.raises(BusyError):
        _look(database, _FOUND)
    server.start()
    assert _look(database, _FOUND) == "kept"
    assert _tell(database, _ALTERED.format("after")) is None


def test_a_connection_that_was_ended_while_nothing_was_asked_costs_nobody_an_error(
    server: Server, url: str, database: Database
) -> None:
    for _ in range(3):
        assert _tell(database, "SELECT 1") == _look(database, "SELECT 1") == 1
        with server.connect() as one:
            ended = one.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s AND usename = %s",
                [databases.name_in(url), SERVICE],
            ).fetchone()
        assert ended == (2,)
        time.sleep(0.1)


def test_a_writer_that_is_held_up_lets_the_others_go_on_at_last(
    server: Server, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgresql._WRITING, "idle_in_transaction_session_timeout", "500ms")  # type: ignore[index]
    stuck, other = Database(url, _RING), Database(url, _RING)
    go_on = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        held = pool.submit(stuck.writer.run, lambda _work: go_on.wait(20))
        time.sleep(0.1)
        assert pool.submit(_tell, other, _ALTERED.format("other")).result(15) is None
        go_on.set()
        with pytest.raises(BusyError):
            held.result(15)
    stuck.close()
    other.close()


def test_the_lane_that_reads_can_be_pointed_elsewhere(url: str) -> None:
    opened = Database(url, _RING, f"{url}&application_name=standby")
    assert _look(opened, "SHOW application_name") == "standby"
    assert _tell(opened, "SHOW application_name") == "egenkarta"
    assert _look(opened, "SHOW transaction_read_only") == "on"
    with pytest.raises(BusyError):
        _look(opened, "DELETE FROM section RETURNING 1")
    opened.close()


def test_an_address_of_several_servers_is_understood() -> None:
    found = postgresql.psycopg_url("postgresql://one@/db?host=10.0.0.1:5432&host=10.0.0.2:5432")
    assert found.query["host"] == ("10.0.0.1:5432", "10.0.0.2:5432")
    assert make_url("postgresql://one@/db").host is None
    assert psycopg.pq.version() >= 150000
