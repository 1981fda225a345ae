"""A row with more columns than the header."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 2", "the row has 7 columns")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills((*skill("a", "a"), "more")))
