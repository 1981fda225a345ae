"""A CSV file as a Swedish spreadsheet writes it."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 1", "separated by ';'", "commas")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills(skill("a", "a")).replace(",", ";"))
