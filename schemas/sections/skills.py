"""What the individual can do."""

from schemas.sections.skill_base import SkillBase


class Skills(SkillBase):
    """One skill."""
