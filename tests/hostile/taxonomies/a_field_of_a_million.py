"""A field with more characters than any official one."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 2", "1,000,000")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills(skill("a", "a" * 1_000_001)))
