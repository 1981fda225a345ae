"""What a foreign file becomes: drafts of items, and every part that found no place, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from profile_service.domain.profile import Json, Source, Strength


@dataclass(frozen=True, slots=True)
class Draft:
    """An item to be added. `raw` has not been checked against its section's model yet; `path` is its JSON Pointer."""

    section: str
    raw: Mapping[str, Json]
    strength: Strength
    path: str


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
