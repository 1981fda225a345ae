"""Lists that were flattened from JobTech's dumps: SSYK with occupations, SSYK beside ISCO, and SUN 2020."""

from collections.abc import Iterator
from typing import Final

from profile_service.domain.concept import ConceptKind, Relation, RelationKind
from profile_service.taxonomy.errors import MisfitError
from profile_service.taxonomy.formats import SheetFormat, columns
from profile_service.taxonomy.found import Found, FoundConcept, FoundRelation, Told, concept_of
from profile_service.taxonomy.jobtech.standards import alias_of
from profile_service.taxonomy.schemes import ISCO, JOBTECH, SSYK, SUN, ref, sun_id
from profile_service.taxonomy.sheet import Sheet

_DIMENSIONS: Final = {"level": ConceptKind.EDUCATION_LEVEL, "field": ConceptKind.EDUCATION_FIELD}


def _ssyk(sheet: Sheet, _told: Told) -> Iterator[Found]:
    rows = sheet.pick("type", "code", "label_sv", "jobtech_concept_id", "parent_code", "definition_sv")
    for line, (sort, code, label, concept_id, parent, definition) in rows:
        if sort == "occupation-name":
            found = ref(JOBTECH, concept_id)
            yield FoundConcept(line, concept_of(found, ConceptKind.OCCUPATION, "sv", label, line))
        else:
            found = ref(SSYK, code)
            group = concept_of(
                found, ConceptKind.OCCUPATION_GROUP, "sv", label, line, code=code, description=definition
            )
            yield FoundConcept(line, group)
            yield from alias_of(group, concept_id, line)
        if parent:
            yield FoundRelation(line, Relation(RelationKind.BROADER, found, ref(SSYK, parent)))


def _ssyk_isco(sheet: Sheet, _told: Told) -> Iterator[Found]:
    rows = sheet.pick("ssyk2012_code", "ssyk2012_label_sv", "isco08_code", "isco08_label_sv")
    kind = ConceptKind.OCCUPATION_GROUP
    for line, (ssyk, ssyk_label, isco, isco_label) in rows:
        pair = ref(SSYK, ssyk), ref(ISCO, isco)
        yield FoundConcept(line, concept_of(pair[0], kind, "sv", ssyk_label, line, code=ssyk))
        yield FoundConcept(line, concept_of(pair[1], kind, "sv", isco_label, line, code=isco))
        yield FoundRelation(line, Relation(RelationKind.CLOSE, *pair))


def _sun(sheet: Sheet, _told: Told) -> Iterator[Found]:
    rows = sheet.pick("dimension", "code", "label_sv", "jobtech_concept_id", "definition_sv")
    for line, (dimension, code, label, concept_id, definition) in rows:
        kind = _DIMENSIONS.get(dimension)
        if kind is None:
            raise MisfitError(line, f"dimension is {dimension[:50]!r}", " or ".join(_DIMENSIONS))
        level = kind is ConceptKind.EDUCATION_LEVEL
        found = ref(SUN, sun_id(code, level=level))
        concept = concept_of(found, kind, "sv", label, line, code=code, description=definition)
        yield FoundConcept(line, concept)
        yield from alias_of(concept, concept_id, line)
        if len(code) > 1:
            broad = ref(SUN, sun_id(code[:-1], level=level))
            yield FoundRelation(line, Relation(RelationKind.BROADER, found, broad))


DERIVED: Final = (
    SheetFormat(
        "SSYK 2012 with JobTech's occupations",
        columns("type", "code", "label_sv", "jobtech_concept_id", "parent_code"),
        _ssyk,
    ),
    SheetFormat("SSYK 2012 beside ISCO-08", columns("ssyk2012_code", "isco08_code"), _ssyk_isco),
    SheetFormat(
        "SUN 2020",
        columns("dimension", "digits", "code", "label_sv", "jobtech_concept_id"),
        _sun,
    ),
)
