"""A row with fewer columns than the header."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 3", "the row has 2 columns", "6, as the header has")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills(skill("a", "a"), ("KnowledgeSkillCompetence", "x")))
