"""Each of three skills is a part of the next."""

from pathlib import Path

from tests.taxonomy.files import broader, put, skill, skills

SAYS = ("relations.csv", "line 4", "broader than itself", "skill/a -> ")


def lay(folder: Path) -> Path:
    put(folder, "skills_en.csv", skills(skill("a", "a"), skill("b", "b"), skill("c", "c")))
    put(folder, "relations.csv", broader(("a", "b"), ("b", "c"), ("c", "a")))
    return folder
