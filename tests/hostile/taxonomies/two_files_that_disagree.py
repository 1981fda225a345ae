"""Two files of one version give one skill two labels."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("b_en.csv", "line 2", "was there before (a_en.csv, line 2)")


def lay(folder: Path) -> Path:
    put(folder, "a_en.csv", skills(skill("a", "a")))
    put(folder, "b_en.csv", skills(skill("a", "b")))
    return folder
