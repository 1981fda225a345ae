"""One world for a file's tests; each begins with honest providers and an empty browser."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from tests.identity.world import World


@pytest.fixture(scope="module")
def opened_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with World.open(tmp_path_factory.mktemp("world")) as world:
        yield world


@pytest.fixture
def world(opened_world: World) -> World:
    opened_world.reset()
    return opened_world


@pytest.fixture
def empty(world: World) -> World:
    """The same, with nobody known to any provider."""
    with world.stage.parts.database.engine.begin() as connection:
        for table in ("external_identity", "identity_number", "proved_account", "staff_identity"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        connection.execute(text("DELETE FROM staff WHERE id NOT LIKE 'stf_demo%'"))
    return world
