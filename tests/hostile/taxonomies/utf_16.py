"""A file in UTF-16, as spreadsheets write it."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 1", "UTF-16", "UTF-8")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills(skill("a", "å")).encode("utf-16"))
