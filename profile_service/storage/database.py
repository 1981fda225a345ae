"""Opening the database: the embedded default and its pragmas, or PostgreSQL; its migrations, and the two lanes into it."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, insert, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from profile_service.storage import embedded, postgresql, roles
from profile_service.storage.carrying import Carriage
from profile_service.storage.lane import Lane
from profile_service.storage.outer_ledger import OuterLedger
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.standing import refuse_if_not_in_use
from profile_service.storage.tables import DataKeyRow, InstallationRow, table_of

_INSTALLATION = table_of(InstallationRow)
_KEYS = table_of(DataKeyRow)
_MIGRATIONS = Path(__file__).parent / "migrations"
_TRIED: Final = 32
"""Data keys of each sealing key, until one opens."""


class DatabaseError(Exception):
    """The database cannot be used as it is: why, and what would help."""


class Database:
    """An open database: `writer` for what changes something, `reader` for what only looks."""

    def __init__(
        self, url: str, sealer: Sealer, read_url: str = "", *, outer: OuterLedger | None = None
    ) -> None:
        self.engine = open_engine(url)
        self.outer = outer
        self.writer = Lane(self.engine, sealer, writes=True, outer=outer)
        self.reader = Lane(open_engine(read_url or url, reads_only=True), sealer, writes=False, outer=outer)

    def close(self) -> None:
        """Finish what is waiting and let go."""
        self.reader.close()
        self.writer.close()
        self.engine.dispose()


def open_engine(url: str, *, reads_only: bool = False) -> Engine:
    """An engine without a pool: each lane keeps its own connection."""
    if not is_sqlite(url):
        return postgresql.engine_for(url, reads_only=reads_only)
    engine = create_engine(embedded.address_of(url.removeprefix("sqlite:///")), poolclass=NullPool)
    embedded.prepare(engine, reads_only=reads_only)
    return engine


def is_sqlite(url: str) -> bool:
    """Whether an address is one of the embedded database."""
    return url.startswith("sqlite:")


def upgrade(url: str) -> None:
    """Bring the schema to the newest migration, all or nothing. Touches nothing where it is there already.

    Raises:
        DatabaseError: it is no database, cannot be written, or was made by a newer version.
        OSError: the file or its folder cannot be made.
    """
    if is_sqlite(url):
        create_private(Path(url.removeprefix("sqlite:///")))
    _migrate(url, "head")


def downgrade(url: str, revision: str) -> None:
    """Take the schema back to an older migration, or to "base", where nothing is left of it. All or nothing.

    Raises:
        DatabaseError: there is no such migration, or no such database.
    """
    _migrate(url, revision)


def _migrate(url: str, revision: str) -> None:
    engine = open_engine(url) if is_sqlite(url) else postgresql.engine_for(url, reads_only=False, moving=True)
    try:
        with telling_errors(url), engine.connect() as connection:
            if revision == "head" and _stands(connection):
                return
            refuse_unfit(url, connection)
            carriage = Carriage(connection, writes=True)
            config = _alembic()
            config.attributes["connection"] = connection
            try:
                if revision == "head":
                    command.upgrade(config, revision)
                    _hand_out(connection)
                else:
                    command.downgrade(config, revision)
                carriage.end()
            except BaseException:
                carriage.give_up()
                raise
    finally:
        engine.dispose()


def _hand_out(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        roles.hand_out(connection)


def _stands(connection: Connection) -> bool:
    # Whoever serves may not make tables, and need not, where they are there.
    with connection.begin():
        return _is_current(connection)


def refuse_unfit(url: str, connection: Connection) -> list[str]:
    """Look at the server, and give what whoever runs it should know.

    Raises:
        DatabaseError: what is acknowledged there would not be safe, or would be sorted otherwise.
    """
    if connection.dialect.name == "sqlite":
        return []
    with connection.begin():
        unfit, doubts = postgresql.faults_of(connection)
    if unfit:
        raise DatabaseError(f"{_shown(url)} cannot be used as it is: {'; '.join(unfit)}")
    return doubts


def check_server(engine: Engine) -> list[str]:
    """As `refuse_unfit`, for an engine that is open."""
    url = engine.url.render_as_string(hide_password=True)
    with telling_errors(url), engine.connect() as connection:
        return refuse_unfit(url, connection)


def _shown(url: str) -> str:
    return url.removeprefix("sqlite:///") if is_sqlite(url) else postgresql.without_secret(url)


@contextmanager
def telling_errors(url: str) -> Iterator[None]:
    """Turn what the libraries below raise into a DatabaseError that names the file and what is wrong."""
    place = _shown(url)
    try:
        yield
    except CommandError:
        raise DatabaseError(
            f"{place} was made by another version of Egenkarta; right would be that version or a newer one"
        ) from None
    except DBAPIError as error:
        raise DatabaseError(_unusable(place, error.orig)) from error
    except (SQLAlchemyError, sqlite3.Error, psycopg.Error) as error:
        raise DatabaseError(_unusable(place, error)) from error


def _unusable(place: str, error: BaseException | None) -> str:
    # The driver's own words name a table or a reason, never what is in a row.
    return (
        f"the database {place} cannot be used: {error}; "
        "right would be a database of Egenkarta's that whoever runs this may write"
    )


def create_private(path: Path) -> None:
    """An empty file for its owner alone; SQLite gives the files that it puts beside it the same mode."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def is_current(engine: Engine) -> bool:
    """Whether there is a database whose schema stands at the newest migration. Makes none.

    Raises:
        DatabaseError: what is there is no database, or cannot be opened.
    """
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
        return False
    with telling_errors(str(engine.url)), engine.connect() as connection:
        return _is_current(connection)


