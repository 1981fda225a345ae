"""The tree over the journal, as tables that only grow: leaves, the hashes above them, checkpoints, cosignatures."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import orjson
from sqlalchemy import Connection, bindparam, func, insert, select

from consent.vocabulary import IndividualId
from profile_service.domain.commitment_kinds import CommitmentKinds
from profile_service.domain.event import EventId
from profile_service.domain.journal_tree import (
    MOST_AT_A_TIME,
    Checkpoint,
    Decided,
    Growth,
    Head,
    JournalLine,
    Placed,
    TreeLeaf,
)
from profile_service.domain.opening import BothBooks, Telling, Told
from profile_service.storage.commitments import imprint_of
from profile_service.storage.journal_rows import (
    commitments_between,
    disclosed_between,
    lines_between,
    newest_seq,
    row_of,
    sealed_in,
    text_of,
)
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.proof_tables import (
    OpeningRow,
    TreeCheckpointRow,
    TreeCosignatureRow,
    TreeLeavesRow,
    TreeNodeRow,
)
from profile_service.storage.rotten import reading
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of
from profile_service.storage.tree_checkpoints import all_checkpoints, checkpoint_of, newest_of
from profile_service.storage.tree_part import Part, parts_of
from profile_service.storage.tree_strays import strays
from schemas.proofs.tiles import WIDTH, Tile
from schemas.proofs.tree import HASH_BYTES, ProofError, leaf_hash

_OPENINGS = table_of(OpeningRow)
_LEAVES = table_of(TreeLeavesRow)
_NODES = table_of(TreeNodeRow)
_CHECKPOINTS = table_of(TreeCheckpointRow)
_COSIGNATURES = table_of(TreeCosignatureRow)

_NEWEST_OPENING = Prepared(select(func.max(_OPENINGS.c.seq).label("seq")))
_OPENINGS_TOLD = Prepared(
    select(_OPENINGS.c.event_id, _OPENINGS.c.individual_id).where(
        _OPENINGS.c.seq > bindparam("after"),
        _OPENINGS.c.seq <= bindparam("upto"),
        _OPENINGS.c.telling == bindparam("telling"),
    )
)
_LAST = select(func.max(_LEAVES.c.first)).scalar_subquery()
_LAST_LEAVES = Prepared(
    select(_LEAVES.c.first, _LEAVES.c.count, _LEAVES.c.last_seq).where(_LEAVES.c.first == _LAST)
)
_BEGINS = select(func.max(_LEAVES.c.first)).where(_LEAVES.c.first <= bindparam("first")).scalar_subquery()
_LEAVES_BETWEEN = Prepared(
    select(_LEAVES)
    .where(_LEAVES.c.first >= _BEGINS, _LEAVES.c.first < bindparam("end"))
    .order_by(_LEAVES.c.first)
)
_ENDS = select(func.min(_LEAVES.c.last_seq)).where(_LEAVES.c.last_seq >= bindparam("seq")).scalar_subquery()
_LEAVES_OF_LINE = Prepared(select(_LEAVES).where(_LEAVES.c.last_seq == _ENDS).order_by(_LEAVES.c.first))
_NODES_BETWEEN = Prepared(
    select(_NODES.c.hash)
    .where(
        _NODES.c.level == bindparam("level"),
        _NODES.c.at >= bindparam("first"),
        _NODES.c.at < bindparam("end"),
    )
    .order_by(_NODES.c.at)
)


class TableTree:
    """See `actions.ports.Tree`."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    # --- how it grows ---

    def decided(self) -> Decided:
        opening = _NEWEST_OPENING.one(self._connection).seq or 0
        return Decided(newest_seq(self._connection), opening)

    def head(self) -> Head:
        with reading("the last row of leaves"):
            row = _LAST_LEAVES.one(self._connection)
            return Head() if row is None else Head(row.first + row.count, row.last_seq)

    def next_leaves(self, head: Head, upto: int) -> Sequence[TreeLeaf]:
        kinds = self._kinds_until(head)
        kept = commitments_between(self._connection, head.last_seq, upto)
        if kept is not None:
            for seq, _, commitment in kept:
                _see_its_kind(kinds, seq, commitment)
            return [
                TreeLeaf(head.size + at, seq, event, leaf_hash(commitment))
                for at, (seq, event, commitment) in enumerate(kept)
            ]
        lines = lines_between(self._connection, self._keys, head.last_seq, upto, MOST_AT_A_TIME, anew=False)
        for line in lines:
            _see_its_kind(kinds, line.seq, line.commitment)
        return [
            TreeLeaf(head.size + at, line.seq, line.event, leaf_hash(self._commitment(line)))
            for at, line in enumerate(lines)
        ]

    def _kinds_until(self, head: Head) -> CommitmentKinds:
        """What is kept with the lines, by the one that was taken up last."""
        kinds = CommitmentKinds()
        for leaf in self.leaves(head.size - 1, 1) if head.size else ():
            kept = commitments_between(self._connection, leaf.seq - 1, leaf.seq)
            for _, _, commitment in kept or ():
                if leaf_hash(commitment) != leaf.hash:
                    raise ProofError(
                        f"line {leaf.seq}, which was taken up last, is not what its leaf was made of"
                    )
                _see_its_kind(kinds, leaf.seq, commitment)
        return kinds

    def add(self, growth: Growth) -> bool:
        if self.head() != growth.before or not growth.leaves:
            return False
        row = {
            "first": growth.before.size,
            "count": len(growth.leaves),
            "last_seq": growth.leaves[-1].seq,
            "hashes": b"".join(leaf.hash for leaf in growth.leaves),
            "lines": orjson.dumps([[leaf.seq, leaf.event] for leaf in growth.leaves]).decode(),
        }
        self._connection.execute(insert(_LEAVES), row)
        nodes = [{"level": level, "at": at, "hash": one} for level, at, one in growth.nodes]
        if nodes:
            self._connection.execute(insert(_NODES), nodes)
        return True

    def keep(self, checkpoint: Checkpoint) -> None:
        self._connection.execute(
            insert(_CHECKPOINTS),
            {
                "size": checkpoint.size,
                "made_at": checkpoint.made_at,
                "root": checkpoint.root,
                "last_seq": checkpoint.last_seq,
                "note": checkpoint.note,
            },
        )

    def _commitment(self, line: JournalLine) -> bytes:
        # Of a line from before there was a tree, whose key is gone as well: something that can be worked out by nobody.
        return line.commitment or line.worked_out or self._keys.row_key_of_nobody()

    # --- what stands in it ---

    def tile(self, tile: Tile) -> bytes:
        first, end = tile.index * WIDTH, tile.index * WIDTH + tile.width
        if tile.level:
            with reading(tile.path):
                found = _NODES_BETWEEN.rows(self._connection, level=tile.level, first=first, end=end)
                content = b"".join(row.hash for row in found)
        else:
            content = b"".join(part.hashes for part in self._parts(first, end))
        if len(content) != tile.width * HASH_BYTES:
            raise ProofError(f"{tile.path} is not there")
        return content

    def leaves(self, first: int, limit: int) -> Sequence[TreeLeaf]:
        return [leaf for part in self._parts(first, first + limit) for leaf in part.leaves()]

    def strays(self) -> Sequence[str]:
        return strays(self._connection, self.head().size)

    def _parts(self, first: int, end: int) -> Iterator[Part]:
        with reading(f"a row of leaves between {first} and {end}"):
            rows = _LEAVES_BETWEEN.rows(self._connection, first=first, end=end)
        return parts_of(rows, first, end)

    def lines(self, after: int | None, upto: int | None, limit: int) -> Sequence[JournalLine]:
        return lines_between(self._connection, self._keys, after, upto, limit, anew=True)

    def _position(self, event: str, seq: int) -> int | None:
        rows = _LEAVES_OF_LINE.rows(self._connection, seq=seq)
        leaves = (leaf for row in rows for leaf in Part(row, row.first, row.first + row.count).leaves())
        return next((leaf.position for leaf in leaves if (leaf.event, leaf.seq) == (event, seq)), None)

    def placed(self, individual: IndividualId, event: EventId) -> Placed | None:
        found = row_of(self._connection, individual, event)
        position = None if found is None else self._position(event, found.seq)
        if found is None or position is None:
            return None
        try:
            row, row_key = text_of(self._keys, found), self._keys.row_key(individual, event)
            imprint = imprint_of(found.commitment or b"")
            return Placed(event, position, row, row_key, imprint, sealed_in(self._keys, found))
        except KeyError:
            return None

    def both_books(self, after: Decided, upto: Decided) -> BothBooks:
        lines = disclosed_between(self._connection, after.seq, upto.seq)
        with reading("the book of openings"):
            openings = _OPENINGS_TOLD.rows(
                self._connection, after=after.opening, upto=upto.opening, telling=Telling.LINE.value
            )
        return BothBooks(lines, [Told(row.event_id, row.individual_id) for row in openings])

    # --- what was signed ---

    def checkpoint(self, size: int | None = None) -> Checkpoint | None:
        return checkpoint_of(self._connection, size)

    def newest_checkpoints(self, limit: int) -> Sequence[Checkpoint]:
        return newest_of(self._connection, limit)

    def checkpoints(self) -> Iterator[Checkpoint]:
        return all_checkpoints(self._connection)

    def cosign(self, size: int, witness: str, line: str, at: datetime) -> bool:
        row = {"size": size, "witness": witness, "came_at": at, "line": line}
        mine = (_COSIGNATURES.c.size == size, _COSIGNATURES.c.witness == witness)
        if self._connection.execute(select(_COSIGNATURES.c.size).where(*mine)).first() is not None:
            return False
        self._connection.execute(insert(_COSIGNATURES), row)
        return True

    def cosigned(self) -> int:
        return self._connection.execute(select(func.max(_COSIGNATURES.c.size))).scalar_one() or 0

    def cosignatures(self, size: int) -> Sequence[str]:
        of_it = select(_COSIGNATURES.c.line).where(_COSIGNATURES.c.size == size)
        return list(self._connection.execute(of_it.order_by(_COSIGNATURES.c.witness)).scalars())


def _see_its_kind(kinds: CommitmentKinds, seq: int, commitment: bytes | None) -> None:
    if said := kinds.fault(commitment):
        raise ProofError(f"line {seq} is not taken up: {said}")
