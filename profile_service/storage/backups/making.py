"""Make a backup beside a running service, of one moment: content into one folder, wrapped keys into a file elsewhere."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select

from profile_service.storage.backups import on_postgresql, on_sqlite
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.key_file import write_keys
from profile_service.storage.backups.manifest import JournalHead, Manifest, make_folder, sha256_of
from profile_service.storage.database import is_current, is_sqlite, telling_errors
from profile_service.storage.erasure_tables import ErasureRow
from profile_service.storage.erasures import Blinder
from profile_service.storage.moving.copying import end_of
from profile_service.storage.moving.digests import tables
from profile_service.storage.outside import sync_folder
from profile_service.storage.proof_tables import TreeCheckpointRow
from profile_service.storage.standing import refuse_if_not_in_use
from profile_service.storage.tables import JournalRow, table_of

_JOURNAL: Final = table_of(JournalRow)
_CHECKPOINTS: Final = table_of(TreeCheckpointRow)
_ERASURES: Final = table_of(ErasureRow)


def back_up(url: str, folder: Path, keys: Path, made_at: datetime, blinder: Blinder) -> Manifest:
    """Both files, and the manifest.

    Raises:
        BackupError: a place is taken, both would lie in one place, a program is missing, or what came out is not sound.
        NotInUseError: the database was moved away, or is half a copy: what is in it is not what is there now.
        DatabaseError: the database cannot be read.
    """
    _check_places(url, folder, keys)
    make_folder(folder)
    if is_sqlite(url):
        source, content = Path(url.removeprefix("sqlite:///")), folder / on_sqlite.CONTENT
        on_sqlite.make_shell(source, content)
        with on_sqlite.snapshot_of(source, content) as connection:
            found = _look(connection, made_at)
            on_sqlite.copy_tables(connection)
            write_keys(connection, keys, made_at, blinder)
        on_sqlite.finish(source, content)
    else:
        content = folder / on_postgresql.CONTENT
        with end_of(url, reads_only=True).connect() as connection, connection.begin():
            found = _look(connection, made_at)
            on_postgresql.dump(connection, url, content)
            write_keys(connection, keys, made_at, blinder)
    sync_folder(folder)
    manifest = replace(found, content=content.name, sha256=sha256_of(content))
    manifest.write(folder, blinder)
    return manifest


def back_up_keys(url: str, keys: Path, made_at: datetime, blinder: Blinder) -> int:
    """The wrapped keys alone, as often as somebody may be erased; how many there are.

    Raises:
        BackupError: there is a file of that name already, or the database is not up to date.
        NotInUseError: the database was moved away: whoever is erased where it is now would still have a key in this file.
        DatabaseError: the database cannot be read.
    """
    _check_database(url)
    with end_of(url, reads_only=True).connect() as connection, connection.begin():
        return write_keys(connection, keys, made_at, blinder)


def counts_of(connection: Connection, names: Collection[str] | None = None) -> dict[str, int]:
    """How many rows each table has, or each of these."""
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in tables().items()
        if names is None or name in names
    }


def journal_head(connection: Connection) -> JournalHead:
    """How far the journal goes."""
    rows, last = connection.execute(select(func.count(), func.max(_JOURNAL.c.seq))).one()
    newest = connection.execute(
        select(_CHECKPOINTS).order_by(_CHECKPOINTS.c.size.desc()).limit(1)
    ).one_or_none()
    if newest is None:
        return JournalHead(rows, last or 0)
    return JournalHead(rows, last or 0, newest.size, bytes(newest.root).hex(), bytes(newest.note).decode())


def _look(connection: Connection, made_at: datetime) -> Manifest:
    """All that can be said before the content is there."""
    return Manifest(
        made_at.isoformat(),
        connection.dialect.name,
        connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one(),
        "",
        "",
        counts_of(connection),
        journal_head(connection),
        connection.execute(select(func.max(_ERASURES.c.number))).scalar_one() or 0,
    )


def _check_database(url: str) -> None:
    engine = end_of(url, reads_only=True)
    if not is_current(engine):
        raise BackupError("the database is not up to date: run 'egenkarta db upgrade' first")
    with telling_errors(url), engine.connect() as connection, connection.begin():
        refuse_if_not_in_use(connection)


def _check_places(url: str, folder: Path, keys: Path) -> None:
    _check_database(url)
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty: right would be a new folder for each backup")
    if keys.exists():
        raise BackupError(f"{keys} is there already: right would be a new name for each file of keys")
    if folder.resolve() in keys.resolve().parents:
        raise BackupError(f"{keys} would lie with the content: right would be a place with other readers")
