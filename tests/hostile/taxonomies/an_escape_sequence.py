"""A label that would steer the terminal of whoever looks at it."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 2", "U+001B")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills(skill("a", "\x1b[2J")))
