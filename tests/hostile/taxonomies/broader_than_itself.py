"""A skill is a part of itself."""

from pathlib import Path

from tests.taxonomy.files import broader, put, skill, skills

SAYS = ("relations.csv", "line 2", "broader than itself")


def lay(folder: Path) -> Path:
    put(folder, "skills_en.csv", skills(skill("a", "a")))
    put(folder, "relations.csv", broader(("a", "a")))
    return folder
