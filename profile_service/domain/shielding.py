"""What of a profile stays with a person under protected identity, whoever reads and whatever she has given (I-18)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from consent.shield import Shield
from profile_service.domain.masking import covers, mask_text, mask_words
from profile_service.domain.profile import Assertion, Content, Json, Profile, SourceKind

SHIELDED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "person": frozenset(
            {"name", "birth_date", "identity_numbers", "email", "phone", "place", "protected_identity"}
        ),
        "expectations": frozenset({"regions"}),
        "experience": frozenset({"employer", "hide_employer", "country"}),
        "education": frozenset({"school", "country"}),
        "licences": frozenset({"country"}),
        "evidence": frozenset({"issuer", "file_sha256", "file"}),
        "plan": frozenset({"owner", "agreed_with"}),
        "assessments": frozenset({"assessor", "unit", "assessment_id", "followed_by"}),
    }
)
"""Name, number, contact and birth, every place, employer and school, whoever stands behind a document or a plan; the hash of a
document, which whoever holds the document knows, and the document itself; who has assessed her, and the
number by which the assessor knows it; and that she is protected."""

SHIELD: Final = Shield(SHIELDED)
"""The shield of everybody who is protected."""

WORDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "person": frozenset(),
        "expectations": frozenset({"target", "obstacles"}),
        "experience": frozenset({"title", "occupation", "tasks", "skills_used"}),
        "education": frozenset({"name", "level", "field"}),
        "languages": frozenset({"language", "sfi_course", "certificate"}),
        "skills": frozenset({"skill", "comes_from"}),
        "transversal": frozenset({"skill", "comes_from"}),
        "licences": frozenset({"licence"}),
        "evidence": frozenset({"type", "title"}),
        "adaptations": frozenset({"needs_at_work", "health", "equipment"}),
        "plan": frozenset({"goal", "step", "remark"}),
        "progress": frozenset({"indicator", "remark"}),
        "assessments": frozenset(
            {
                "competence",
                "method",
                "standard",
                "standard_level",
                "evidence",
                "statement",
                "reason",
                "answer",
            }
        ),
    }
)
"""The fields that hold words of anybody's, and that leave: what would name her in them is masked. All others are dates,
numbers, choices, languages and ids."""

NAMING: Final = ("person", "expectations", "experience", "education", "evidence", "plan", "assessments")
"""The sections in which it stands what would name her."""

_NO_NAMES: Final = frozenset(
    {"country", "file_sha256", "file", "hide_employer", "assessment_id", "followed_by"}
)
_FROM_OTHERS: Final = frozenset({SourceKind.ORGANISATION, SourceKind.HELPED})


def mask(item: Assertion, covered: re.Pattern[str]) -> Assertion:
    """An item with what is covered in its words (`WORDS`), whoever wrote them; all else of it as it stands."""
    words = WORDS.get(item.section, frozenset())
    content = {
        key: mask_words(value, covered) if key in words else value for key, value in item.content.items()
    }
    return replace(item, content=content)


def shield(profile: Profile, naming: Mapping[str, Iterable[Assertion]]) -> Profile:
    """A profile as it may be handed on: without what stays with her, and with her own words masked.

    Args:
        naming: her sections of `NAMING`, whole.
    """
    between = between_the_lines(naming)
    sections = {
        name: tuple(one for one in map(_without_shielded, items) if one.content)
        for name, items in profile.sections.items()
    }
    return Profile(profile.versions, {name: between.mask(items) for name, items in sections.items() if items})


class Between:
    """Masks what would name her between the lines."""

    def __init__(self, person: Content, places: Sequence[str]) -> None:
        self._covered = covers(person, places)

    def mask(self, items: Iterable[Assertion]) -> tuple[Assertion, ...]:
        """The items with what would name her covered. Who has stated one is not told where it is an organisation."""
        return tuple(map(self._mask, items))

    def mask_content(self, section: str, content: Content) -> Content:
        """Fields of one section with what would name her covered in its words."""
        words = WORDS.get(section, frozenset())
        return {key: self.mask_words(value) if key in words else value for key, value in content.items()}

    def mask_words(self, value: Json) -> Json:
        """Words of anybody's with what would name her covered."""
        return mask_words(value, self._covered)

    def _mask(self, item: Assertion) -> Assertion:
        content = mask(item, self._covered).content
        name = "" if item.source.kind in _FROM_OTHERS else mask_text(item.source.name, self._covered)
        return replace(item, content=content, source=replace(item.source, name=name), own_words=None)


def between_the_lines(naming: Mapping[str, Iterable[Assertion]]) -> Between:
    """What masks a person's words, made from her sections of `NAMING`, whole."""
    person = next((item.content for item in naming.get("person", ())), {})
    return Between(person, list(_places(naming)))


def _places(naming: Mapping[str, Iterable[Assertion]]) -> Iterable[str]:
    for section in NAMING[1:]:
        for item in naming.get(section, ()):
            for field in SHIELDED[section] - _NO_NAMES:
                yield from _names(item.content.get(field))


def _names(value: Json) -> Iterable[str]:
    """The names in a field: itself, its label, or those of each entry."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _names(value.get("label"))
    elif isinstance(value, Sequence):
        for one in value:
            yield from _names(one)


def _without_shielded(item: Assertion) -> Assertion:
    kept = SHIELDED.get(item.section, frozenset())
    return replace(item, content={key: value for key, value in item.content.items() if key not in kept})
