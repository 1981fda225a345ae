"""Types of JobTech's, and which of them stand for concepts of other schemes: SSYK, ISCO, SUN, SNI.

Those are kept under the code that their own scheme gives them. JobTech's id for them is kept as a concept of its own that is an exact match,
so that a code written by JobTech's id is understood too; its kind is "other", so that nobody is offered the same thing twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from profile_service.domain.concept import (
    Concept,
    ConceptKind,
    ConceptRef,
    Relation,
    RelationKind,
    SchemeName,
)
from profile_service.taxonomy.found import At, Found, FoundConcept, FoundRelation
from profile_service.taxonomy.schemes import ISCO, JOBTECH, SNI, SSYK, SUN, ref, sun_id

_KINDS: Final = {
    "skill": ConceptKind.SKILL,
    "skill-headline": ConceptKind.SKILL_GROUP,
    "skill-group": ConceptKind.SKILL_GROUP,
    "occupation-name": ConceptKind.OCCUPATION,
    "occupation-field": ConceptKind.OCCUPATION_GROUP,
    "keyword": ConceptKind.KEYWORD,
    "language": ConceptKind.LANGUAGE,
    "country": ConceptKind.COUNTRY,
    "region": ConceptKind.REGION,
    "municipality": ConceptKind.REGION,
    "driving-licence": ConceptKind.LICENCE,
}


@dataclass(frozen=True, slots=True)
class Standard:
    """A type that stands for concepts of another scheme; `key` is where a dump writes their code."""

    scheme: SchemeName
    kind: ConceptKind
    key: str

    def ref(self, code: str) -> ConceptRef:
        """The concept with this code."""
        if self.scheme == SUN:
            return ref(SUN, sun_id(code, level=self.kind is ConceptKind.EDUCATION_LEVEL))
        return ref(self.scheme, code)


_STANDARDS: Final = (
    ("ssyk-level-", Standard(SSYK, ConceptKind.OCCUPATION_GROUP, "ssyk_code_2012")),
    ("isco-level-", Standard(ISCO, ConceptKind.OCCUPATION_GROUP, "isco_code_08")),
    ("sun-education-field-", Standard(SUN, ConceptKind.EDUCATION_FIELD, "sun_education_field_code_2020")),
    ("sun-education-level-", Standard(SUN, ConceptKind.EDUCATION_LEVEL, "sun_education_level_code_2020")),
    ("sni-level-", Standard(SNI, ConceptKind.INDUSTRY, "sni_level_code_2007")),
)


def standard_of(sort: str) -> Standard | None:
    """The scheme that a type of JobTech's stands for; None for JobTech's own types."""
    return next((standard for beginning, standard in _STANDARDS if sort.startswith(beginning)), None)


def kind_of(sort: str) -> ConceptKind:
    """The kind of a type of JobTech's own. One that is not known here is "other": a newer version may have more."""
    return _KINDS.get(sort, ConceptKind.OTHER)


def alias_of(concept: Concept, jobtech_id: str, at: At) -> Iterator[Found]:
    """JobTech's own id for a concept of another scheme, where it has one."""
    if not jobtech_id:
        return
    alias = ref(JOBTECH, jobtech_id)
    yield FoundConcept(at, Concept(alias, ConceptKind.OTHER, concept.code, labels=concept.labels), alias=True)
    yield FoundRelation(at, Relation(RelationKind.EXACT, alias, concept.ref))
