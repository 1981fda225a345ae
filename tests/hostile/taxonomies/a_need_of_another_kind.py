"""A relation that is neither essential nor optional."""

from pathlib import Path

from tests.taxonomy.files import needs, occupations, put, skill, skills

SAYS = ("needs.csv", "line 2", "relationType is 'vital'", "essential or optional")


def lay(folder: Path) -> Path:
    put(folder, "skills_en.csv", skills(skill("a", "a")))
    put(folder, "occupations_en.csv", occupations(("cook", "", "cook")))
    put(folder, "needs.csv", needs(("cook", "vital", "a")))
    return folder
