"""A skill of an occupation that no file and no store holds."""

from pathlib import Path

from tests.taxonomy.files import needs, occupations, put, skill, skills

SAYS = ("needs.csv", "line 3", "concepts that nobody knows", "skill/gone")


def lay(folder: Path) -> Path:
    put(folder, "skills_en.csv", skills(skill("a", "a")))
    put(folder, "occupations_en.csv", occupations(("cook", "", "cook")))
    put(folder, "needs.csv", needs(("cook", "essential", "a"), ("cook", "essential", "gone")))
    return folder
