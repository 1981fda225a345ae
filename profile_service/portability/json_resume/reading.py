"""JSON Resume 1.3.1 in: which part becomes which section, and why the rest does not.

Nothing is guessed. A headline is not a goal, a word such as "Master" is not a level, and an end date does not say
that an education was completed.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from profile_service.domain.importing import ForeignFormatError, ForeignProfile
from profile_service.domain.profile import Source, SourceKind
from profile_service.portability.json_resume import person, studies, work
from profile_service.portability.json_resume.entry import Entry
from profile_service.portability.json_resume.skills import read_languages, read_skills
from profile_service.portability.json_text import read_json
from profile_service.portability.making import Reading

FORMAT: Final = "json-resume"
SOURCE: Final = Source(SourceKind.IMPORT, "JSON Resume")

_PARTS: Final[Mapping[str, Callable[[Entry], None]]] = MappingProxyType(
    {
        "basics": person.read_basics,
        "work": work.read_work,
        "volunteer": work.read_volunteer,
        "education": studies.read_education,
        "awards": studies.read_awards,
        "certificates": studies.read_certificates,
        "publications": studies.read_publications,
        "skills": read_skills,
        "languages": read_languages,
        "projects": work.read_projects,
    }
)
_LEFT_OUT: Final = MappingProxyType(
    {
        "interests": "the profile holds what somebody can do and wants to do for work, not interests",
        "references": "these are another person's words and name; that person can confirm them here instead",
        "meta": "this is about the file, not about the person",
        "$schema": "this is about the file, not about the person",
    }
)
_ABOUT_THE_FILE: Final = frozenset({"meta", "$schema"})


def read(raw: bytes) -> ForeignProfile:
    """Read a JSON Resume. Every value of the file is in a draft, or is listed with the reason why it is not.

    Raises:
        ForeignFormatError: the file cannot be read as JSON, or is not a JSON Resume.
    """
    whole = read_json(raw)
    if not isinstance(whole, dict):
        raise ForeignFormatError("", "this is not an object", "a JSON object, as JSON Resume 1.3.1 has it")
    known = {*_PARTS, *_LEFT_OUT}
    if whole.keys() - known and not whole.keys() & (known - _ABOUT_THE_FILE):
        raise ForeignFormatError("", "this is not a JSON Resume", f"an object with {', '.join(_PARTS)}")
    reading = Reading()
    entry = Entry(whole, (), reading)
    for part in _PARTS.values():
        part(entry)
    for name, reason in _LEFT_OUT.items():
        entry.leave(reason, name)
    entry.close()
    return reading.result(FORMAT, SOURCE)
