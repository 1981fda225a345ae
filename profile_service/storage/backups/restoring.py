"""Put a backup that was checked back into an empty place.

Any content goes with any later file of keys: whoever has no key there was erased in between, and her rows are taken
away. Until nothing is left to be done, what is there is nothing that could be served: on SQLite it has another name, and on
PostgreSQL it stands at no migration, and then says of itself that it is a restore that was stopped.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    delete,
    insert,
    inspect,
    select,
    update,
)
from sqlmodel import SQLModel

from consent.vocabulary import IndividualId
from profile_service.storage.backups import on_postgresql, on_sqlite
from profile_service.storage.backups.checking import Checked
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.filling import Again, PutBack, fill
from profile_service.storage.backups.making import counts_of
from profile_service.storage.backups.manifest import Manifest
from profile_service.storage.carrying import Carriage
from profile_service.storage.database import create_private, is_sqlite, telling_errors, upgrade
from profile_service.storage.moving.copying import end_of
from profile_service.storage.moving.journal_root import newest_root, stands
from profile_service.storage.outside import sync_folder
from profile_service.storage.roles import hand_out
from profile_service.storage.standing import COPYING, RESTORE, Standing, standing_of
from profile_service.storage.tables import IndividualRow, InstallationRow, table_of
from profile_service.storage.unit_of_work import UnitOfWork

_INSTALLATION: Final = table_of(InstallationRow)
_INDIVIDUALS: Final = table_of(IndividualRow)
_VERSION: Final = Table("alembic_version", MetaData(), Column("version_num", String))
_HELD_TOGETHER: Final = 200
_PASSING: Final = (
    "session",
    "sign_in_attempt",
    "passkey_ceremony",
    "authorization_code",
    "pushed_request",
    "refresh_token",
    "connection_code",
    "help_code",
    "mandate_code",
    "start_code",
    "staff_invitation",
)
"""What was handed out to be used soon. Whoever holds it, and whether it was used or taken back since, nobody knows any more."""


def put_back(found: Checked, url: str, again: Again) -> PutBack:
    """Into a place where nothing is; erase again whom the keys and the ledger name, hold whom somebody asked to hold, and say
    last of all that the database is in use.

    Raises:
        BackupError: there is something, it is the other kind of database, or what came out is not what was backed up.
        DatabaseError: the place cannot be written, or the backup is of a newer version.
    """
    if is_sqlite(url) != (found.manifest.database == "sqlite"):
        raise BackupError(
            f"this backup is of {found.manifest.database}: right would be to put it back there, and then 'egenkarta db copy'"
        )
    with telling_errors(url):
        if not is_sqlite(url):
            _place_dump(found, url)
            return _make_whole(found, url, again)
        target = Path(url.removeprefix("sqlite:///"))
        with _fresh_file(found, target) as fresh:
            put = _make_whole(found, f"sqlite:///{fresh}", again)
            on_sqlite.settle(fresh)
            fresh.rename(target)
        sync_folder(target.parent)
        return put


def everybody(engine: Engine) -> list[IndividualId]:
    """Who has an account there."""
    with engine.connect() as connection, connection.begin():
        return [IndividualId(row[0]) for row in connection.execute(select(_INDIVIDUALS.c.id))]


def _make_whole(found: Checked, url: str, again: Again) -> PutBack:
    engine = end_of(url)
    _compare(engine, found.manifest)
    _begin(engine, found.manifest)
    upgrade(url)
    _give_rights(engine)
    _check_root(engine, found.manifest)
    put = fill(engine, found, again)
    put = replace(put, held=_hold_everybody(engine, again))
    _open(engine)
    engine.dispose()
    return put


def _open(engine: Engine) -> None:
    """Say that the database is in use: nothing is left to be done before it may be served."""
    with engine.connect() as connection:
        carriage = Carriage(connection, writes=True)
        standing = standing_of(connection)
        if standing is not None:
            connection.execute(update(_INSTALLATION).values(mode=standing.kind))
        carriage.end()


def _hold_everybody(engine: Engine, again: Again) -> int:
    """Let nobody read, some people in each transaction; how many they are. Nothing where that was not asked for."""
    hold = again.hold
    if hold is None:
        return 0
    people = everybody(engine)
    with engine.connect() as connection:
        for at in range(0, len(people), _HELD_TOGETHER):
            carriage = Carriage(connection, writes=True)
            try:
                work = UnitOfWork(connection, again.sealer)
                for one in people[at : at + _HELD_TOGETHER]:
                    hold(work, one)
                carriage.end()
            except BaseException:
                carriage.give_up()
                raise
    return len(people)


@contextmanager
def _fresh_file(found: Checked, target: Path) -> Iterator[Path]:
    """A file beside the place, which gets its name when nothing is left to be done. None stays behind where that fails."""
    for path in _with_its_logs(target):
        if path.exists():
            raise BackupError(f"{path} is there already: right would be to move it away first")
    fresh = target.with_name(f"{target.name}.restoring")
    try:
        for path in _with_its_logs(fresh):
            path.unlink(missing_ok=True)
        create_private(fresh)
        shutil.copyfile(found.content, fresh)
        yield fresh
    except BaseException:
        for path in _with_its_logs(fresh):
            path.unlink(missing_ok=True)
        raise


def _with_its_logs(path: Path) -> list[Path]:
    return [path.with_name(path.name + beside) for beside in ("", "-wal", "-shm")]


def _place_dump(found: Checked, url: str) -> None:
    with end_of(url).connect() as connection, connection.begin():
        if inspect(connection).get_table_names():
            raise BackupError(
                "there are tables already, of an installation or of a restore that was stopped: right would be an empty database"
            )
        on_postgresql.load(connection, found.content, url)


def _compare(engine: Engine, manifest: Manifest) -> None:
    with engine.connect() as connection, connection.begin():
        counts = {**counts_of_known(connection, manifest.counts), "data_key": manifest.counts["data_key"]}
    if counts != dict(manifest.counts):
        wrong = sorted(name for name, count in manifest.counts.items() if counts.get(name) != count)
        raise BackupError(f"what came out is not what was backed up: {', '.join(wrong)}")


def counts_of_known(connection: Connection, known: Mapping[str, int]) -> dict[str, int]:
    """The counts of those tables that there were: an older backup has fewer."""
    there = set(inspect(connection).get_table_names()) & set(known)
    return counts_of(connection, there)


def _give_rights(engine: Engine) -> None:
    """Whoever serves on PostgreSQL may do what it may; a dump says nothing of rights."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            carriage = Carriage(connection, writes=True)
            hand_out(connection)
            carriage.end()


def _check_root(engine: Engine, manifest: Manifest) -> None:
    with engine.connect() as connection, connection.begin():
        newest = newest_root(connection)
        there = (0, "") if newest is None else (newest[0], newest[1].hex())
        if there != (manifest.journal.size, manifest.journal.root) or not stands(connection):
            raise BackupError(
                "the journal's tree is not the one that the manifest names: see 'egenkarta journal verify'"
            )


def _begin(engine: Engine, manifest: Manifest) -> None:
    """Say that it is not in use, and at which migration it stands; what was handed out to be used soon is taken away."""
    with engine.connect() as connection:
        carriage = Carriage(connection, writes=True)
        standing = standing_of(connection)
        if standing is not None:
            half = Standing(standing.kind, COPYING, RESTORE)
            connection.execute(update(_INSTALLATION).values(mode=str(half)))
        connection.execute(delete(_VERSION))
        connection.execute(insert(_VERSION), {"version_num": manifest.migration})
        for name in set(_PASSING) & set(inspect(connection).get_table_names()):
            connection.execute(delete(SQLModel.metadata.tables[name]))
        carriage.end()
