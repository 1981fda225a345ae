"""What a foreign file becomes: drafts of items, and every part that found no place, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from profile_service.domain.profile import Json, Source, Strength


@dataclass(frozen=True, slots=True)
class Draft:
    """An item to be added.

    `raw` has not been checked against its section's model yet; `path` is the item's JSON Pointer in the file, `parts`
    are those of the values that its fields were taken from.
    """

    section: str
    raw: Mapping[str, Json]
    strength: Strength
    path: str
    parts: tuple[str, ...]

    def left_out(self, reason: str) -> "list[Unmapped]":
        """Every value of it as left out, each by its own place in the file."""
        return [Unmapped(place, reason) for place in self.parts or (self.path,)]


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A part of the file that was left out: where (RFC 6901 JSON Pointer), and why, in words."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class ForeignProfile:
    """A file read in an outside format. What is neither in `drafts` nor in `unmapped` does not exist in the file."""

    format: str
    source: Source
    drafts: tuple[Draft, ...]
    unmapped: tuple[Unmapped, ...]


class ForeignFormatError(Exception):
    """A file is not what it is said to be: where (JSON Pointer), what is wrong, what would be right.

    Says nothing of what the file holds.
    """

    def __init__(self, path: str, problem: str, expected: str) -> None:
        super().__init__(
            f"{path}: {problem}; right would be {expected}" if path else f"{problem}; {expected}"
        )
        self.path = path
        self.problem = problem
        self.expected = expected
