"""What `egenkarta taxonomy` says: editions, numbers and concepts in words."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from profile_service.actions.ports.concepts import Printed
from profile_service.domain.concept import (
    Concept,
    ConceptHit,
    ConceptKind,
    ConceptRef,
    Edition,
    Relation,
    RelationKind,
    SchemeName,
)
from profile_service.storage.concepts.counting import Holding
from profile_service.taxonomy.schemes import SCHEMES

_FILES: Final = 20
_RELATIONS: Final = 20
_PLURALS: Final = {
    ConceptKind.COUNTRY: "countries",
    ConceptKind.INDUSTRY: "industries",
    ConceptKind.OTHER: "other",
}
_OUT: Final = {
    RelationKind.ESSENTIAL: "needs",
    RelationKind.OPTIONAL: "may need",
    RelationKind.BROADER: "is a part of",
    RelationKind.RELATED: "has to do with",
    RelationKind.SUBSTITUTE: "can stand in for",
    RelationKind.EXACT: "is the same as",
    RelationKind.CLOSE: "is close to",
    RelationKind.NARROW: "is wider than",
    RelationKind.BROAD: "is narrower than",
}
_INTO: Final = {
    RelationKind.ESSENTIAL: "is needed by",
    RelationKind.OPTIONAL: "may be needed by",
    RelationKind.BROADER: "has as a part",
    RelationKind.RELATED: "has to do with",
    RelationKind.SUBSTITUTE: "can be stood in for by",
    RelationKind.EXACT: "is the same as",
    RelationKind.CLOSE: "is close to",
    RelationKind.NARROW: "is narrower than",
    RelationKind.BROAD: "is wider than",
}


def printed(scheme: SchemeName, version: str, did: Printed) -> str:
    """What an import did."""
    name = f"{SCHEMES[scheme].title} {version}" if SCHEMES[scheme].version == "" else SCHEMES[scheme].title
    if did.unchanged:
        return f"{name}: nothing changed; these files were taken in before."
    return (
        f"{name}: {did.concepts:,} concepts and {did.relations:,} relations; {did.new:,} new, {did.kept:,} kept, "
        f"{did.relabelled:,} relabelled, {did.deprecated:,} deprecated (their labels stay)."
    )


def left_alone(files: Sequence[Path]) -> str:
    """Files of a folder that are neither CSV nor JSON."""
    names = ", ".join(dict.fromkeys(one.name for one in files[:_FILES]))
    return f"Left alone, since neither CSV nor JSON: {names}{' ...' if len(files) > _FILES else ''}"


def ahead(counts: Mapping[SchemeName, int]) -> Iterator[str]:
    """Relations that lead to what was not imported yet."""
    for scheme, number in sorted(counts.items()):
        title = SCHEMES[scheme].title
        lead = "1 relation leads" if number == 1 else f"{number:,} relations lead"
        yield f"{lead} to concepts of {title} that are not there yet: import {title} as well."


def edition(one: Edition) -> Iterator[str]:
    """An edition with where it comes from."""
    yield f"{one.scheme} {one.version}"
    published = f", published {one.released}" if one.released else ""
    yield f"  taken in {one.imported_at:%Y-%m-%d %H:%M}{published}; languages: {', '.join(one.languages) or 'none'}"
    yield f"  {one.attribution} {one.licence}."
    for file in one.files[:_FILES]:
        yield f"  {file.sha256}  {file.name} ({file.size:,} bytes)"
    if len(one.files) > _FILES:
        yield f"  and {len(one.files) - _FILES} more files"


def holding(scheme: SchemeName, there: Holding) -> Iterator[str]:
    """How much there is of a scheme."""
    concepts = ", ".join(
        f"{number:,} {_many(kind, number)}" for kind, number in sorted(there.concepts.items())
    )
    gone = f"; {there.deprecated:,} deprecated" if there.deprecated else ""
    yield f"{scheme}, all editions together: {concepts or 'no concepts'}{gone}"
    if there.relations:
        relations = ", ".join(f"{number:,} {kind.value}" for kind, number in sorted(there.relations.items()))
        yield f"  relations: {relations}"


def concept(
    one: Concept,
    out: Sequence[Relation],
    into: Sequence[Relation],
    labels: Mapping[ConceptRef, ConceptHit],
) -> Iterator[str]:
    """A concept with its labels and relations."""
    code = f" {one.code}" if one.code and one.code != one.ref.id else ""
    yield f"{one.ref.scheme} {one.ref.id}: {one.kind.value.replace('_', ' ')}{code}"
    if one.deprecated_in:
        yield f"  deprecated: not in {one.deprecated_in} any more"
    for language in sorted(one.labels.keys() | one.other_labels.keys()):
        others = ", ".join(one.other_labels.get(language, ()))
        yield f"  {language}: {one.labels.get(language, '-')}{f' (also: {others})' if others else ''}"
    for language, text in sorted(one.descriptions.items()):
        yield f"  {language}, described: {text}"
    ways = [(_OUT[way.kind], way.target, way.weight) for way in out]
    ways += [(_INTO[way.kind], way.source, way.weight) for way in into]
    for words, other, weight in ways[:_RELATIONS]:
        hit = labels.get(other)
        share = f" ({weight} %)" if weight is not None else ""
        yield f"  {words}{share}: {hit.label if hit else other.id} [{other.scheme} {other.id}]"
    if len(ways) > _RELATIONS:
        yield f"  and {len(ways) - _RELATIONS:,} more relations"


def _many(kind: ConceptKind, number: int) -> str:
    if number == 1:
        return kind.value.replace("_", " ")
    return _PLURALS.get(kind, kind.value.replace("_", " ") + "s")
