"""The concepts of an edition with their labels and descriptions, merged with what is there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from profile_service.actions.ports.concepts import MisprintError
from profile_service.domain.concept import Concept, ConceptKind, SchemeName
from profile_service.storage.concepts import tables
from profile_service.storage.concepts.folding import fold
from profile_service.storage.concepts.tables import CODE, OTHER, PREFERRED
from profile_service.storage.concepts.upserting import upsert
from profile_service.storage.concepts.versions import Standing
from profile_service.storage.concepts.word_index import Row, WordIndex

_LONGEST_RANKED: Final = 255
_SHORT_ID: Final = 12
_AT_ONCE: Final = 5_000
_OF_ONE_SORT: Final = {
    ConceptKind.SKILL: "skill",
    ConceptKind.SKILL_GROUP: "skill",
    ConceptKind.KEYWORD: "skill",
    ConceptKind.OCCUPATION: "occupation",
    ConceptKind.OCCUPATION_GROUP: "occupation",
}
"""A list that knows a concept by its address alone cannot tell a group from what lies in it; nor does a newer version always."""


class Leaves:
    """Takes concepts in, some hundred at a time. Counts what it did."""

    def __init__(
        self,
        connection: Connection,
        index: WordIndex,
        scheme: SchemeName,
        edition_id: int,
        standing: Standing,
    ) -> None:
        self._connection = connection
        self._index = index
        self._scheme = scheme
        self._edition = edition_id
        self._standing = standing
        self._older = standing.older
        self._newer = standing.newer
        self._next_concept = _after(connection, tables.concept.c.id)
        # The number of a label is the low part of its id; see `_label_id`.
        self._next_label = (
            connection.execute(select(func.max(tables.label.c.id % (1 << 48)))).scalar() or 0
        ) + 1
        self._words: set[tuple[str, str]] = set()
        self.new = self.kept = self.relabelled = self.labels = 0

    def take(self, concepts: Sequence[Concept]) -> None:
        """Merge some concepts."""
        there = self._there([concept.ref.id for concept in concepts])
        languages = {
            language for concept in concepts for language in (*concept.labels, *concept.other_labels, "")
        }
        described = {language for concept in concepts for language in concept.descriptions}
        merging = _Merging(
            self._labels_of(there.values(), languages), self._described(there.values(), described)
        )
        for concept in concepts:
            row = there.get(concept.ref.id)
            if row is None:
                there[concept.ref.id] = row = self._begin(concept)
                merging.begun.append(row)
            self._merge(concept, row, merging)
        self._write(merging)

    def write_words(self) -> None:
        """Write down the words of all labels that came in, which slips of the keys are compared with."""
        ordered = sorted(self._words)
        for start in range(0, len(ordered), _AT_ONCE):
            rows = [
                {"language": language, "word": word} for language, word in ordered[start : start + _AT_ONCE]
            ]
            upsert(self._connection, tables.word, rows, ["language", "word"], [])

    def _there(self, ids: Sequence[str]) -> dict[str, Row]:
        row = tables.concept
        found = self._connection.execute(
            select(row).where(row.c.scheme == self._scheme, row.c.concept_id.in_(ids))
        )
        return {one["concept_id"]: dict(one) for one in found.mappings()}

    def _labels_of(
        self, concepts: Iterable[Row], languages: Iterable[str]
    ) -> dict[tuple[int, str], list[Row]]:
        row = tables.label
        found = self._connection.execute(
            select(row).where(
                row.c.concept_id.in_([one["id"] for one in concepts]), row.c.language.in_(sorted(languages))
            )
        )
        labels: dict[tuple[int, str], list[Row]] = defaultdict(list)
        for one in found.mappings():
            labels[one["concept_id"], one["language"]].append(dict(one))
        return labels

    def _described(self, concepts: Iterable[Row], languages: Iterable[str]) -> dict[tuple[int, str], int]:
        row = tables.description.c
        found = self._connection.execute(
            select(row.concept_id, row.language, row.edition_id).where(
                row.concept_id.in_([one["id"] for one in concepts]), row.language.in_(sorted(languages))
            )
        )
        return {(one.concept_id, one.language): one.edition_id for one in found}

    def _begin(self, concept: Concept) -> Row:
        row: Row = {
            "id": self._next_concept,
            "scheme": self._scheme,
            "concept_id": concept.ref.id,
            "kind": concept.kind.value,
            "code": concept.code,
            "edition_id": None,
            "deprecated_in": "",
        }
        self._next_concept += 1
        return row

    def _merge(self, concept: Concept, row: Row, merging: "_Merging") -> None:
        mentioned = row["edition_id"] is None
        if not mentioned:
            _refuse_another_kind(concept, row["kind"])
        if mentioned:
            self.new += 1
        elif row["edition_id"] != self._edition:
            self.kept += 1
        if mentioned or row["edition_id"] not in self._newer:
            row.update(
                kind=concept.kind.value,
                code=concept.code or row["code"],
                edition_id=self._edition,
                deprecated_in=concept.deprecated_in or self._standing.gone_in(concept.kind.value),
            )
            merging.changed[row["id"]] = row
        relabelled = [
            self._prefer(row["id"], language, text, merging) for language, text in concept.labels.items()
        ]
        self.relabelled += any(relabelled)
        for language, texts in concept.other_labels.items():
            for text in texts:
                self._add_other(row["id"], language, text, merging)
        self._add_code(concept, row, merging)
        for language, text in concept.descriptions.items():
            if merging.described.get((row["id"], language), self._edition) not in self._newer:
                merging.descriptions[row["id"], language] = {
                    "concept_id": row["id"], "language": language, "text": text, "edition_id": self._edition
                }  # fmt: skip

    def _prefer(self, concept_id: int, language: str, text: str, merging: "_Merging") -> bool:
        """Take in a preferred label. True where it is another one than before."""
        if not text:
            return False
        labels = merging.labels[concept_id, language]
        before = next((one for one in labels if one["place"] == PREFERRED), None)
        if before is not None and before["text"] == text:
            if before["edition_id"] in self._older:
                before["edition_id"] = self._edition
                merging.said_again.append(before["id"])
            return False
        if before is not None and before["edition_id"] in self._newer:
            self._add_other(concept_id, language, text, merging)
            return False
        for one in [
            one for one in labels if one is before or (one["place"] == OTHER and one["text"] == text)
        ]:
            labels.remove(one)
            merging.take_out(one)
        self._add(concept_id, language, PREFERRED, text, merging)
        if before is not None:
            self._add_other(concept_id, language, before["text"], merging)
        return before is not None

    def _add_other(self, concept_id: int, language: str, text: str, merging: "_Merging") -> None:
        if text and all(one["text"] != text for one in merging.labels[concept_id, language]):
            self._add(concept_id, language, OTHER, text, merging)

    def _add_code(self, concept: Concept, row: Row, merging: "_Merging") -> None:
        """The notation is found as well; so is an id that is one, and not an address or a key."""
        short = concept.ref.id if len(concept.ref.id) <= _SHORT_ID and concept.ref.id.isalnum() else ""
        for code in {concept.code, short} - {""}:
            if all(one["text"] != code for one in merging.labels[row["id"], ""]):
                self._add(row["id"], "", CODE, code, merging)

    def _add(self, concept_id: int, language: str, place: int, text: str, merging: "_Merging") -> None:
        folded = fold(text)
        rank = min(len(folded), _LONGEST_RANKED)
        one: Row = {
            "id": place << 56 | rank << 48 | self._next_label,
            "concept_id": concept_id,
            "language": language,
            "place": place,
            "text": text,
            "folded": folded,
            "edition_id": self._edition,
        }
        self._next_label += 1
        self._words.update((language, word) for word in folded.split())
        merging.labels[concept_id, language].append(one)
        merging.put_in[one["id"]] = one

    def _write(self, merging: "_Merging") -> None:
        if merging.begun:
            self._connection.execute(insert(tables.concept), merging.begun)
        begun = {row["id"] for row in merging.begun}
        if changed := [row for key, row in merging.changed.items() if key not in begun]:
            row = tables.concept.c
            self._connection.execute(
                update(tables.concept)
                .where(row.id == bindparam("the_id"))
                .values({name: bindparam(f"new_{name}") for name in _CHANGING}),
                [
                    {"the_id": one["id"], **{f"new_{name}": one[name] for name in _CHANGING}}
                    for one in changed
                ],
            )
        if merging.taken_out:
            self._index.remove(self._connection, merging.taken_out)
        if merging.put_in:
            self.labels += len(merging.put_in)
            self._index.add(self._connection, list(merging.put_in.values()))
        if merging.said_again:
            self._connection.execute(
                update(tables.label)
                .where(tables.label.c.id.in_(merging.said_again))
                .values(edition_id=self._edition)
            )
        upsert(
            self._connection, tables.description, list(merging.descriptions.values()),
            ["concept_id", "language"], ["text", "edition_id"],
        )  # fmt: skip


_CHANGING: Final = ("kind", "code", "edition_id", "deprecated_in")


class _Merging:
    """What one batch found, and what has to be written of it."""

    def __init__(
        self, labels: dict[tuple[int, str], list[Row]], described: dict[tuple[int, str], int]
    ) -> None:
        self.labels = labels
        self.described = described
        self.begun: list[Row] = []
        self.changed: dict[int, Row] = {}
        self.put_in: dict[int, Row] = {}
        self.taken_out: list[Row] = []
        self.said_again: list[int] = []
        self.descriptions: dict[tuple[int, str], Row] = {}

    def take_out(self, label: Row) -> None:
        """Take a label out again: one that was put in by this very batch has left no trace yet."""
        if self.put_in.pop(label["id"], None) is None:
            self.taken_out.append(label)


def _refuse_another_kind(concept: Concept, before: str) -> None:
    """Refuse what would turn a skill in somebody's profile into an occupation. "Other" says nothing of what it is."""
    kinds = (ConceptKind(before), concept.kind)
    if ConceptKind.OTHER not in kinds and len({_OF_ONE_SORT.get(kind, kind.value) for kind in kinds}) > 1:
        raise MisprintError(
            f"{concept.ref.id} is of the kind {concept.kind.value}, and was taken in before as {before}",
            "the kind that its publisher gave it, or an id of its own",
        )


def _after(connection: Connection, column: Any) -> int:
    return (connection.execute(select(func.max(column))).scalar() or 0) + 1