def see_that_it_is_current(engine: Engine) -> None:
    """As `is_current`.

    Raises:
        DatabaseError: it is not, or there is none.
    """
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
        raise DatabaseError(
            f"there is no database at {engine.url.database}: right would be the path of one, or, for a new and empty one there, "
            "'egenkarta db upgrade' first"
        )
    if not is_current(engine):
        raise DatabaseError("the database is not up to date: run 'egenkarta db upgrade' first")


def check_key_ring(engine: Engine, sealer: Sealer, *, every: bool = True) -> None:
    """Open one data key of each sealing key, to find out at the start whether these are this database's keys.

    Args:
        every: False where it is enough that one of them opens: for whoever looks into what somebody has done to the others.

    Raises:
        SealError: they are another's, or older than the last rotation.
        DatabaseError: the keys cannot be read.
    """
    versions, refused = select(_KEYS.c.sealing_version).distinct(), []
    with telling_errors(str(engine.url)), engine.connect() as connection:
        found = connection.execute(versions).scalars().all()
        for version in found:
            some = select(_KEYS).where(_KEYS.c.sealing_version == version).order_by(_KEYS.c.individual_id)
            rows = connection.execute(some.limit(_TRIED)).all()
            try:
                _open_one(rows, sealer)
            except Exception as error:
                refused.append(error)
    if refused and (every or len(refused) == len(found)):
        raise refused[0]


def _open_one(rows: Sequence[Any], sealer: Sealer) -> None:
    # One that does not open is a row that somebody changed, and no reason not to look into it; where none does, it is the keys.
    *others, last = rows
    for row in others:
        with suppress(Exception):
            sealer.unwrap(row.sealing_version, row.wrapped, row.individual_id)
            return
    sealer.unwrap(last.sealing_version, last.wrapped, last.individual_id)


def _is_current(connection: Connection) -> bool:
    return frozenset(MigrationContext.configure(connection).get_current_heads()) == _newest()


@cache
def _newest() -> frozenset[str]:
    """The newest migration of this version, once for each process: every script is compiled to find it out."""
    return frozenset(ScriptDirectory.from_config(_alembic()).get_heads())


def mark(engine: Engine, mode: str, now: datetime) -> None:
    """Write down once what this installation is: "real" or "demo".

    Raises:
        DatabaseError: it is the other kind already, or cannot be written.
        NotInUseError: it was moved, or is half a copy.
    """
    with telling_errors(str(engine.url)), engine.begin() as connection:
        found = connection.execute(select(_INSTALLATION.c.mode)).scalar_one_or_none()
        if found is None:
            connection.execute(insert(_INSTALLATION), {"id": 1, "mode": mode, "created_at": now})
        else:
            refuse_if_not_in_use(connection)
        if found not in (None, mode):
            raise DatabaseError(
                f"this database holds a {found} installation, not a {mode} one: point to another"
            )


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
