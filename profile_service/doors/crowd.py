"""Who is inside at the moment: how many requests, how many files on their way in, how many bytes of bodies.

Each is bounded, and whoever comes when it is full is told at once to come again, before anything of hers is read. So a flood
makes answers short and early, and neither slow nor many: what is inside is served as quickly as ever, and memory has an end.
"""

from dataclasses import dataclass
from typing import Final

from profile_service.actions.errors import BusyError

MOST_INSIDE: Final = 512
"""Requests at a time, those included whose answer is levelled, unless the settings say otherwise."""
MOST_LINGERING: Final = 2_048
"""Requests whose body is on its way for more than a second: they keep nobody else out."""
MOST_UPLOADS: Final = 24
"""Files of evidence at a time, from the first byte on: a few are cleaned, the others wait."""
MOST_BYTES: Final = 256 * 1024 * 1024
"""Bytes of bodies that have arrived and are being worked on."""


@dataclass(slots=True)
class Crowd:
    """Of one process; touched by its event loop alone."""

    most_inside: int = MOST_INSIDE
    inside: int = 0
    lingering: int = 0
    uploads: int = 0
    held: int = 0
    turned_away: int = 0

    def enter(self, *, upload: bool) -> None:
        """One more comes in; BusyError where there is no room. Whoever came in leaves by `leave`."""
        if self.inside >= self.most_inside or (upload and self.uploads >= MOST_UPLOADS):
            self.turned_away += 1
            raise BusyError
        self.inside += 1
        self.uploads += upload

    def hold(self, arrived: int) -> None:
        """So many bytes of a body have arrived; BusyError where that is too much for now. They are let go by `leave`."""
        self.held += arrived
        if self.held > MOST_BYTES:
            self.turned_away += 1
            raise BusyError

    def step_aside(self) -> None:
        """One who is inside waits for the rest of her body, and makes room meanwhile; BusyError where too many do."""
        if self.lingering >= MOST_LINGERING:
            self.turned_away += 1
            raise BusyError
        self.inside -= 1
        self.lingering += 1

    def come_back(self) -> None:
        """It has arrived, or comes no more."""
        self.lingering -= 1
        self.inside += 1

    def leave(self, held: int, *, upload: bool) -> None:
        """One is gone, with all that was held of it."""
        self.inside -= 1
        self.uploads -= upload
        self.held -= held
