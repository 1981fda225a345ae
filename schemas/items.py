"""Items: one content with where it comes from, how strong it is, and when it was last looked at."""

from typing import Generic, Literal, TypeAlias, TypeVar

from pydantic import Field

from schemas.model import JsonObject, Model
from schemas.sections import (
    Adaptations,
    Assessments,
    Education,
    Evidence,
    Expectations,
    Experience,
    Languages,
    Licences,
    Person,
    Plan,
    Progress,
    SectionName,
    Skills,
    Transversal,
)
from schemas.values import CalendarDate, Flag, Identifier, ShortText, Strength, Timestamp, Version

SectionT = TypeVar("SectionT")
ContentT = TypeVar("ContentT")

SourceKind: TypeAlias = Literal["individual", "organisation", "import", "seed", "helped"]


class Source(Model):
    """Who stated something."""

    kind: SourceKind
    name: ShortText


class ItemOf(Model, Generic[SectionT, ContentT]):
    """An item of one section. ``version`` counts up from 1 with each change; times are in UTC."""

    id: Identifier
    section: SectionT
    version: Version
    source: Source
    strength: Strength
    created: Timestamp
    last_confirmed: Timestamp
    review_date: CalendarDate | None = Field(None, description="When to look at it again; null for never.")
    content: ContentT
    stale: Flag | None = Field(
        None, description="To a reader: whether its day to be looked at again has passed. Absent to herself."
    )
    own_words: JsonObject | None = Field(
        None, description="To herself alone: her own last wording, where somebody else's stands in its place."
    )


class Item(ItemOf[SectionName, JsonObject]):
    """An item of any section; its content holds the fields that the reader may see."""


class PersonItem(ItemOf[Literal["person"], Person]):
    """An item of the section person."""


class ExpectationsItem(ItemOf[Literal["expectations"], Expectations]):
    """An item of the section expectations."""


class ExperienceItem(ItemOf[Literal["experience"], Experience]):
    """An item of the section experience."""


class EducationItem(ItemOf[Literal["education"], Education]):
    """An item of the section education."""


class LanguagesItem(ItemOf[Literal["languages"], Languages]):
    """An item of the section languages."""


class SkillsItem(ItemOf[Literal["skills"], Skills]):
    """An item of the section skills."""


class TransversalItem(ItemOf[Literal["transversal"], Transversal]):
    """An item of the section transversal."""


class LicencesItem(ItemOf[Literal["licences"], Licences]):
    """An item of the section licences."""


class EvidenceItem(ItemOf[Literal["evidence"], Evidence]):
    """An item of the section evidence."""


class AdaptationsItem(ItemOf[Literal["adaptations"], Adaptations]):
    """An item of the section adaptations."""


class PlanItem(ItemOf[Literal["plan"], Plan]):
    """An item of the section plan."""


class ProgressItem(ItemOf[Literal["progress"], Progress]):
    """An item of the section progress."""


class AssessmentsItem(ItemOf[Literal["assessments"], Assessments]):
    """An item of the section assessments."""
