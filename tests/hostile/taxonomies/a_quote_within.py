"""A quote in the middle of a quoted field."""

from pathlib import Path

from tests.taxonomy.files import put, skills

SAYS = ("skills_en.csv", "line 2", "a quote stands where none may")


def lay(folder: Path) -> Path:
    return put(folder, "skills_en.csv", skills() + 'KnowledgeSkillCompetence,"a"b,,,,\n')
