"""The picture that stands beside the name of each section."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SECTION_PICTURES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "person": "person",
        "expectations": "goal",
        "experience": "work",
        "education": "school",
        "languages": "tongues",
        "skills": "star",
        "transversal": "team",
        "licences": "licence",
        "evidence": "paper",
        "adaptations": "body",
        "plan": "plan",
        "progress": "chart",
        "assessments": "tick",
    }
)
