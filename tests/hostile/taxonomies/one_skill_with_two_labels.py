"""The same skill twice, with another label."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 3", "was there before (skills_en.csv, line 2)", "'b'")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills(skill("a", "a"), skill("a", "b")))
