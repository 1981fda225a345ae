"""A skill under an address that is not ESCO's."""

from pathlib import Path

from tests.taxonomy.files import put, skills

SAYS = ("skills_en.csv", "line 2", "no address of ESCO's")


def lay(folder: Path) -> Path:
    row = ("KnowledgeSkillCompetence", "http://example.org/skill/1", "a", "", "", "")
    return put(folder, "skills_en.csv", skills(row))
