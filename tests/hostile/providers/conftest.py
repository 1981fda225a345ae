"""One stage for all lies: none of them may leave anything behind but a line in the journal."""

import io
from collections.abc import Iterator

import pytest
import structlog

from tests.hostile.providers.lying import Liar
from tests.identity.world import World


@pytest.fixture(scope="session")
def lied_to(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with World.open(tmp_path_factory.mktemp("lied-to")) as world:
        yield world


@pytest.fixture
def liar(lied_to: World) -> Iterator[Liar]:
    """The world as it is for one lie, and what is written to the log meanwhile."""
    heard = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(heard),
    )
    lied_to.reset()
    yield Liar(lied_to, heard)
    structlog.reset_defaults()
