"""Which database the tests run on: SQLite, or PostgreSQL where `EGENKARTA_TESTED_ON=postgresql`.

There is one server for a run, made by whichever of its processes needs it first and ended when the run ends; each demo has
a database of its own there, made from a template at the newest migration. The service signs in as the role that serves.
"""

import fcntl
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from profile_service.demo.opening import PLACE
from profile_service.storage.database import upgrade
from tests.postgresql import OWNER, Server, new_folder

ON_POSTGRESQL: Final = os.environ.get("EGENKARTA_TESTED_ON") == "postgresql"
ON_SQLITE: Final = not ON_POSTGRESQL
_RUN: Final = "EGENKARTA_TESTS_SERVER"
_MIGRATED: Final = "migrated"
_SEEDED: Final = "seeded"


def only_on_sqlite(why: str) -> pytest.MarkDecorator:
    """For a test of what only SQLite has; says where PostgreSQL's counterpart is, or why there is none."""
    return pytest.mark.skipif(ON_POSTGRESQL, reason=f"SQLite's alone: {why}")


def begin_run() -> None:
    """Once for a run, before its processes are started."""
    if _RUN not in os.environ:
        folder = new_folder()
        folder.rmdir()  # until somebody needs it
        os.environ[_RUN] = str(folder)


def end_run() -> None:
    """End the server, where there was one, and take everything away."""
    folder = Path(os.environ.pop(_RUN))
    with suppress(FileNotFoundError):
        server = Server(folder, pid=int((folder / "data" / "postmaster.pid").read_text().split()[0]))
        server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@cache
def run_server() -> Server:
    """The server of this run."""
    server = Server(Path(os.environ[_RUN]))

    def make() -> None:
        server.make()
        server.new_database(_MIGRATED)
        upgrade(server.address(_MIGRATED, OWNER))
        server.leave()

    _once("server", make)
    return server


def new_database(template: str = _MIGRATED) -> str:
    """The address of a database of its own, at the newest migration, for whoever serves."""
    return run_server().new_database(f"stage_{uuid.uuid4().hex}", template)


def give_seeded(folder: Path, seed: Callable[[Path], None], files: Iterable[str]) -> None:
    """As `give_database`, and its cast is there already; `seed` makes it once for a run, and `files` belong to it."""
    if (folder / PLACE).exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    kept = run_server().folder / _SEEDED

    def make() -> None:
        kept.mkdir()
        (kept / PLACE).write_text(run_server().new_database(_SEEDED, _MIGRATED), encoding="utf-8")
        seed(kept)

    _once(_SEEDED, make)
    for name in files:
        shutil.copyfile(kept / name, folder / name)
        (folder / name).chmod(0o600)
    (folder / PLACE).write_text(new_database(_SEEDED), encoding="utf-8")


def _once(name: str, make: Callable[[], None]) -> None:
    """Let one of the processes of a run make something, and the others wait for it."""
    folder = Path(os.environ[_RUN])
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / f"{name}.gate").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if not (folder / f"{name}.made").exists():
            make()
            (folder / f"{name}.made").touch()


def give_database(folder: Path) -> None:
    """Let the demo that is opened in a folder find a database there that needs no migrating."""
    if not (folder / PLACE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / PLACE).write_text(new_database(), encoding="utf-8")


@contextmanager
def gone_afterwards(folder: Path) -> Iterator[None]:
    """Take the database of a demo in a folder away when the block ends, where it is on the server."""
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            drop((folder / PLACE).read_text(encoding="utf-8"))


def address_of_demo(folder: Path) -> str:
    """Where the database of a demo in this folder is."""
    if ON_POSTGRESQL:
        return (folder / PLACE).read_text(encoding="utf-8").strip()
    return f"sqlite:///{folder / 'egenkarta.sqlite3'}"


def drop(url: str) -> None:
    """Take a database of this run away."""
    run_server().drop_database(name_in(url))


def name_in(url: str) -> str:
    """The name of the database in an address."""
    return url.partition("?")[0].rsplit("/", 1)[1]
