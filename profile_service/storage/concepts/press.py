"""Taking in one edition: new concepts and labels are added, newer words come first, nothing that was known is forgotten.

Editions may come in any order. What an edition says of a concept gives way to what a newer one said; a label that gives way stays as
another label, so that old words still find the concept. Concepts that a whole newer edition lacks are deprecated, never deleted.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, func, insert, select, update

from profile_service.domain.concept import Concept, Edition, Relation, RelationKind
from profile_service.storage.concepts import tables
from profile_service.storage.concepts.edges import Edges
from profile_service.storage.concepts.leaves import Leaves
from profile_service.storage.concepts.rings import break_rings
from profile_service.storage.concepts.versions import KnownEdition, Standing
from profile_service.storage.concepts.word_index import WordIndex

T = TypeVar("T")
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Impression:
    """What an import did, in numbers; see `Printed`."""

    unchanged: bool = False
    concepts: int = 0
    relations: int = 0
    new: int = 0
    kept: int = 0
    relabelled: int = 0
    deprecated: int = 0


def fingerprint_of(edition: Edition) -> str:
    """The same for the same files of the same version of a scheme, read in the same languages, whatever they are called."""
    # The languages too: else labels that were taken in as the wrong language could never be taken in as the right one.
    files = sorted(file.sha256 for file in edition.files)
    said = [edition.scheme, edition.version, *files, *sorted(edition.languages)]
    return hashlib.sha256("\0".join(said).encode()).hexdigest()


class Press:
    """Prints into one transaction."""

    def __init__(self, connection: Connection, index: WordIndex) -> None:
        self._connection = connection
        self._index = index

    def print_edition(
        self,
        edition: Edition,
        concepts: Iterable[Concept],
        relations: Iterable[Relation],
        whole: frozenset[str],
    ) -> Impression:
        """See `ConceptPress.print_edition`."""
        fingerprint = fingerprint_of(edition)
        known = self._connection.execute(
            select(tables.edition.c.id).where(tables.edition.c.fingerprint == fingerprint)
        ).first()
        if known is not None:
            return Impression(unchanged=True)
        standing = Standing(edition.version, self._known(edition))
        edition_id = self._write(edition, fingerprint, whole)
        leaves = Leaves(self._connection, self._index, edition.scheme, edition_id, standing)
        for some in batches(concepts, _AT_ONCE):
            leaves.take(some)
        edges = Edges(self._connection, edition_id, standing)
        for several in batches(relations, _AT_ONCE * 10):
            edges.take(several)
        edges.drop_what_gave_way()
        break_rings(self._connection, edges.sources_of(RelationKind.BROADER), standing)
        gone = self._deprecate(edition, standing.older, whole)
        leaves.write_words()
        self._connection.execute(update(tables.store).values(revision=tables.store.c.revision + 1))
        self._index.settle(self._connection, leaves.labels)
        return Impression(
            concepts=leaves.new + leaves.kept,
            relations=edges.taken,
            new=leaves.new,
            kept=leaves.kept,
            relabelled=leaves.relabelled,
            deprecated=gone,
        )

    def _known(self, edition: Edition) -> Sequence[KnownEdition]:
        row = tables.edition.c
        found = self._connection.execute(
            select(row.id, row.version, row.whole, row.files).where(row.scheme == edition.scheme)
        )
        return [
            KnownEdition(one.id, one.version, frozenset(one.whole), provisional=not one.files)
            for one in found
        ]

    def _write(self, edition: Edition, fingerprint: str, whole: frozenset[str]) -> int:
        newest = self._connection.execute(select(func.max(tables.edition.c.id))).scalar()
        values: dict[str, Any] = {
            "id": (newest or 0) + 1,
            "scheme": edition.scheme,
            "version": edition.version,
            "fingerprint": fingerprint,
            "released": edition.released,
            "imported_at": edition.imported_at,
            "files": [asdict(file) for file in edition.files],
            "licence": edition.licence,
            "attribution": edition.attribution,
            "languages": list(edition.languages),
            "whole": sorted(whole),
        }
        self._connection.execute(insert(tables.edition), values)
        return int(values["id"])

    def _deprecate(self, edition: Edition, older: frozenset[int], whole: frozenset[str]) -> int:
        """Mark what only older editions hold, of the kinds that this one holds completely."""
        row = tables.concept.c
        gone = self._connection.execute(
            update(tables.concept)
            .where(row.scheme == edition.scheme, row.kind.in_(sorted(whole)), row.deprecated_in == "")
            .where(row.edition_id.in_(sorted(older)))
            .values(deprecated_in=edition.version)
        )
        return gone.rowcount


def batches(items: Iterable[T], size: int) -> Iterable[list[T]]:
    """So many at a time, so that an import of any size needs the memory of a few."""
    walk = iter(items)
    while some := list(islice(walk, size)):
        yield some
