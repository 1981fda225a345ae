"""One stage for a whole file of attacks that must leave nothing behind: so nothing of one is in another's way."""

from collections.abc import Iterator

import pytest

from tests.stage import Stage


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage that the tests of a file share. Whoever changes something takes `stage` instead."""
    with Stage.open(tmp_path_factory.mktemp("standing")) as opened:
        yield opened
