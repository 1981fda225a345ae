"""The thirteen sections of the profile, and the one function that reads foreign content into them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from schemas.model import JsonObject
from schemas.sections.adaptations import Adaptations
from schemas.sections.assessments import Assessments
from schemas.sections.base import SectionModel, SectionName
from schemas.sections.education import Education
from schemas.sections.evidence import Evidence
from schemas.sections.expectations import Expectations
from schemas.sections.experience import Experience
from schemas.sections.languages import Languages
from schemas.sections.licences import Licences
from schemas.sections.person import Person
from schemas.sections.plan import Plan
from schemas.sections.progress import Progress
from schemas.sections.skill_base import SkillOrigin
from schemas.sections.skills import Skills
from schemas.sections.transversal import Transversal

SECTION_MODELS: Final[Mapping[str, type[SectionModel]]] = MappingProxyType(
    {
        "person": Person,
        "expectations": Expectations,
        "experience": Experience,
        "education": Education,
        "languages": Languages,
        "skills": Skills,
        "transversal": Transversal,
        "licences": Licences,
        "evidence": Evidence,
        "adaptations": Adaptations,
        "plan": Plan,
        "progress": Progress,
        "assessments": Assessments,
    }
)


def parse_content(section: str, raw: object) -> JsonObject:
    """Check the content of an item and return it as plain JSON values, normalised, without absent fields.

    Raises ``KeyError`` where there is no such section (see ``SECTION_MODELS``), and
    ``pydantic.ValidationError`` where the content is not as the section's model says.
    """
    content = SECTION_MODELS[section].model_validate(raw)
    return content.model_dump(mode="json", exclude_none=True)


__all__ = [
    "SECTION_MODELS", "Adaptations", "Assessments", "Education", "Evidence", "Expectations", "Experience", "Languages",
    "Licences", "Person", "Plan", "Progress", "SectionModel", "SectionName", "SkillOrigin", "Skills",
    "Transversal", "parse_content",
]  # fmt: skip
