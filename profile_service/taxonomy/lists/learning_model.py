"""The controlled vocabularies of the European Learning Model, as uri, code, label_en: ISCED-F, EQF, national frameworks and others."""

import re
from collections.abc import Iterator
from typing import Final

from profile_service.domain.concept import ConceptKind, ConceptRef, Relation, RelationKind, SchemeName
from profile_service.taxonomy.errors import MisfitError
from profile_service.taxonomy.formats import SheetFormat, columns
from profile_service.taxonomy.found import Found, FoundConcept, FoundRelation, FoundWhole, Told, concept_of
from profile_service.taxonomy.schemes import ELM, EQF, ISCED_F, SEQF, ref
from profile_service.taxonomy.sheet import Sheet

_PLACES: Final = (
    ("http://data.europa.eu/snb/isced-f/", ISCED_F, ConceptKind.EDUCATION_FIELD),
    ("http://data.europa.eu/snb/eqf/", EQF, ConceptKind.EDUCATION_LEVEL),
    ("http://publications.europa.eu/resource/authority/country/", ELM, ConceptKind.COUNTRY),
    ("http://publications.europa.eu/resource/authority/language/", ELM, ConceptKind.LANGUAGE),
    ("http://data.europa.eu/nuts/code/", ELM, ConceptKind.REGION),
    ("http://data.europa.eu/snb/", ELM, ConceptKind.OTHER),
)
_SEQF_LEVEL: Final = re.compile(r"SeQF Level ([1-8])")
_WHOLE: Final = (ISCED_F, EQF)


def _read(sheet: Sheet, _told: Told) -> Iterator[Found]:
    held: set[tuple[SchemeName, ConceptKind]] = set()
    for line, (uri, written, label) in sheet.pick("uri", "code", "label_en"):
        found, kind, code = _place(uri, written, label, line)
        held.add((found.scheme, kind))
        yield FoundConcept(line, concept_of(found, kind, "en", label, line, code=code))
        # ISCED-F is a hierarchy by its codes: 0712 is a part of 071.
        if kind is ConceptKind.EDUCATION_FIELD and len(code) > len("00"):
            broad = ref(ISCED_F, uri.removesuffix(code) + code[:-1])
            yield FoundRelation(line, Relation(RelationKind.BROADER, found, broad), implied=True)
    yield from (FoundWhole(scheme, kind) for scheme, kind in sorted(held) if scheme in _WHOLE)


def _place(uri: str, code: str, label: str, line: int) -> tuple[ConceptRef, ConceptKind, str]:
    level = _SEQF_LEVEL.fullmatch(label)
    if level is not None:
        return ref(SEQF, uri), ConceptKind.EDUCATION_LEVEL, level[1]
    for beginning, scheme, kind in _PLACES:
        if uri.startswith(beginning):
            return ref(scheme, uri), kind, code
    raise MisfitError(
        line,
        f"{uri[:100]!r} is no address of these vocabularies",
        "one such as http://data.europa.eu/snb/eqf/4",
    )


LEARNING_MODEL: Final = (
    SheetFormat(
        "European Learning Model: ISCED-F, EQF, SeQF and its other vocabularies",
        columns("uri", "code", "label_en"),
        _read,
    ),
)
