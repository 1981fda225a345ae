"""A quote opens in the second row, and all the rest is one field."""

from pathlib import Path

from tests.taxonomy.files import put, skill, skills

SAYS = ("skills_en.csv", "line 3", "never closes")


def lay(folder: Path) -> Path:
    text = skills(skill("a", "a")) + 'KnowledgeSkillCompetence,"' + skills(skill("b", "b"))
    return put(folder, "skills_en.csv", text)
