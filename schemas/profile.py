"""The profile as the individual sees it, the history of an item, and the merge patch of a profile."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import AfterValidator, Field

from schemas import items, limits
from schemas.imports import ImportedItem, ImportReport, Unmapped
from schemas.items import Item, Source, SourceKind
from schemas.model import Described, JsonObject, Model
from schemas.refusal import refusal
from schemas.sections import Person
from schemas.values import Timestamp, Version

_AT_MOST: Final = Field(max_length=limits.ITEMS_PER_SECTION)


class Sections(Model):
    """All sections, each a list; a section without items is an empty list."""

    person: Annotated[tuple[items.PersonItem, ...], Field(max_length=1)] = ()
    expectations: Annotated[tuple[items.ExpectationsItem, ...], _AT_MOST] = ()
    experience: Annotated[tuple[items.ExperienceItem, ...], _AT_MOST] = ()
    education: Annotated[tuple[items.EducationItem, ...], _AT_MOST] = ()
    languages: Annotated[tuple[items.LanguagesItem, ...], _AT_MOST] = ()
    skills: Annotated[tuple[items.SkillsItem, ...], _AT_MOST] = ()
    transversal: Annotated[tuple[items.TransversalItem, ...], _AT_MOST] = ()
    licences: Annotated[tuple[items.LicencesItem, ...], _AT_MOST] = ()
    evidence: Annotated[tuple[items.EvidenceItem, ...], _AT_MOST] = ()
    adaptations: Annotated[tuple[items.AdaptationsItem, ...], _AT_MOST] = ()
    plan: Annotated[tuple[items.PlanItem, ...], _AT_MOST] = ()
    progress: Annotated[tuple[items.ProgressItem, ...], _AT_MOST] = ()
    assessments: Annotated[tuple[items.AssessmentsItem, ...], _AT_MOST] = ()


# The typed item of each section, by the section's name and in the order of SECTION_MODELS.
ITEM_MODELS: Final = {
    "person": items.PersonItem,
    "expectations": items.ExpectationsItem,
    "experience": items.ExperienceItem,
    "education": items.EducationItem,
    "languages": items.LanguagesItem,
    "skills": items.SkillsItem,
    "transversal": items.TransversalItem,
    "licences": items.LicencesItem,
    "evidence": items.EvidenceItem,
    "adaptations": items.AdaptationsItem,
    "plan": items.PlanItem,
    "progress": items.ProgressItem,
    "assessments": items.AssessmentsItem,
}


class Profile(Model):
    """The whole profile. ``revision`` goes up with each change in any section; the ETag is made of it."""

    revision: Annotated[int, Field(ge=0)]
    sections: Sections


class SectionItems(Model):
    """Every item of one section, in the order in which they were added."""

    items: Annotated[tuple[Item, ...], _AT_MOST]


Change: TypeAlias = Literal["added", "changed", "removed", "imported", "confirmed", "restored"]


class ItemVersion(Model):
    """One version of an item; the content is null where the item was removed."""

    version: Version
    at: Timestamp
    source: Source
    change: Change
    content: JsonObject | None


class ItemHistory(Model):
    """All versions of an item, the oldest first."""

    versions: tuple[ItemVersion, ...]


def _known_fields(patch: JsonObject) -> JsonObject:
    if not patch.keys() <= Person.model_fields.keys():
        raise refusal(
            "unknown_field", "the patch names a field that a person does not have", "fields of person only"
        )
    return patch


class ProfilePatch(Model):
    """A JSON Merge Patch (RFC 7396) of the person: null removes a field. The merged result is checked."""

    person: Annotated[
        JsonObject,
        AfterValidator(_known_fields),
        Described({"properties": {name: {} for name in Person.model_fields}, "additionalProperties": False}),
    ]


__all__ = [
    "ITEM_MODELS", "Change", "ImportReport", "ImportedItem", "Item", "ItemHistory", "ItemVersion",
    "Profile", "ProfilePatch", "SectionItems", "Sections", "Source", "SourceKind", "Unmapped",
]  # fmt: skip
