"""A NUL in a label, at which some readers stop."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 2", "U+0000")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills(skill("a", "a\0b")))
