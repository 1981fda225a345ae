"""A server of a cluster is asked, in each transaction that reads, whether it may answer (`deploy/cluster/leases.sql`)."""

from collections.abc import Iterator

import psycopg
import pytest

from profile_service.actions.errors import BusyError
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.database import Database
from tests.databases import drop, run_server
from tests.postgresql import ADMINISTRATOR

_SAYS = "CREATE OR REPLACE FUNCTION cluster.may_read() RETURNS boolean STABLE LANGUAGE sql AS 'SELECT {}'"


@pytest.fixture
def url() -> Iterator[str]:
    server = run_server()
    made = server.new_database("permission_to_read")
    yield server.address("permission_to_read", ADMINISTRATOR)
    drop(made)


def _says(url: str, what: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE SCHEMA IF NOT EXISTS cluster")
        connection.execute(_SAYS.format(what))


def _read(database: Database) -> int:
    return database.reader.run(lambda _work: 7)


def test_without_a_cluster_nobody_is_asked(url: str) -> None:
    database = Database(url, KeyRing.generate("operator"))
    assert _read(database) == 7
    database.close()


def test_a_server_that_may_not_answers_nothing_and_is_asked_anew_each_time(url: str) -> None:
    _says(url, "true")
    database = Database(url, KeyRing.generate("operator"))
    assert _read(database) == 7
    _says(url, "false")
    for _ in range(2):
        with pytest.raises(BusyError):
            _read(database)
    _says(url, "NULL::boolean")
    with pytest.raises(BusyError):
        _read(database)
    _says(url, "true")
    assert _read(database) == 7
    database.close()
