"""A header that names a column twice."""

from pathlib import Path

from tests.taxonomy.files import put, skills

SAYS = ("skills_en.csv", "line 1", "'preferredLabel' is there twice")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills().replace("status", "preferredLabel"))
