"""An occupation that she wants, held against her own profile: for her, without any score."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.model import Model
from schemas.sections.base import SectionName
from schemas.values import Flag, Identifier, Label, LanguageTag, Scheme, SkillLevel, Strength
from schemas.values.text import ConceptId, SchemeVersion

Need: TypeAlias = Literal["always", "sometimes"]


class OccupationReference(Model):
    """An occupation, or a group of them, by its code."""

    scheme: Scheme
    concept_id: ConceptId


class MatchedConcept(OccupationReference):
    """A concept with its label: in the asked language, or in the next best, and then ``fallback`` says so."""

    scheme_version: SchemeVersion
    label: Label
    language: LanguageTag | None = None
    fallback: Flag = False


class MatchedEntry(Model):
    """An entry of hers."""

    section: SectionName
    id: Identifier


class Had(Model):
    """What she has of a skill, and where it comes from. ``supported_by`` are the entries that speak for it."""

    level: SkillLevel | None = None
    strength: Strength | None = Field(None, description="Absent on a link, which does not tell it.")
    entries: Annotated[tuple[MatchedEntry, ...], Field(max_length=limits.ITEMS_PER_SECTION)] = ()
    supported_by: Annotated[tuple[MatchedEntry, ...], Field(max_length=limits.ITEMS_PER_SECTION)] = ()


class MatchedSkill(Model):
    """A skill that is needed. ``has`` is absent where it is missing."""

    skill: MatchedConcept
    need: Need
    has: Had | None = None


class Match(Model):
    """What an occupation needs, and what of it is there, by exact codes alone. Of a group, ``within`` are its occupations."""

    occupation: MatchedConcept
    skills: tuple[MatchedSkill, ...]
    within: tuple[MatchedConcept, ...] = ()
