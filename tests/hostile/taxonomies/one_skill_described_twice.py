"""The same skill twice, described otherwise."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 3", "its description differ")


def lay(folder: Path) -> Path:
    rows = skill("a", "a", description="This."), skill("a", "a", description="That.")
    return put(folder, "skills_en.csv", skills(*rows))
