"""Real servers and a real browser for the journeys."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.demo_process import DemoProcess
from tests.journeys.visitor import Visitor

_FLAGS: Final = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
_IN_NO_LOG: Final = ("Astrid", "Lindqvist", "ريم", "Nils Berg", "Etablering", "example.org")

Visit = Callable[..., Visitor]
"""`visit(persona, language=, width=, scripts=)`: somebody at a browser of her own, signed in unless persona is None."""


@pytest.fixture(scope="module")
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoProcess]:
    """`egenkarta demo`, with a database of its own for the tests of one file; `COLD` there starts it as a shell would."""
    cold = getattr(request.module, "COLD", False)
    process = DemoProcess(tmp_path_factory.mktemp("journey") / "demo", cold=cold)
    process.start()
    try:
        yield process
    finally:
        process.stop()
    lines = process.log_lines()
    assert lines, "the demo wrote no log"
    assert [line for line in lines if line["level"] in ("error", "critical")] == []
    assert [name for name in _IN_NO_LOG for line in lines if name in str(line)] == []


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """For one file only: while Playwright's sync API runs, no test in the same process could await anything."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("chromium is missing; install the Debian package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(demo: DemoProcess, chromium: Browser) -> Iterator[Visit]:
    """Opens a browser of her own for each who comes; at the end, no page may have misbehaved."""
    visitors: list[Visitor] = []

    def come(
        persona: str | None = None, *, language: str = "en", width: int = 1280, scripts: bool = True
    ) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="en-GB"
        )
        context.set_default_timeout(20_000)
        visitor = Visitor.arrive(context, demo.base_url, language, width)
        visitors.append(visitor)
        if persona is not None:
            visitor.come_in(persona)
        return visitor

    yield come
    for visitor in visitors:
        visitor.page.context.close()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


@pytest.fixture(scope="session")
def shared_files() -> Path:
    """The folder of samples beside the repository."""
    return Path(__file__).resolve().parents[3] / "shared"
