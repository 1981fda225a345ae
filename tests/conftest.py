"""The cast on a stage of its own: a real database, real keys, real tokens, and a clock that the test moves."""

import gc
import ssl
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import databases
from tests.stage import Stage

# Machines are shared: how long it took to make up an example says nothing of the program.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(50_000, 20, 20)  # what is left behind is swept when a file ends
    _read_the_authorities_once()
    _build_each_command_line_once()
    # It is not installed, and httpx looks for it through all folders in each call of an app.
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]
    if not hasattr(config, "workerinput"):  # once for a run, not once for each of its processes
        databases.begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        databases.end_run()


def _read_the_authorities_once() -> None:
    """Each client of httpx's reads some 140 certificates for TLS that nobody speaks on loopback: most of a small test's time.

    All that ask for the same defaults are given the same context; who asks for anything else is given one of her own.
    """
    from httpx._transports import default

    made = default.create_ssl_context

    @cache
    def usual(trust_env: bool) -> ssl.SSLContext:
        return made(trust_env=trust_env)

    def once(verify: Any = True, cert: Any = None, trust_env: bool = True) -> ssl.SSLContext:
        if verify is True and cert is None:
            return usual(trust_env)
        return made(verify=verify, cert=cert, trust_env=trust_env)

    default.create_ssl_context = once  # type: ignore[assignment]


def _build_each_command_line_once() -> None:
    """A runner of typer's makes a program's whole tree of commands anew for each call; what it makes is the same each time."""
    from typer import testing

    testing._get_command = cache(testing._get_command)


_FIRST = ("tests/screens/test_every_screen.py", "tests/screens/", "tests/journeys/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first, so that no process of a run is alone with one of them at its end."""
    items.sort(
        key=lambda item: next(
            (at for at, one in enumerate(_FIRST) if item.nodeid.startswith(one)), len(_FIRST)
        )
    )


@pytest.fixture(scope="module", autouse=True)
def swept() -> Iterator[None]:
    """What lives when a file begins is kept out of the collector's way, as the service itself does when it starts.

    Else a process that has run thousands of tests stops for a second in the midst of whatever has a time, and the collector
    takes a twelfth of the whole run.
    """
    gc.freeze()
    yield
    gc.collect()


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
