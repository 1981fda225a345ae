"""A profile out as JSON Resume 1.3.1, with the list of what that format cannot hold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from profile_service.domain.importing import Unmapped
from profile_service.domain.profile import Profile
from profile_service.portability.json_resume import parts_out
from profile_service.portability.json_resume.leaving import Leaving
from profile_service.portability.json_text import JsonValue

SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

_Writer = Callable[[Leaving], tuple[str, dict[str, JsonValue]] | None]
_WRITERS: Final[Mapping[str, _Writer]] = MappingProxyType(
    {
        "experience": parts_out.write_experience,
        "education": parts_out.write_education,
        "languages": parts_out.write_language,
        "skills": parts_out.write_skill,
        "transversal": parts_out.write_skill,
        "licences": parts_out.write_licence,
        "evidence": parts_out.write_evidence,
    }
)


@dataclass(frozen=True, slots=True)
class Written:
    """A JSON Resume, and the parts of the profile that it has no place for, by `/section/item/field`."""

    resume: Mapping[str, JsonValue]
    left_out: tuple[Unmapped, ...]


def write(profile: Profile) -> Written:
    """Write what JSON Resume can hold. Reading it back gives the same names and dates."""
    resume: dict[str, JsonValue] = {"$schema": SCHEMA}
    left_out = [Unmapped("", "JSON Resume holds no sources, strengths or dates of confirmation")]
    parts: dict[str, list[JsonValue]] = {}
    for section, items in profile.sections.items():
        for item in items:
            leaving = Leaving(item)
            if section == "person":
                resume["basics"] = parts_out.write_basics(leaving)
            elif written := _write(section, leaving):
                part, entry = written
                parts.setdefault(part, []).append(entry)
            left_out += leaving.rest()
    return Written({**resume, **parts}, tuple(left_out))


def _write(section: str, leaving: Leaving) -> tuple[str, dict[str, JsonValue]] | None:
    writer = _WRITERS.get(section)
    return writer(leaving) if writer else None
