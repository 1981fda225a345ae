"""Looking concepts up by their ids: labels in the asked language or the next best, relations, editions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, Select, select

from profile_service.domain.concept import (
    Concept,
    ConceptHit,
    ConceptId,
    ConceptKind,
    ConceptRef,
    Edition,
    Relation,
    RelationKind,
    SchemeName,
    SourceFile,
)
from profile_service.storage.concepts import tables
from profile_service.storage.concepts.tables import OTHER, PREFERRED
from profile_service.storage.concepts.versions import order_of

_AT_ONCE: Final = 500
_TAG: Final = re.compile("[A-Za-z0-9-]{1,35}")
_NEXT_BEST: Final = ("sv", "en")


def find(connection: Connection, ref: ConceptRef) -> Concept | None:
    """One concept with everything that is known of it."""
    row = tables.concept.c
    found = connection.execute(
        select(tables.concept).where(
            row.scheme == ref.scheme, row.concept_id == ref.id, row.edition_id.is_not(None)
        )
    ).one_or_none()
    if found is None:
        return None
    labels: dict[str, str] = {}
    others: dict[str, list[str]] = defaultdict(list)
    of_label = tables.label.c
    for one in connection.execute(
        select(tables.label).where(of_label.concept_id == found.id).order_by(of_label.id)
    ):
        if one.place == PREFERRED:
            labels[one.language] = one.text
        elif one.place == OTHER:
            others[one.language].append(one.text)
    of_text = tables.description.c
    texts = connection.execute(select(of_text.language, of_text.text).where(of_text.concept_id == found.id))
    return Concept(
        ref,
        ConceptKind(found.kind),
        found.code,
        labels,
        {language: tuple(sorted(several)) for language, several in others.items()},
        {one.language: one.text for one in texts},
        found.deprecated_in,
    )


def labelled(
    connection: Connection, refs: Sequence[ConceptRef], language: str
) -> Mapping[ConceptRef, ConceptHit]:
    """Many concepts, each with one label."""
    by_scheme: dict[SchemeName, list[ConceptId]] = defaultdict(list)
    for ref in dict.fromkeys(refs):
        by_scheme[ref.scheme].append(ref.id)
    row, hits = tables.concept.c, list[tuple[int, ConceptHit]]()
    for scheme, ids in by_scheme.items():
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            hits += _hits(
                connection, _known().where(row.scheme == scheme, row.concept_id.in_(some)), language
            )
    return {hit.ref: hit for _, hit in hits}


def hits_of(connection: Connection, numbers: Sequence[int], language: str) -> Mapping[int, ConceptHit]:
    """The same by the numbers that the store gave them."""
    return dict(_hits(connection, _known().where(tables.concept.c.id.in_(numbers)), language))


def chain(language: str) -> tuple[str, ...]:
    """The languages to look in, in this order: the asked one, that one without its region or script, Swedish, English."""
    # What is no tag is in no label either, and not every text can be put to a database.
    asked = (language, language.partition("-")[0]) if _TAG.fullmatch(language) else ()
    return tuple(dict.fromkeys((*asked, *_NEXT_BEST)))


def _known() -> Select[tuple[int, str, str, str, str, str, str]]:
    row = tables.concept.c
    return select(
        row.id, row.scheme, row.concept_id, row.kind, row.code, row.deprecated_in, tables.edition.c.version
    ).join(tables.edition, row.edition_id == tables.edition.c.id)


def _hits(
    connection: Connection, wanted: Select[tuple[int, str, str, str, str, str, str]], language: str
) -> Iterable[tuple[int, ConceptHit]]:
    found = connection.execute(wanted).all()
    labels = _preferred(connection, [one.id for one in found], language)
    own = (language, language.partition("-")[0])
    for one in found:
        spoken, text = labels.get(one.id, ("", one.code or one.concept_id))
        ref = ConceptRef(SchemeName(one.scheme), ConceptId(one.concept_id))
        yield (
            one.id,
            ConceptHit(
                ref, ConceptKind(one.kind), one.code, one.version, text, spoken, spoken not in own,
                deprecated=bool(one.deprecated_in),
            ),
        )  # fmt: skip


def _preferred(connection: Connection, numbers: Sequence[int], language: str) -> dict[int, tuple[str, str]]:
    """The best label of each: language and text."""
    wanted = chain(language)
    by_number = _labels(connection, numbers, wanted)
    best = {}
    for number, labels in by_number.items():
        spoken = next(one for one in wanted if one in labels)
        best[number] = (spoken, labels[spoken])
    missing = [number for number in numbers if number not in best]
    if missing:
        for number, labels in _labels(connection, missing, ()).items():
            best[number] = min(labels.items())
    return best


def _labels(
    connection: Connection, numbers: Sequence[int], languages: Sequence[str]
) -> dict[int, dict[str, str]]:
    """Preferred labels by number and language; in all languages where none are named."""
    row, found = tables.label.c, defaultdict[int, dict[str, str]](dict)
    statement = select(row.concept_id, row.language, row.text).where(
        row.concept_id.in_(numbers), row.place == PREFERRED
    )
    if languages:
        statement = statement.where(row.language.in_(languages))
    for one in connection.execute(statement):
        found[one.concept_id][one.language] = one.text
    return found


def relations(
    connection: Connection, ref: ConceptRef, kinds: Sequence[RelationKind], *, outwards: bool
) -> Sequence[Relation]:
    """What leads away from a concept, or to it; no kinds named means all of them."""
    row, this, other = tables.relation.c, tables.concept.alias("this"), tables.concept.alias("other")
    here, there = (row.source, row.target) if outwards else (row.target, row.source)
    statement = (
        select(row.kind, row.weight, other.c.scheme, other.c.concept_id)
        .join_from(this, tables.relation, this.c.id == here)
        .join(other, other.c.id == there)
        .where(this.c.scheme == ref.scheme, this.c.concept_id == ref.id)
        .order_by(row.kind, other.c.scheme, other.c.concept_id)
    )
    if kinds:
        statement = statement.where(row.kind.in_([kind.value for kind in kinds]))
    found = []
    for one in connection.execute(statement):
        end = ConceptRef(SchemeName(one.scheme), ConceptId(one.concept_id))
        source, target = (ref, end) if outwards else (end, ref)
        found.append(Relation(RelationKind(one.kind), source, target, one.weight))
    return found


def editions(connection: Connection) -> Sequence[Edition]:
    """What was imported, by scheme, the newest version first."""
    found = connection.execute(select(tables.edition).order_by(tables.edition.c.id)).all()
    ordered = sorted(found, key=lambda one: (order_of(one.version), one.id), reverse=True)
    return [
        Edition(
            SchemeName(one.scheme),
            one.version,
            one.released,
            one.imported_at,
            tuple(SourceFile(file["name"], file["sha256"], file["size"]) for file in one.files),
            one.licence,
            one.attribution,
            tuple(one.languages),
        )
        for one in sorted(ordered, key=lambda one: str(one.scheme))
    ]
