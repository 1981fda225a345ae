"""One world for a file's tests; each begins with honest providers and an empty browser."""

from collections.abc import Iterator

import pytest

from tests.identity.world import World


@pytest.fixture(scope="module")
def opened_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with World.open(tmp_path_factory.mktemp("world")) as world:
        yield world


@pytest.fixture
def world(opened_world: World) -> World:
    opened_world.reset()
    return opened_world
