"""Lists of ESCO's labels as others took them from its API: one language in a file, or several in columns."""

import re
from collections.abc import Iterator
from typing import Final

from profile_service.domain.concept import Concept, ConceptKind, Relation, RelationKind, SchemeName
from profile_service.taxonomy.esco.addresses import addresses, kind_by_address
from profile_service.taxonomy.formats import SheetFormat, columns
from profile_service.taxonomy.found import (
    Found,
    FoundConcept,
    FoundRelation,
    FoundWhole,
    Told,
    concept_of,
    several,
    tidy,
)
from profile_service.taxonomy.schemes import ISCO, ref
from profile_service.taxonomy.sheet import Sheet

_GROUP: Final = 4
"""Digits of an ISCO group at the beginning of an occupation's code."""
_PREFERRED: Final = re.compile(r"pref_([a-z]{2,3})")


def _listed(sheet: Sheet, told: Told) -> Iterator[Found]:
    address = addresses()
    held: set[tuple[SchemeName, ConceptKind]] = set()
    for line, (uri, label, code) in sheet.pick("concept_uri", "preferred_label", "isco_code"):
        found, kind = address(uri, line), kind_by_address(uri)
        held.add((found.scheme, kind))
        yield FoundConcept(line, concept_of(found, kind, told.language, label, line, code=code))
        if code:
            group = ref(ISCO, code.partition(".")[0][:_GROUP])
            yield FoundRelation(line, Relation(RelationKind.BROADER, found, group), implied=True)
    yield from (FoundWhole(scheme, kind) for scheme, kind in sorted(held))


def _side_by_side(sheet: Sheet, _told: Told) -> Iterator[Found]:
    address = addresses()
    languages = [found[1] for name in sheet.columns if (found := _PREFERRED.fullmatch(name))]
    wanted = [f"{part}_{language}" for language in languages for part in ("pref", "alt")]
    for line, (uri, *texts) in sheet.pick("uri", *wanted):
        labels = dict(zip(languages, (tidy(one, line) for one in texts[::2]), strict=True))
        others = dict(zip(languages, (several(one, line) for one in texts[1::2]), strict=True))
        yield FoundConcept(
            line,
            Concept(
                address(uri, line),
                kind_by_address(uri),
                labels={language: label for language, label in labels.items() if label},
                other_labels={language: some for language, some in others.items() if some},
            ),
        )


LABELS: Final = (
    SheetFormat(
        "ESCO labels in one language", columns("concept_uri", "preferred_label"), _listed, worded=True
    ),
    SheetFormat("ESCO labels side by side", columns("uri", "pref_en"), _side_by_side),
)
