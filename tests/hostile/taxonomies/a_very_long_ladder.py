"""Three thousand steps upwards, and one back down: a walk that calls itself would fall."""

from itertools import pairwise
from pathlib import Path

from tests.taxonomy.files import broader, put, skill, skills

SAYS = ("relations.csv", "line 3001", "broader than itself")


def lay(folder: Path) -> Path:
    names = [f"s{number}" for number in range(3_000)]
    put(folder, "skills_en.csv", skills(*(skill(name, name) for name in names)))
    put(folder, "relations.csv", broader(*pairwise([*names, names[0]])))
    return folder
