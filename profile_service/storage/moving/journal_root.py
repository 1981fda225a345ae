"""The root of the journal's tree, worked out anew from the leaves that a database holds, against what was signed."""

from typing import Final

from sqlalchemy import Connection, select

from profile_service.storage.proof_tables import TreeCheckpointRow, TreeLeavesRow
from profile_service.storage.tables import table_of
from schemas.proofs.tree import EMPTY_ROOT, HASH_BYTES, node_hash

_LEAVES: Final = table_of(TreeLeavesRow)
_CHECKPOINTS: Final = table_of(TreeCheckpointRow)


def newest_root(connection: Connection) -> tuple[int, bytes] | None:
    """Size and root of the newest checkpoint; None before the first."""
    newest = select(_CHECKPOINTS.c.size, _CHECKPOINTS.c.root).order_by(_CHECKPOINTS.c.size.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return None if row is None else (row.size, bytes(row.root))


def worked_out(connection: Connection, size: int) -> bytes | None:
    """The root of the first leaves (RFC 9162, 2.1.1), in memory for one of each height; None where there are not so many."""
    whole: list[tuple[int, bytes]] = []
    seen = 0
    rows = connection.execute(
        select(_LEAVES.c.hashes).order_by(_LEAVES.c.first).execution_options(stream_results=True)
    )
    for row in rows:
        for at in range(0, len(row.hashes), HASH_BYTES):
            if seen == size:
                return _folded(whole)
            height, top = 0, bytes(row.hashes[at : at + HASH_BYTES])
            while whole and whole[-1][0] == height:
                top, height = node_hash(whole.pop()[1], top), height + 1
            whole.append((height, top))
            seen += 1
    return _folded(whole) if seen == size else None


def stands(connection: Connection) -> bool:
    """Whether the leaves make the root that was signed last."""
    newest = newest_root(connection)
    return newest is None or worked_out(connection, newest[0]) == newest[1]


def _folded(whole: list[tuple[int, bytes]]) -> bytes:
    if not whole:
        return EMPTY_ROOT
    root = whole[-1][1]
    for _, left in reversed(whole[:-1]):
        root = node_hash(left, root)
    return root
