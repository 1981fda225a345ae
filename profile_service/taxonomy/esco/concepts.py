"""Occupations, skills, groups of skills, ISCO groups and collections: one form since 1.0.3, told apart by `conceptType`.

`hiddenLabels` are not taken in: ESCO keeps there what is outdated, misspelled or unkind, and a search would show it.
"""

from collections.abc import Iterator
from typing import Final

from profile_service.domain.concept import ConceptKind, ConceptRef, Relation, RelationKind, SchemeName
from profile_service.taxonomy.errors import MisfitError
from profile_service.taxonomy.esco.addresses import Address, addresses
from profile_service.taxonomy.formats import SheetFormat, columns, nothing
from profile_service.taxonomy.found import (
    Found,
    FoundConcept,
    FoundRelation,
    FoundWhole,
    Told,
    concept_of,
    several,
)
from profile_service.taxonomy.schemes import ISCO, ref
from profile_service.taxonomy.sheet import Sheet

_KINDS: Final = {
    "Occupation": ConceptKind.OCCUPATION,
    "KnowledgeSkillCompetence": ConceptKind.SKILL,
    "SkillGroup": ConceptKind.SKILL_GROUP,
    "ISCOGroup": ConceptKind.OCCUPATION_GROUP,
}
_STANDING: Final = ("", "released")


def _read(sheet: Sheet, told: Told) -> Iterator[Found]:
    address = addresses()
    held: set[tuple[SchemeName, ConceptKind]] = set()
    rows = sheet.pick(
        "conceptType", "conceptUri", "preferredLabel", "altLabels", "description", "code", "iscoGroup", "status",
        "broaderConceptUri",
    )  # fmt: skip
    for line, (said, uri, label, others, description, code, group, status, broader) in rows:
        kind = _KINDS.get(said)
        if kind is None:
            raise MisfitError(line, f"conceptType is {said[:50]!r}", " or ".join(_KINDS))
        found = address(uri, line)
        if status not in _STANDING:
            continue  # it is not there any more in this version
        held.add((found.scheme, kind))
        yield FoundConcept(
            line,
            concept_of(
                found,
                kind,
                told.language,
                label,
                line,
                code=code,
                others=several(others, line),
                description=description,
            ),
        )
        yield from _upwards(line, found, group, broader, address)
    if "broaderConceptUri" not in sheet.columns:  # which collections have: they hold a part of a pillar
        yield from (FoundWhole(scheme, kind) for scheme, kind in sorted(held))


def _upwards(line: int, found: ConceptRef, group: str, broader: str, address: Address) -> Iterator[Found]:
    if group:
        # Also where another occupation lies between: each occupation is to be found under its group in one step.
        yield FoundRelation(line, Relation(RelationKind.BROADER, found, ref(ISCO, group)), implied=True)
    for uri in several(broader, line):
        yield FoundRelation(line, Relation(RelationKind.BROADER, found, address(uri, line)), implied=True)


CONCEPTS: Final = (
    SheetFormat(
        "ESCO concepts: occupations, skills, skill groups, ISCO groups, collections",
        columns("conceptType", "conceptUri", "preferredLabel", "altLabels"),
        _read,
        worded=True,
    ),
    SheetFormat(
        "ESCO concept schemes",
        columns("conceptType", "conceptSchemeUri", "hasTopConcept"),
        nothing,
        aside="it lists what other files hold",
    ),
)
