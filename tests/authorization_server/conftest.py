"""A system and a browser on the stage."""

from collections.abc import Iterator

import pytest

from tests.authorization_server.browser import Browser, System
from tests.stage import Stage


@pytest.fixture
def system(stage: Stage) -> System:
    return System(stage)


@pytest.fixture
def browser(stage: Stage) -> Iterator[Browser]:
    opened = Browser.on(stage)
    yield opened
    opened.close()
