"""Concepts of code schemes: what a code means, and where the words come from. About nobody, and so for everybody to read."""

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas.instruments import ConceptKind
from schemas.model import Model
from schemas.values import Flag, LanguageTag, Timestamp
from schemas.values.text import ConceptId, SchemeVersion

# As the scheme writes them; some are longer than what fits into a profile.
ConceptLabel: TypeAlias = Annotated[str, Field(max_length=2_000)]
ConceptText: TypeAlias = Annotated[str, Field(max_length=20_000)]
ConceptCode: TypeAlias = Annotated[
    str, Field(max_length=300, description="The notation beside the id, where there is one.")
]
SchemeId: TypeAlias = Annotated[str, Field(min_length=1, max_length=30, pattern="^[a-z0-9_-]+$")]
LabelLanguage: TypeAlias = Annotated[
    str, Field(max_length=35, description="The label's; empty where the scheme has none in any language.")
]
RelationKind: TypeAlias = Literal[
    "essential", "optional", "broader", "related", "substitute",
    "exact_match", "close_match", "narrow_match", "broad_match",
]  # fmt: skip


class FoundConcept(Model):
    """One concept, with one label. With scheme, concept_id, scheme_version and label it can stand in a profile."""

    scheme: SchemeId
    concept_id: ConceptId
    scheme_version: SchemeVersion
    kind: ConceptKind
    code: ConceptCode
    label: ConceptLabel
    language: LabelLanguage
    fallback: Flag = Field(description="The scheme has no label in the language that was asked for.")
    matched: ConceptLabel = Field(
        description="The label that fitted, where it is another one than what is shown."
    )
    deprecated: Flag = Field(description="Newer versions of the scheme have it no more.")


class FoundConceptList(Model):
    """What was found, the best first."""

    concepts: tuple[FoundConcept, ...]


class ConceptRelation(Model):
    """Where a concept leads, or what leads to it."""

    kind: RelationKind
    scheme: SchemeId
    concept_id: ConceptId
    label: ConceptLabel = Field(description="Empty where nobody has described the other concept here.")
    weight: Annotated[int, Field(ge=0, le=100)] | None = Field(None, description="A percentage.")


class ConceptDetails(Model):
    """Everything that is known of one concept."""

    scheme: SchemeId
    concept_id: ConceptId
    scheme_version: SchemeVersion
    kind: ConceptKind
    code: ConceptCode
    label: ConceptLabel
    language: LabelLanguage
    fallback: Flag
    description: ConceptText = Field(description="In the language of the label, or the next best; or empty.")
    labels: dict[str, ConceptLabel]
    other_labels: dict[str, tuple[ConceptLabel, ...]]
    deprecated_in: str = Field(description="The version in which it is gone; empty for one that is current.")
    attribution: str
    leads_to: tuple[ConceptRelation, ...] = Field(description="At most 500.")
    led_to_by: tuple[ConceptRelation, ...] = Field(description="At most 500.")


class TaxonomyFile(Model):
    """A file that was read."""

    name: str
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]


class Taxonomy(Model):
    """One version of one scheme, as it was taken in."""

    scheme: SchemeId
    version: SchemeVersion
    released: date | None = None
    imported_at: Timestamp
    licence: str
    attribution: str
    languages: tuple[LanguageTag, ...]
    files: tuple[TaxonomyFile, ...]


class TaxonomyList(Model):
    """By scheme, the newest version first."""

    taxonomies: tuple[Taxonomy, ...]
