"""PostgreSQL: nobody watches a connection any longer whose transaction did not even begin, or that is gone."""

import time
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Engine

from profile_service.storage import postgresql
from profile_service.storage.carrying import ORDER_OF_WRITES, Carriage
from profile_service.storage.patience import PATIENCE
from tests import databases
from tests.postgresql import OWNER


@pytest.fixture
def url() -> Iterator[str]:
    address = databases.new_database()
    yield address
    databases.drop(address)


def _watched(driver: object) -> bool:
    return any(one is driver for _, one in list(PATIENCE._watched.values()))


def _engine(url: str) -> Engine:
    return postgresql.engine_for(url, reads_only=False)


def test_a_beginning_that_waits_too_long_for_its_lock_is_watched_no_longer(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgresql._WRITING, "lock_timeout", "200ms")  # type: ignore[index]
    with (
        databases.run_server().connect(databases.name_in(url), OWNER) as other,
        _engine(url).connect() as one,
    ):
        other.execute(f"SELECT pg_advisory_lock({ORDER_OF_WRITES})".encode())
        driver = one.connection.driver_connection
        with pytest.raises(psycopg.errors.LockNotAvailable):
            Carriage(one, writes=True)
        assert not _watched(driver)
        assert not one.invalidated


def test_a_connection_that_was_lost_is_watched_no_longer(url: str) -> None:
    with _engine(url).connect() as one:
        driver = one.connection.driver_connection
        assert driver is not None
        postgresql.grant_time(one, 600)
        assert _watched(driver)
        driver.close()
        ends = time.monotonic() + 10
        while _watched(driver) and time.monotonic() < ends:
            time.sleep(0.05)
        assert not _watched(driver)
