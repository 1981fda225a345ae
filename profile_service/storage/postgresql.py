"""PostgreSQL: how a connection is made and pinned, what a server must be, and when a commit counts.

Nothing is taken for granted of what a server, a role or an address sets for its sessions: each connection of the service
says itself what it needs, and reads it back at the start.
"""

import select
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg.adapt import Dumper
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool

from profile_service.storage.arrays import take_arrays, without_nul
from profile_service.storage.patience import PATIENCE

_CONNECTING: Final = {
    "client_encoding": "UTF8",
    "connect_timeout": "5",
    # A server that is gone without a word is noticed, and the next connection finds its successor.
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
_WRITING: Final = {
    "timezone": "UTC",
    "datestyle": "ISO, YMD",
    "statement_timeout": "15s",
    "lock_timeout": "10s",
    # A process that is held up in the middle of a unit of work would hold up all others for ever.
    "idle_in_transaction_session_timeout": "60s",
}
_READING: Final = _WRITING | {"statement_timeout": "60s"}
_MOVING: Final = _WRITING | {"statement_timeout": "0", "idle_in_transaction_session_timeout": "0"}
_DURABLE: Final = (
    "SELECT set_config('synchronous_commit',"
    " CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false)"
)
"""On, or more where the server asks for more: an answer follows only on what is on the disk, and on each standby that must have it."""

_BYTEWISE: Final = ("C", "POSIX", "C.UTF-8", "C.utf8")
_OLDEST: Final = 150_000
_FACTS: Final = """
SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), datcollate,
       current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'),
       current_setting('data_checksums')
FROM pg_database WHERE datname = current_database()
"""
_SAID: Final = "warnings"
_LIMITED: Final = "limited"
FOR_A_TRANSACTION: Final = {True: 20.0, False: 70.0}
"""Seconds for all of one, where it writes and where it only reads: a server that keeps no limit of its own is left after that."""
_FOR_A_COMMIT: Final = 10.0
"""Seconds that a commit may wait for the disk, and for the standbys that must have it: the server knows no limit for that."""
_BEGINS: Final = "begins"
_LEASED: Final = "leased"
_MAY_READ: Final = "SELECT cluster.may_read()"
_IS_LEASED: Final = "SELECT to_regprocedure('cluster.may_read()') IS NOT NULL"


class UncertainError(psycopg.OperationalError):
    """A transaction of which nobody knows whether it is on every disk that must have it. Whoever waits is told no."""


class NotNowError(psycopg.OperationalError):
    """A server of a cluster that may not answer reads at this moment: it could lack what was acknowledged."""


class _Text(Dumper):
    def dump(self, obj: str) -> bytes:
        return without_nul(obj)


def engine_for(url: str, *, reads_only: bool, moving: bool = False) -> Engine:
    """An engine whose connections are pinned. `moving` for what takes its time: migrations, copies.

    One that only reads sees one state for as long as a transaction lasts, and cannot write.
    """
    address = psycopg_url(url)
    told = {key: value for key, value in _CONNECTING.items() if key not in address.query}
    if "application_name" not in address.query:
        told["application_name"] = "egenkarta reading" if reads_only else "egenkarta"
    if not reads_only and "target_session_attrs" not in address.query:
        told["target_session_attrs"] = "read-write"
    engine = create_engine(address, poolclass=NullPool, connect_args=told)
    settings = _MOVING if moving else _READING if reads_only else _WRITING
    event.listen(engine, "connect", _pinning(settings, reads_only=reads_only))
    return engine


def psycopg_url(url: str) -> URL:
    """The address with the driver that is used here."""
    return make_url(url).set(drivername="postgresql+psycopg")


def without_secret(url: str) -> str:
    """An address as it may be shown."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=True).partition("?")[0]


def _pinning(settings: Mapping[str, str], *, reads_only: bool) -> Any:
    says = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in settings.items())

    def on_connect(driver: psycopg.Connection[Any], record: Any) -> None:
        warnings: list[str] = []
        record.info[_SAID] = warnings
        record.info[_LIMITED] = settings is not _MOVING

        def on_notice(notice: psycopg.errors.Diagnostic) -> None:
            if notice.severity_nonlocalized == "WARNING":
                warnings.append(notice.message_primary or "")

        driver.add_notice_handler(on_notice)
        driver.adapters.register_dumper(str, _Text)
        take_arrays(driver)
        driver.autocommit = True
        driver.execute(f"SELECT {says}".encode())
        driver.execute(_DURABLE.encode())
        leased = driver.execute(_IS_LEASED.encode()).fetchone() if reads_only else None
        record.info[_LEASED] = leased is not None and bool(leased[0])
        driver.autocommit = False
        driver.isolation_level = (
            psycopg.IsolationLevel.REPEATABLE_READ if reads_only else psycopg.IsolationLevel.READ_COMMITTED
        )
        driver.read_only = reads_only
        record.info[_BEGINS] = _begin(driver.isolation_level, reads_only=reads_only)

    return on_connect


def _begin(isolation: psycopg.IsolationLevel, *, reads_only: bool) -> str:
    return (
        f"BEGIN ISOLATION LEVEL {isolation.name.replace('_', ' ')} READ {'ONLY' if reads_only else 'WRITE'}"
    )


def begin_with(connection: Connection, first: str) -> None:
    """Begin a transaction as this connection begins them, and say the first thing in it, with one message and not two."""
    say(connection, f"{connection.info[_BEGINS]}; {first}")


def say(connection: Connection, words: str) -> None:
    """Commands without values or an answer, past the driver, which costs a third."""
    driver = _driver(connection)
    result = driver.pgconn.exec_(words.encode())
    if result.status not in {ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK}:
        raise error_from_result(result, driver.info.encoding)


def undo(connection: Connection, words: str) -> None:
    """A ROLLBACK of some kind. The driver forgets at each all that is prepared, lest a table is another one now.

    Where nothing has failed no table is, so that is kept. Where something has, a migration meanwhile may be why.
    """
    if has_failed(connection):
        _driver(connection).execute(words.encode())
    else:
        say(connection, words)


def has_failed(connection: Connection) -> bool:
    """Whether the transaction can only be rolled back."""
    status = _driver(connection).info.transaction_status
    return status not in {TransactionStatus.IDLE, TransactionStatus.INTRANS}


def ask_whether_it_may(connection: Connection) -> None:
    """At the start of a transaction that only reads: may this server answer from the state that the transaction now sees?

    Where the server belongs to no cluster (`deploy/cluster`), there is nobody else who could know better.

    Raises:
        NotNowError: it may not.
    """
    if connection.info.get(_LEASED) and connection.exec_driver_sql(_MAY_READ).scalar_one() is not True:
        raise NotNowError("this server has no permission to answer reads just now")


def is_gone(connection: Connection) -> bool:
    """Whether the server has hung up while nothing was asked of it: then there is something to read where nothing should be."""
    if connection.dialect.name != "postgresql" or connection.closed or connection.invalidated:
        return False
    driver = _driver(connection)
    if driver.closed:
        return True
    waiting = select.poll()
    waiting.register(driver.fileno(), select.POLLIN)
    return bool(waiting.poll(0))


def grant_time(connection: Connection, seconds: float) -> None:
    """Leave the server when it takes longer from now on, unless this connection is for what takes its time."""
    if connection.info.get(_LIMITED):
        PATIENCE.watch(_driver(connection), seconds)


def take_time_back(connection: Connection) -> None:
    """It has come to an end."""
    if not (connection.closed or connection.invalidated) and connection.info.get(_LIMITED):
        PATIENCE.release(_driver(connection))


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


@contextmanager
def surely(connection: Connection) -> Iterator[None]:
    """Around a commit: an error where the server does not say that all of it is durable everywhere it must be.

    A server answers COMMIT with success, and a warning, where the wait for a standby was cancelled, and with success
    alone where the transaction had failed before and was rolled back.

    Raises:
        UncertainError: nobody knows.
    """
    driver = _driver(connection)
    warnings: list[str] = connection.info[_SAID]
    began = driver.info.transaction_status is not TransactionStatus.IDLE
    if began and driver.info.transaction_status is not TransactionStatus.INTRANS:
        raise UncertainError("the transaction had failed before it was to be committed")
    warnings.clear()
    grant_time(connection, _FOR_A_COMMIT)
    yield
    if warnings:
        raise UncertainError(f"the server committed with a warning: {warnings[0]}")


def faults_of(connection: Connection) -> tuple[list[str], list[str]]:
    """What is wrong with the server: what makes it unfit, and what whoever runs it should know. Each says what would be right."""
    version, encoding, collation, fsync, pages, commits, checksums = connection.exec_driver_sql(_FACTS).one()
    unfit = []
    if version < _OLDEST:
        unfit.append("it is older than PostgreSQL 15")
    if encoding != "UTF8":
        unfit.append(f"its encoding is {encoding}; right would be UTF8")
    if collation not in _BYTEWISE:
        unfit.append(
            f"its texts are sorted as in {collation}, which another release of the system sorts otherwise; "
            "right would be CREATE DATABASE ... TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
        )
    if fsync != "on":
        unfit.append(
            "fsync is off, so that a power cut loses what was acknowledged; right would be fsync = on"
        )
    if pages != "on":
        unfit.append(
            "full_page_writes is off, so that a power cut tears pages; right would be full_page_writes = on"
        )
    if commits not in ("on", "remote_apply"):
        unfit.append(f"synchronous_commit stays {commits}; right would be on")
    doubts = []
    if checksums != "on":
        doubts.append(
            "the cluster has no data checksums, so that a rotten page is not noticed; right would be "
            "pg_checksums --enable while the server is stopped, or initdb --data-checksums"
        )
    return unfit, doubts
