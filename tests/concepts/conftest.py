"""The store of concepts on both databases: each test that takes `store` or `filled` runs once on each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from profile_service.storage.concepts import ConceptStore, open_store
from tests import postgresql
from tests.concepts import shelf
from tests.databases import run_server


@pytest.fixture(scope="session")
def server() -> postgresql.Server:
    return run_server()


def _url(database: str, folder: Path, request: pytest.FixtureRequest) -> str:
    if database == "sqlite":
        return f"sqlite:///{folder}/taxonomy.sqlite3"
    found: postgresql.Server = request.getfixturevalue("server")
    return found.url()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store is to be."""
    return _url(request.param, tmp_path, request)


@pytest.fixture
def store(url: str) -> Iterator[ConceptStore]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ConceptStore]:
    """A store with the shelf in it, for all tests of a file, which only read."""
    opened = shelf.fill(open_store(_url(request.param, tmp_path_factory.mktemp("concepts"), request)))
    yield opened
    opened.close()
