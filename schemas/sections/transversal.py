"""Skills that are of use in any work, digital ones among them."""

from schemas.sections.skill_base import SkillBase


class Transversal(SkillBase):
    """One transversal or digital skill."""
