"""ESCO as Tabiya lays it out (columns in capitals, keys of their own): the files of concepts.

Its files of hierarchies and relations name concepts by keys that hold inside that dataset alone, and the skills behind most keys are
in a file that is not always there. ESCO's own files say the same by addresses, so those are read instead.
"""

from collections.abc import Iterator
from typing import Final

from profile_service.domain.concept import ConceptKind, Relation, RelationKind
from profile_service.taxonomy.esco.addresses import addresses, kind_by_address
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

_KEYS: Final = "it names concepts by keys that mean nothing outside that dataset: right would be ESCO's own file of relations"


def _concepts(sheet: Sheet, told: Told) -> Iterator[Found]:
    address = addresses()
    held = set()
    for line, (uri, label, others, description, code, group) in sheet.pick(
        "ORIGINURI", "PREFERREDLABEL", "ALTLABELS", "DESCRIPTION", "CODE", "ISCOGROUPCODE"
    ):
        found, kind = address(uri, line), kind_by_address(uri)
        # Groups of skills have addresses like skills; their file has no type of skill.
        if kind is ConceptKind.SKILL and "SKILLTYPE" not in sheet.columns:
            kind = ConceptKind.SKILL_GROUP
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
        if group:
            yield FoundRelation(line, Relation(RelationKind.BROADER, found, ref(ISCO, group)), implied=True)
    yield from (FoundWhole(scheme, kind) for scheme, kind in sorted(held))


TABIYA: Final = (
    SheetFormat(
        "ESCO concepts as Tabiya lays them out",
        columns("ORIGINURI", "ID", "PREFERREDLABEL", "ALTLABELS"),
        _concepts,
        worded=True,
    ),
    SheetFormat(
        "ESCO hierarchies as Tabiya lays them out",
        columns("PARENTOBJECTTYPE", "PARENTID", "CHILDID", "CHILDOBJECTTYPE"),
        nothing,
        aside=_KEYS,
    ),
    SheetFormat(
        "ESCO relations as Tabiya lays them out",
        columns("RELATIONTYPE", "REQUIRINGID", "REQUIREDID"),
        nothing,
        aside=_KEYS,
    ),
)
