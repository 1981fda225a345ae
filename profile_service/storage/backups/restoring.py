"""Put a backup back into an empty place. Everything is checked before the first byte is written.

Any content goes with any later file of keys: whoever has no key there was erased in between, and her rows are taken
away. A database that was put back says that it is half a copy until the erasures since were done again.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
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
    union,
    update,
)
from sqlmodel import SQLModel

from consent.vocabulary import IndividualId
from profile_service.storage.backups import on_postgresql
from profile_service.storage.backups.checking import Checked
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.key_file import keys_in
from profile_service.storage.backups.making import counts_of
from profile_service.storage.backups.manifest import Manifest
from profile_service.storage.carrying import Carriage
from profile_service.storage.database import create_private, is_sqlite, telling_errors, upgrade
from profile_service.storage.moving.copying import end_of
from profile_service.storage.moving.journal_root import newest_root, stands
from profile_service.storage.outside import sync_folder
from profile_service.storage.replaying import wipe
from profile_service.storage.roles import hand_out
from profile_service.storage.standing import COPYING, Standing, standing_of
from profile_service.storage.tables import DataKeyRow, IndividualRow, InstallationRow, table_of
from profile_service.storage.ways_in_tables import JoinedRow

_INDIVIDUALS: Final = table_of(IndividualRow)
_INSTALLATION: Final = table_of(InstallationRow)
_KEYS: Final = table_of(DataKeyRow)
_JOINED: Final = table_of(JoinedRow)
_VERSION: Final = Table("alembic_version", MetaData(), Column("version_num", String))
_PAGE: Final = 2_000
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
)
"""What lives for minutes or ended since: it must not come alive again."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """`people` have a key; `gone` had none any more in the newer file of keys."""

    people: int
    gone: int


def put_back(found: Checked, url: str) -> PutBack:
    """Into a place where nothing is. The database is not in use before `open_again`.

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
            return _make_whole(found, url)
        target = Path(url.removeprefix("sqlite:///"))
        fresh = _place_file(found, target)
        put = _make_whole(found, f"sqlite:///{fresh}")
        fresh.rename(target)
        sync_folder(target.parent)
        return put


def _make_whole(found: Checked, url: str) -> PutBack:
    engine = end_of(url)
    _compare(engine, found.manifest)
    _begin(engine, found.manifest)
    upgrade(url)
    _give_rights(engine)
    _check_root(engine, found.manifest)
    put = _fill(engine, found)
    engine.dispose()
    return put


def open_again(url: str) -> None:
    """Say that the database is whole: everybody who was erased since is erased again."""
    with end_of(url).connect() as connection:
        carriage = Carriage(connection, writes=True)
        standing = standing_of(connection)
        if standing is not None:
            connection.execute(update(_INSTALLATION).values(mode=standing.kind))
        carriage.end()


def everybody(engine: Engine) -> list[IndividualId]:
    """Who has an account there."""
    with engine.connect() as connection, connection.begin():
        return [IndividualId(row[0]) for row in connection.execute(select(_INDIVIDUALS.c.id))]


def _place_file(found: Checked, target: Path) -> Path:
    """A file beside the place: it gets its name when it is whole."""
    for beside in ("", "-wal", "-shm"):
        if target.with_name(target.name + beside).exists():
            raise BackupError(f"{target}{beside} is there already: right would be to move it away first")
    fresh = target.with_name(f"{target.name}.restoring")
    for beside in ("", "-wal", "-shm"):
        fresh.with_name(fresh.name + beside).unlink(missing_ok=True)
    create_private(fresh)
    shutil.copyfile(found.content, fresh)
    return fresh


def _place_dump(found: Checked, url: str) -> None:
    with end_of(url).connect() as connection, connection.begin():
        if inspect(connection).get_table_names():
            raise BackupError("there are tables already: right would be an empty database")
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
    """Not in use yet, and nothing that had ended since comes alive."""
    with engine.connect() as connection:
        carriage = Carriage(connection, writes=True)
        standing = standing_of(connection)
        if standing is not None:
            half = Standing(standing.kind, COPYING, "restore")
            connection.execute(update(_INSTALLATION).values(mode=str(half)))
        connection.execute(delete(_VERSION))
        connection.execute(insert(_VERSION), {"version_num": manifest.migration})
        for name in set(_PASSING) & set(inspect(connection).get_table_names()):
            connection.execute(delete(SQLModel.metadata.tables[name]))
        carriage.end()


def _fill(engine: Engine, found: Checked) -> PutBack:
    """The keys of whoever is in the content; one transaction, so that half of it is nothing."""
    with engine.connect() as connection:
        carriage = Carriage(connection, writes=True)
        try:
            everybody = union(select(_INDIVIDUALS.c.id), select(_JOINED.c.former_id))
            wanted = {row[0] for row in connection.execute(everybody)}
            rows = [row for row in keys_in(found.keys) if row["individual_id"] in wanted]
            for at in range(0, len(rows), _PAGE):
                connection.execute(insert(_KEYS), rows[at : at + _PAGE])
            gone = wanted - {row["individual_id"] for row in rows}
            if gone and found.keys_made_at == found.manifest.moment:
                raise BackupError(
                    f"the file of keys lacks {len(gone)} of those that were made with the content"
                )
            for individual in gone:
                wipe(connection, IndividualId(individual))
            carriage.end()
        except BaseException:
            carriage.give_up()
            raise
    return PutBack(len(rows), len(gone))
