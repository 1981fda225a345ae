"""One skill with more other labels than all of ESCO's."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 2", "other labels")


def lay(folder: Path) -> Path:
    others = "|".join(f"label {number}" for number in range(1_000))
    return put(folder, "skills_en.csv", skills(skill("a", "a", others)))
