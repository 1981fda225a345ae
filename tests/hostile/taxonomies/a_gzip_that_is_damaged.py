"""A packed file with a wrong checksum."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv.gz", "damaged")


def lay(folder: Path) -> Path:
    path = put(folder, "skills_en.csv.gz", skills(skill("a", "a")))
    raw = bytearray(path.read_bytes())
    raw[-8] ^= 0xFF
    path.write_bytes(raw)
    return path
