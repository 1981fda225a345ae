"""A file in Latin-1: the letter å is one byte."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 3", "0xe5", "Latin-1")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills(skill("a", "a"), skill("b", "å")).encode("latin-1"))
