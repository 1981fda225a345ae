"""An empty file."""

from pathlib import Path

from tests.taxonomy.files import put

SAYS = ("skills_en.csv", "it is empty")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", "")
