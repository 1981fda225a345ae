"""The demo with something of everything in it, in-process: every page has something to show, and every story can be played."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.hostile.everywhere import ids_of
from tests.invariants.routes import routes_of
from tests.screens.guest import Guest
from tests.stage import Stage

_NO_PAGES: Final = (
    "/v1",
    "/oauth",
    "/.well-known",
    "/journal",
    "/healthz",
    "/readyz",
    "/static",
    "/openapi.json",
)
"""What machines read."""


@dataclass
class Town:
    """A demo that was played in, the ids of what is in it, and the language that is spoken in it just now."""

    stage: Stage
    ids: dict[str, str]
    language: str = "sv"
    known: dict[tuple[str, str], Guest] = field(default_factory=dict)

    def guest(self, persona: str = "", **more: str) -> Guest:
        """Somebody at a browser of her own; signed in where a persona is named."""
        new = Guest(self.stage, self.language)
        return new.sign_in(persona, **more) if persona else new

    def someone(self, persona: str = "") -> Guest:
        """The same browser as the last time."""
        key = persona, self.language
        if key not in self.known:
            self.known[key] = self.guest(persona)
        return self.known[key]

    def patterns(self) -> list[str]:
        """The pattern of each page that the app answers at with GET."""
        found = dict.fromkeys(one.path for one in routes_of(self.stage.app) if "GET" in one.methods)
        return [one for one in found if not one.startswith(_NO_PAGES)]

    def filled(self, pattern: str) -> str:
        """An address of the pattern, for something that is there; a place that nobody knows an id for stays as it is."""
        for place, value in self.ids.items():
            pattern = pattern.replace(place, value)
        return pattern


@contextmanager
def town(folder: Path) -> Iterator[Town]:
    """Play the cast in process first; what they have done is what is looked at."""
    with Stage.open(folder) as stage:
        yield Town(stage, ids_of(stage))
