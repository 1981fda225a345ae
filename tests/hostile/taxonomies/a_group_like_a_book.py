"""A column leads to a group whose code is a book."""

from pathlib import Path

from tests.taxonomy.files import occupations, put

SAYS = ("occupations_en.csv", "line 2", "leads to an id that is empty, very long")


def lay(folder: Path) -> Path:
    return put(folder, "occupations_en.csv", occupations(("a", "9" * 100_000, "a")))
