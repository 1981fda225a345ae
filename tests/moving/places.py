"""Databases to move to, and a demo to move."""

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import databases
from tests.postgresql import OWNER
from tests.stage import Stage, put_migrated_database

ON_EACH = ("sqlite", "postgresql")


def empty(kind: str, folder: Path) -> str:
    """The address of a database without a table, for the owner of its tables."""
    if kind == "sqlite":
        return f"sqlite:///{folder / f'empty-{os.urandom(4).hex()}.sqlite3'}"
    server = databases.run_server()
    name = f"empty_{os.urandom(4).hex()}"
    server.new_database(name)
    return server.address(name, OWNER)


def migrated(kind: str, folder: Path) -> str:
    """The same, with its tables and nothing in them."""
    if kind == "sqlite":
        url = empty(kind, folder)
        put_migrated_database(Path(url.removeprefix("sqlite:///")))
        return url
    return databases.run_server().address(databases.name_in(databases.new_database()), OWNER)


def used_demo(folder: Path) -> str:
    """The address of a demo in which something happened, and that nobody serves now."""
    for name, content in _used().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        path.chmod(0o600)
    return f"sqlite:///{folder / 'egenkarta.sqlite3'}"


@cache
def _used() -> dict[str, bytes]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Stage.open(folder) as stage:
            stage.read(stage.granted(persona="bo"))
            stage.read("gra_unknown")
            stage.rounds()
            assert stage.http.delete("/v1/me", headers=stage.individual("rim")).status_code == 204
            stage.rounds()
        return {
            str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
        }
