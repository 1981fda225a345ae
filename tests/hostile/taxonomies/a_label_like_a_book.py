"""A label that no profile could hold."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 2", "a label has 401 characters", "at most 400")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills(skill("a", "a" * 401)))
