"""One stage for all examples of a property: opened once, since a property only adds people to it."""

from collections.abc import Iterator

import pytest

from tests.stage import Stage


@pytest.fixture(scope="module")
def shared_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage.open(tmp_path_factory.mktemp("shared")) as opened:
        yield opened
