"""A packed file without its end."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv.gz", "breaks off")


def lay(folder: Path) -> Path:
    whole = put(folder, "whole.gz", skills(skill("a", "a"))).read_bytes()
    (folder / "whole.gz").unlink()
    path = folder / "skills_en.csv.gz"
    path.write_bytes(whole[:-12])
    return path
