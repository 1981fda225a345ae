"""Opening the database: the embedded default, its pragmas, its migrations, and the two lanes into it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, func, insert, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from profile_service.storage.lane import Lane
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.tables import DataKeyRow, InstallationRow, table_of

_INSTALLATION = table_of(InstallationRow)
_KEYS = table_of(DataKeyRow)
_MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseError(Exception):
    """The database cannot be used as it is: why, and what would help."""


class Database:
    """An open database: `writer` for what changes something, `reader` for what only looks."""

    def __init__(self, url: str, sealer: Sealer) -> None:
        self.engine = open_engine(url)
        self.writer = Lane(self.engine, sealer, writes=True)
        self.reader = Lane(open_engine(url, reads_only=True), sealer, writes=False)

    def close(self) -> None:
        """Finish what is waiting and let go."""
        self.reader.close()
        self.writer.close()
        self.engine.dispose()


def open_engine(url: str, *, reads_only: bool = False) -> Engine:
    """An engine without a pool: each lane keeps its own connection."""
    engine = create_engine(url, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, reads_only=reads_only)
    return engine


def upgrade(url: str) -> None:
    """Bring the schema to the newest migration, all or nothing.

    Raises:
        DatabaseError: it is no database, cannot be written, or was made by a newer version.
        OSError: the file or its folder cannot be made.
    """
    if url.startswith("sqlite:///"):
        create_private(Path(url.removeprefix("sqlite:///")))
    with telling_errors(url):
        engine = open_engine(url)
        with engine.begin() as connection:
            config = _alembic()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        engine.dispose()


@contextmanager
def telling_errors(url: str) -> Iterator[None]:
    """Turn what the libraries below raise into a DatabaseError that names the file and what is wrong."""
    place = url.removeprefix("sqlite:///")
    try:
        yield
    except CommandError:
        raise DatabaseError(
            f"{place} was made by another version of Egenkarta; right would be that version or a newer one"
        ) from None
    except DBAPIError as error:
        raise DatabaseError(_unusable(place, error.orig)) from error
    except (SQLAlchemyError, sqlite3.Error) as error:
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
    if engine.url.database is not None and not Path(engine.url.database).exists():
        return False
    with telling_errors(str(engine.url)), engine.connect() as connection:
        return _is_current(connection)


def check_key_ring(engine: Engine, sealer: Sealer) -> None:
    """Open one data key of each sealing key, to find out at the start whether these are this database's keys.

    Raises:
        SealError: they are another's, or older than the last rotation.
        DatabaseError: the keys cannot be read.
    """
    one_of_each = select(func.min(_KEYS.c.individual_id)).group_by(_KEYS.c.sealing_version)
    with telling_errors(str(engine.url)), engine.connect() as connection:
        for row in connection.execute(select(_KEYS).where(_KEYS.c.individual_id.in_(one_of_each))):
            sealer.unwrap(row.sealing_version, row.wrapped, row.individual_id)


def _is_current(connection: Connection) -> bool:
    heads = set(ScriptDirectory.from_config(_alembic()).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == heads


def mark(engine: Engine, mode: str, now: datetime) -> None:
    """Write down once what this installation is: "real" or "demo".

    Raises:
        DatabaseError: it is the other kind already, or cannot be written.
    """
    with telling_errors(str(engine.url)), engine.begin() as connection:
        found = connection.execute(select(_INSTALLATION.c.mode)).scalar_one_or_none()
        if found is None:
            connection.execute(insert(_INSTALLATION), {"id": 1, "mode": mode, "created_at": now})
        elif found != mode:
            raise DatabaseError(
                f"this database holds a {found} installation, not a {mode} one: point to another"
            )


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _prepare_sqlite(engine: Engine, *, reads_only: bool) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver's own transactions begin too late and release savepoints: it is told to keep out of it.
        connection.isolation_level = None
        for pragma in (
            "busy_timeout=5000",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")
        if reads_only:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
