"""The sections of a profile and their fields: what a scope can name.

The wire models in `schemas/sections` hold the types; a test holds the two lists equal. A field that is added later
gets a line here and is covered by no grant that was given before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Section:
    """One room of the profile.

    `special` names the fields that a scope covers only where it names them: special categories (GDPR art. 9), identity
    numbers, and what else would harm her if it were shared in a lump. `review_months` is how long a statement stays
    fresh; None where age does not make it stale, or where a day of the item's own says so: `review_field`. `single` means
    one item and no more. `follows` names the fields that go along whenever anything of an item does. `by_others` means
    that what stands here is stated by somebody else, and that she accepts, answers and hides it, and cannot write it.
    """

    name: str
    fields: tuple[str, ...]
    special: frozenset[str] = frozenset()
    review_months: int | None = None
    single: bool = False
    review_field: str = ""
    follows: frozenset[str] = frozenset()
    by_others: bool = False


_SKILL_FIELDS: Final = ("skill", "level", "months", "last_used", "wants_to_use", "comes_from")

_ALL: Final = (
    Section(
        "person",
        (
            "name",
            "birth_date",
            "identity_numbers",
            "email",
            "phone",
            "place",
            "interface_language",
            "mapping_languages",
            "interpreter_language",
            "protected_identity",
        ),
        special=frozenset({"identity_numbers", "protected_identity"}),
        review_months=12,
        single=True,
    ),
    Section(
        "expectations",
        ("goal", "target", "horizon", "regions", "hours_per_week", "start", "obstacles"),
        special=frozenset({"obstacles"}),
        review_months=6,
    ),
    Section(
        "experience",
        (
            "setting",
            "title",
            "occupation",
            "employer",
            "hide_employer",
            "country",
            "start",
            "end",
            "ongoing",
            "tasks",
            "skills_used",
        ),
        review_months=12,
    ),
    Section(
        "education",
        (
            "name",
            "school",
            "country",
            "start",
            "end",
            "outcome",
            "years_done",
            "level",
            "field",
            "document",
            "recognition",
        ),
        review_months=24,
    ),
    Section(
        "languages",
        (
            "language",
            "native",
            "listening",
            "reading",
            "spoken_interaction",
            "spoken_production",
            "writing",
            "script_literacy",
            "sfi_course",
            "certificate",
        ),
        review_months=12,
    ),
    Section("skills", _SKILL_FIELDS, review_months=24),
    Section("transversal", _SKILL_FIELDS, review_months=24),
    Section("licences", ("kind", "licence", "issued", "valid_until", "country"), review_months=24),
    Section(
        "evidence",
        ("type", "title", "issuer", "date", "file_sha256", "file", "supports"),
        special=frozenset({"file"}),
    ),
    Section(
        "adaptations",
        ("needs_at_work", "health", "equipment"),
        special=frozenset({"needs_at_work", "health", "equipment"}),
        review_months=6,
    ),
    Section(
        "plan",
        ("goal", "step", "owner", "agreed_with", "status", "follow_up", "after_job_start", "remark"),
        review_months=3,
    ),
    Section("progress", ("indicator", "respondent", "value", "date", "remark"), review_months=3),
    Section(
        "assessments",
        (
            "competence",
            "about",
            "kind",
            "assessor",
            "unit",
            "method",
            "standard",
            "standard_level",
            "level",
            "evidence",
            "statement",
            "assessed_on",
            "valid_until",
            "status",
            "reason",
            "followed_by",
            "answer",
            "hidden",
            "assessment_id",
        ),
        review_field="valid_until",
        follows=frozenset({"status", "reason", "answer"}),
        by_others=True,
    ),
)

SECTIONS: Final[Mapping[str, Section]] = MappingProxyType({section.name: section for section in _ALL})
CATALOGUE: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {section.name: frozenset(section.fields) for section in _ALL}
)
ORDINARY: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {section.name: frozenset(section.fields) - section.special for section in _ALL}
)
"""What a bare section scope covers: everything but the special categories, which are named one by one."""
EVERYTHING: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {name: fields for name, fields in ORDINARY.items() if not SECTIONS[name].by_others}
)
"""What nobody may ask for at once. What others have stated is no part of it: to leave that out makes a question no narrower."""
