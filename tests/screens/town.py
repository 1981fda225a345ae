"""The demo with something of everything in it, on a real port: every page has something to show."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from profile_service.demo.opening import open_demo
from tests.hostile.everywhere import ids_of
from tests.invariants.routes import routes_of
from tests.live import free_port, listening
from tests.stage import MovableClock, Stage


@dataclass(frozen=True)
class Town:
    """A running demo, and the addresses of all its pages."""

    base_url: str
    app: FastAPI
    ids: dict[str, str]

    def pages(self) -> list[tuple[str, str]]:
        """The pattern of each page that the app answers at with GET, and an address with something real in it."""
        return [
            (one.path, self.filled(one.path))
            for one in routes_of(self.app)
            if "GET" in one.methods and _is_page(one.path)
        ]

    def filled(self, pattern: str) -> str:
        """An address of the pattern, for something that is there."""
        for place, value in self.ids.items():
            pattern = pattern.replace(place, value)
        assert "{" not in pattern, f"{pattern} needs an id that nobody knows"
        return pattern


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """Play the cast in process first; then serve what they have done."""
    with Stage.open(folder) as stage:
        ids = ids_of(stage)
        at = stage.clock.at
    port = free_port()
    base_url = f"http://127.0.0.1:{port}"
    _, app = open_demo(folder, base_url, MovableClock(at))
    with listening(app, port):
        yield Town(base_url, app, ids)


def _is_page(path: str) -> bool:
    return not path.startswith(("/v1", "/oauth", "/.well-known", "/healthz", "/readyz", "/static", "/demo"))
