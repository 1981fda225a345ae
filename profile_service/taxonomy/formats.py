"""The kinds of files that can be read. A file is known by its columns or its keys, never by its name alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from profile_service.taxonomy.found import Found, Told
from profile_service.taxonomy.sheet import Sheet


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """A CSV file with at least these columns.

    `worded` where somebody has to tell the language. `aside` says why nothing is taken in of a file that is known, where that is so.
    """

    name: str
    columns: frozenset[str]
    read: Callable[[Sheet, Told], Iterator[Found]]
    worded: bool = False
    aside: str = ""


@dataclass(frozen=True, slots=True)
class TreeFormat:
    """A JSON file that `fits`; `says` tells in words how it is known. `version` where all such files have the same."""

    name: str
    says: str
    fits: Callable[[Any], bool]
    read: Callable[[Any, Told], Iterator[Found]]
    version: str = ""
    aside: str = ""


Format = SheetFormat | TreeFormat


def columns(*names: str) -> frozenset[str]:
    """A set of columns, for the tables of formats."""
    return frozenset(names)


def nothing(_read: object, _told: Told) -> Iterator[Found]:
    """For a file of which nothing is taken in."""
    return iter(())


def fitting_sheet(formats: Iterable[SheetFormat], header: Iterable[str]) -> SheetFormat | None:
    """The format that names the most of these columns and none beside them."""
    there = frozenset(header)
    fitting = [one for one in formats if one.columns <= there]
    return max(fitting, key=lambda one: len(one.columns), default=None)
