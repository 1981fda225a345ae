"""JSON that is nested a hundred thousand times."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("dump.json", "nested deeper than")


def lay(folder: Path) -> Path:
    return put(folder, "dump.json", '{"data": {"concepts": ' + "[" * 100_000 + "]" * 100_000 + "}}")
