"""Half a letter, as some programs write letters outside the first plane."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 2", "0xed")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills(skill("a", "?")).encode().replace(b"?", b"\xed\xa0\x80"))
