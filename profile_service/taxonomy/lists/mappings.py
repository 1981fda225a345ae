"""What of JobTech's is what of ESCO's. Only an exact match may translate a code; the others lead a person further, no program."""

from collections.abc import Iterator
from typing import Final

from profile_service.domain.concept import Relation, RelationKind
from profile_service.taxonomy.errors import MisfitError
from profile_service.taxonomy.formats import SheetFormat, columns
from profile_service.taxonomy.found import Found, FoundRelation, Told
from profile_service.taxonomy.schemes import JOBTECH, esco_ref, ref
from profile_service.taxonomy.sheet import Sheet

_MATCHES: Final = {
    "exact-match": RelationKind.EXACT,
    "close-match": RelationKind.CLOSE,
    "narrow-match": RelationKind.NARROW,
    "broad-match": RelationKind.BROAD,
}


def _read(sheet: Sheet, _told: Told) -> Iterator[Found]:
    for line, (concept_id, uri, word) in sheet.pick("source_concept_id", "target_uri", "relation"):
        kind, target = _MATCHES.get(word), esco_ref(uri)
        if kind is None:
            raise MisfitError(line, f"relation is {word[:50]!r}", ", ".join(_MATCHES))
        if target is None:
            raise MisfitError(
                line, f"{uri[:100]!r} is no address of ESCO's", "http://data.europa.eu/esco/..."
            )
        yield FoundRelation(line, Relation(kind, ref(JOBTECH, concept_id), target))


MAPPINGS: Final = (
    SheetFormat(
        "JobTech to ESCO",
        columns("source_type", "source_concept_id", "target_uri", "relation"),
        _read,
    ),
)
