"""An installation on each database, with the demo's cast in it, for each test to use up."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from profile_service.signing.key_ring import KeyRing
from profile_service.storage.moving.closing import close
from profile_service.storage.moving.copying import copy, end_of, open_target
from tests import databases
from tests.backups.installations import Installation
from tests.moving.places import ON_EACH, migrated, used_demo
from tests.postgresql import OWNER


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """One installation on each database: a folder with the one, and the name of the other."""
    folder = tmp_path_factory.mktemp("made") / "demo"
    url, there = used_demo(folder), migrated("postgresql", folder)
    shutil.copyfile(folder / "egenkarta.sqlite3", folder.parent / "kept")
    move = close(end_of(url), "one")
    list(copy(end_of(url, reads_only=True), end_of(there), move, 500))
    open_target(end_of(there), move.kind)
    shutil.copyfile(folder.parent / "kept", folder / "egenkarta.sqlite3")
    return folder, databases.name_in(there)


@pytest.fixture(params=ON_EACH)
def installation(
    request: pytest.FixtureRequest, made: tuple[Path, str], tmp_path: Path
) -> Iterator[Installation]:
    folder, name = tmp_path / "demo", f"copy_{uuid.uuid4().hex}"
    shutil.copytree(made[0], folder)
    url = f"sqlite:///{folder / 'egenkarta.sqlite3'}"
    if request.param == "postgresql":
        databases.run_server().new_database(name, made[1])
        url = databases.run_server().address(name, OWNER)
    yield Installation(url, folder, KeyRing.load(folder / "keys.json"))
    if request.param == "postgresql":
        databases.drop(url)
