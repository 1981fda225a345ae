"""Concepts of code schemes: what a code means, in which languages, in which edition, and what it leads to.

Nothing here is about anybody. A concept that was published once is never deleted, since nobody can look into sealed profiles
to find out who uses it: it is deprecated, and keeps its labels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType

SchemeName = NewType("SchemeName", str)
"""One of `schemas.values.codes.Scheme`: esco, jobtech, ssyk2012, isco08, sun2020, iscedf, eqf, seqf, iso639 ..."""
ConceptId = NewType("ConceptId", str)
"""As the scheme writes it: a URI (ESCO, EQF, ISCED-F), a JobTech concept id, or a code (SSYK, ISCO, SUN)."""


class ConceptKind(StrEnum):
    """What sort of thing a concept is."""

    SKILL = "skill"
    OCCUPATION = "occupation"
    OCCUPATION_GROUP = "occupation_group"
    SKILL_GROUP = "skill_group"
    EDUCATION_LEVEL = "education_level"
    EDUCATION_FIELD = "education_field"
    LANGUAGE = "language"
    COUNTRY = "country"
    REGION = "region"
    LICENCE = "licence"
    INDUSTRY = "industry"
    KEYWORD = "keyword"
    OTHER = "other"


class RelationKind(StrEnum):
    """How one concept leads to another, read from the source to the target."""

    ESSENTIAL = "essential"
    """The occupation needs the skill."""
    OPTIONAL = "optional"
    """The occupation may need the skill."""
    BROADER = "broader"
    RELATED = "related"
    SUBSTITUTE = "substitute"
    """Who can do the source can partly do the target; `weight` is the percentage."""
    EXACT = "exact_match"
    """The only mapping by which a code may be translated."""
    CLOSE = "close_match"
    NARROW = "narrow_match"
    BROAD = "broad_match"


@dataclass(frozen=True, slots=True)
class ConceptRef:
    """One concept, by its scheme and id."""

    scheme: SchemeName
    id: ConceptId

    def __hash__(self) -> int:
        # An import asks for it millions of times, and a string knows its own already; two schemes hardly share ids.
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Concept:
    """What one edition of a scheme says of one concept. Languages are BCP 47 tags."""

    ref: ConceptRef
    kind: ConceptKind
    code: str = ""
    """The notation, where the scheme has one beside the id: 2654.1, 5321."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The preferred label by language."""
    other_labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    deprecated_in: str = ""
    """The version in which it is not there any more; empty for one that is current."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One edge between two concepts, of one scheme or of two."""

    kind: RelationKind
    source: ConceptRef
    target: ConceptRef
    weight: int | None = None

    def __hash__(self) -> int:
        return hash((self.source.id, self.target.id))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read. `sha256` is of its bytes as they lay there, in hexadecimal."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of one scheme as it was imported, and what has to be said about it wherever it is shown."""

    scheme: SchemeName
    version: str
    released: date | None
    imported_at: datetime
    files: tuple[SourceFile, ...]
    licence: str
    attribution: str
    languages: tuple[str, ...]


MOST_HITS: Final = 50
"""How many concepts one search gives at the most."""
LONGEST_QUERY: Final = 100


@dataclass(frozen=True, slots=True)
class ConceptQuery:
    """What somebody looks for. `language` is the one that she reads; empty kinds and schemes mean all of them."""

    text: str
    language: str
    kinds: frozenset[ConceptKind] = frozenset()
    schemes: frozenset[SchemeName] = frozenset()
    limit: int = 20


@dataclass(frozen=True, slots=True)
class ConceptHit:
    """One concept that was found. `label` is in `language`; that is another one than was asked for where the scheme has no
    label in it, and then `fallback` says so. `matched` is the label that fitted, where that is another one."""

    ref: ConceptRef
    kind: ConceptKind
    code: str
    version: str
    label: str
    language: str
    fallback: bool
    matched: str = ""
    deprecated: bool = False


class Hits(list[ConceptHit]):
    """What a search found. `whole` unless its time was over first: asked again, it may find more, and nobody keeps it."""

    def __init__(self, found: Iterable[ConceptHit] = (), *, whole: bool = True) -> None:
        super().__init__(found)
        self.whole = whole
