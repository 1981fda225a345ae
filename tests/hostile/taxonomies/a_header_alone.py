"""A file that was cut off after its first line."""

from pathlib import Path

from tests.taxonomy.files import put, skills

SAYS = ("skills_en.csv", "nothing of a taxonomy is in it")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills())
