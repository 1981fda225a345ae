"""A header without end."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("skills_en.csv", "line 1", "1000 columns")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", ",".join(f"c{number}" for number in range(1_000)))
