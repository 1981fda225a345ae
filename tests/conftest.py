"""The cast on a stage of its own: a real database, real keys, real tokens, and a clock that the test moves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stage import Stage


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def logs_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is run inside the test process must not take the log away from the tests that come after it."""
    monkeypatch.setattr("profile_service.command_line.serving.set_up_logs", lambda: None)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A fresh demo, called in-process. Cheap enough for every test to have its own."""
    with Stage.open(tmp_path) as opened:
        yield opened
