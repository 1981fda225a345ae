"""The lease keeper's checks end in time, and are so many at a time and no more, whatever becomes of the database and of whoever asks.

Debian's psycopg2 and Patroni, which it runs with on a database's host, are not there where the service's tests run: stand-ins take
their place, of a database that answers, or is silent. The drill (`make drill-failover`) has the real ones.
"""

import importlib.util
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

_PROGRAM = Path(__file__).parents[2] / "deploy" / "cluster" / "lease_keeper.py"
_DONE, _READ, _WRITE = range(3)


class Silent:
    """A connection to a server that takes what it is sent and says nothing."""

    def __init__(self) -> None:
        self._ours, self._theirs = socket.socketpair()

    def __enter__(self) -> "Silent":
        return self

    def __exit__(self, *_: object) -> None:
        self._ours.close()
        self._theirs.close()

    def poll(self) -> int:
        return _READ

    def fileno(self) -> int:
        return self._ours.fileno()


class Database:
    """What psycopg2 connects to: each question waits, in psycopg2's way, until it may be answered."""

    def __init__(self) -> None:
        self.wait: Callable[[], None] = lambda: None
        self.told: list[dict[str, Any]] = []
        self.autocommit = False

    def connect(self, _address: str, **options: object) -> "Database":
        self.told.append(options)
        self.wait()
        return self

    def cursor(self) -> "Database":
        return self

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_: object) -> None: ...

    def execute(self, _statement: str) -> None:
        self.wait()

    def fetchone(self) -> tuple[bool, bool]:
        return True, True

    def close(self) -> None: ...


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def keeper(database: Database, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The program, as a module."""
    psycopg2, extensions = ModuleType("psycopg2"), ModuleType("psycopg2.extensions")
    extensions.__dict__.update(POLL_OK=_DONE, POLL_READ=_READ, POLL_WRITE=_WRITE)
    failed = type("OperationalError", (Exception,), {})
    psycopg2.__dict__.update(
        Error=failed, OperationalError=failed, connect=database.connect, extensions=extensions
    )
    sync = ModuleType("patroni.postgresql.sync")
    sync.__dict__.update(parse_sync_standby_names=lambda _: {})
    found = {"psycopg2": psycopg2, "psycopg2.extensions": extensions, "patroni.postgresql.sync": sync}
    for name, module in {
        **found,
        "patroni": ModuleType("patroni"),
        "patroni.postgresql": ModuleType("patroni.postgresql"),
    }.items():
        monkeypatch.setitem(sys.modules, name, module)
    spec = importlib.util.spec_from_file_location("lease_keeper", _PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    return program


@pytest.fixture
def desk(keeper: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setattr(keeper, "_ANSWER", 0.2)
    monkeypatch.setattr(keeper, "_REQUEST", 3.0)
    server = keeper.Desk(("127.0.0.1", 0), keeper.Checks({"database": ""}))
    serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    serving.start()
    yield server
    server.shutdown()
    server.server_close()
    serving.join(5)


def asked(desk: Any, request: bytes = b"GET /standby HTTP/1.0\r\n\r\n") -> socket.socket:
    client = socket.create_connection(desk.server_address, timeout=10)
    client.sendall(request)
    return client


def status(client: socket.socket) -> str:
    """The answer's status; "cut off" where there is none."""
    with client:
        try:
            said = client.recv(100)
        except ConnectionResetError:
            said = b""
    return said.split()[1].decode() if said else "cut off"


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


def wait_for_nothing(keeper: Any) -> None:
    with Silent() as connection:
        keeper.in_time(connection)


def test_a_check_is_answered(desk: Any) -> None:
    assert status(asked(desk)) == "200"
    assert status(asked(desk, b"GET /elsewhere HTTP/1.0\r\n\r\n")) == "503"


def test_a_silent_database_is_given_up_on_either_side(keeper: Any, database: Database) -> None:
    began = time.monotonic()
    with pytest.raises(keeper.psycopg2.OperationalError):
        wait_for_nothing(keeper)
    assert keeper._ANSWER <= time.monotonic() - began < keeper._ANSWER + 2
    keeper.connect({"database": ""})
    [options] = database.told
    assert options["options"] == "-c statement_timeout=1500"
    assert options["tcp_user_timeout"] == 1500
    assert options["connect_timeout"] == 2


def test_checks_of_a_silent_database_do_not_pile_up(keeper: Any, desk: Any, database: Database) -> None:
    database.wait = lambda: wait_for_nothing(keeper)
    before, most = threading.active_count(), 0
    clients = []
    for _ in range(100):
        clients.append(asked(desk))
        most = max(most, threading.active_count() - before)
    # For each check one thread, and one that cuts it off.
    assert most <= 2 * keeper._CHECKS
    assert {status(one) for one in clients} <= {"503", "cut off"}
    until(lambda: threading.active_count() <= before)
    database.wait = lambda: None
    assert status(asked(desk)) == "200", "every place was given back"


def test_one_check_too_many_is_told_at_once(keeper: Any, desk: Any) -> None:
    waiting = [asked(desk, b"GET /sta") for _ in range(keeper._CHECKS)]
    began = time.monotonic()
    assert status(asked(desk, b"")) == "503"
    assert time.monotonic() - began < 2
    for one in waiting:
        assert status(one) == "cut off"


def test_who_asks_byte_by_byte_does_not_stay(desk: Any) -> None:
    before, began = threading.active_count(), time.monotonic()
    with asked(desk, b"G") as client, pytest.raises(OSError):
        while time.monotonic() - began < 8:
            client.sendall(b"E")
            time.sleep(0.1)
    assert time.monotonic() - began < 7
    until(lambda: threading.active_count() <= before)
