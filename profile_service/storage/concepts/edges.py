"""The relations of an edition. What it says of where a concept leads by one kind takes the place of what older ones said of it."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select

from profile_service.domain.concept import ConceptRef, Relation, RelationKind
from profile_service.storage.concepts import tables
from profile_service.storage.concepts.upserting import upsert
from profile_service.storage.concepts.versions import Standing
from profile_service.storage.concepts.word_index import Row


class Edges:
    """Takes relations in, some thousand at a time."""

    def __init__(self, connection: Connection, edition_id: int, standing: Standing) -> None:
        self._connection = connection
        self._edition = edition_id
        self._older = sorted(standing.older)
        self._newer = sorted(standing.newer)
        self._numbers: dict[ConceptRef, int] = {}
        self._next = (connection.execute(select(func.max(tables.concept.c.id))).scalar() or 0) + 1
        self._sources: set[tuple[int, str]] = set()
        self.taken = 0

    def take(self, relations: Sequence[Relation]) -> None:
        """Write some; those that a newer edition speaks of already are left as it said."""
        self._number({end for one in relations for end in (one.source, one.target)})
        rows: dict[tuple[int, str, int], Row] = {}
        for one in relations:
            source, target = self._numbers[one.source], self._numbers[one.target]
            rows[source, one.kind.value, target] = {
                "source": source,
                "kind": one.kind.value,
                "target": target,
                "weight": one.weight,
                "edition_id": self._edition,
            }
        spoken_of = self._spoken_of({source for source, _, _ in rows}, self._newer)
        kept = [row for (source, kind, _), row in rows.items() if (source, kind) not in spoken_of]
        self._sources.update((row["source"], row["kind"]) for row in kept)
        self.taken += len(rows)
        upsert(
            self._connection, tables.relation, kept, ["source", "kind", "target"], ["weight", "edition_id"]
        )

    def sources_of(self, kind: RelationKind) -> set[int]:
        """The numbers of the concepts that relations of this kind were taken in from."""
        return {source for source, said in self._sources if said == kind.value}

    def drop_what_gave_way(self) -> None:
        """Take out the older relations of each source and kind that this edition speaks of."""
        if not self._older:
            return
        row = tables.relation.c
        sources = sorted(
            self._spoken_of({source for source, _ in self._sources}, self._older) & self._sources
        )
        for source, kind in sources:
            self._connection.execute(
                delete(tables.relation).where(
                    row.source == source, row.kind == kind, row.edition_id.in_(self._older)
                )
            )

    def _spoken_of(self, sources: set[int], editions: Sequence[int]) -> set[tuple[int, str]]:
        if not editions:
            return set()
        row, found, ordered = tables.relation.c, set(), sorted(sources)
        for start in range(0, len(ordered), 1000):
            some = ordered[start : start + 1000]
            found |= {
                (one.source, one.kind)
                for one in self._connection.execute(
                    select(row.source, row.kind)
                    .distinct()
                    .where(row.source.in_(some), row.edition_id.in_(editions))
                )
            }
        return found

    def _number(self, refs: set[ConceptRef]) -> None:
        """The numbers of these concepts; those that nobody described yet are written down as mentioned."""
        unknown = refs - self._numbers.keys()
        for scheme in sorted({ref.scheme for ref in unknown}):
            ids = sorted(ref.id for ref in unknown if ref.scheme == scheme)
            for start in range(0, len(ids), 1000):
                self._look_up(scheme, ids[start : start + 1000])
        mentioned = sorted(unknown - self._numbers.keys(), key=lambda ref: (ref.scheme, ref.id))
        rows = []
        for number, ref in enumerate(mentioned, self._next):
            self._numbers[ref] = number
            rows.append(
                {
                    "id": number,
                    "scheme": ref.scheme,
                    "concept_id": ref.id,
                    "kind": "other",
                    "code": "",
                    "edition_id": None,
                    "deprecated_in": "",
                }
            )
        self._next += len(rows)
        if rows:
            self._connection.execute(insert(tables.concept), rows)

    def _look_up(self, scheme: str, ids: Sequence[str]) -> None:
        row = tables.concept.c
        found = self._connection.execute(
            select(row.id, row.scheme, row.concept_id).where(row.scheme == scheme, row.concept_id.in_(ids))
        )
        self._numbers.update((ConceptRef(one.scheme, one.concept_id), one.id) for one in found)
