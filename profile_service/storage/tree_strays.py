"""Rows of the tree's tables that stand where nothing does: before its beginning, or after its end.

No proof is made of them, so nothing else would find them; but the tree could not grow past them, or would go on from them.
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, and_, or_, select

from profile_service.storage.proof_tables import TreeCheckpointRow, TreeLeavesRow, TreeNodeRow
from profile_service.storage.tables import table_of
from schemas.proofs.tiles import HEIGHT

_LEAVES = table_of(TreeLeavesRow)
_NODES = table_of(TreeNodeRow)
_CHECKPOINTS = table_of(TreeCheckpointRow)
_LEVELS: Final = range(1, 8)
"""No tree whose lines have numbers has hashes above these."""
_MOST: Final = 20


def strays(connection: Connection, size: int) -> Sequence[str]:
    """What stands where nothing of a tree of this size does, each in words; the first of them where there are many."""
    leaves = select(_LEAVES.c.first).where(or_(_LEAVES.c.first < 0, _LEAVES.c.first >= size))
    checkpoints = select(_CHECKPOINTS.c.size).where(_CHECKPOINTS.c.size <= 0)
    # Each of these is a range of the key, so that no round looks through all hashes of a level.
    outside = [
        and_(_NODES.c.level == level, beyond)
        for level in _LEVELS
        for beyond in (_NODES.c.at < 0, _NODES.c.at >= size >> (HEIGHT * level))
    ]
    other_levels = or_(_NODES.c.level < _LEVELS.start, _NODES.c.level >= _LEVELS.stop)
    nodes = select(_NODES.c.level, _NODES.c.at).where(or_(other_levels, *outside))
    return [
        *(
            f"there is a row of leaves that begins with {first}, in a tree of {size}"
            for (first,) in connection.execute(leaves.limit(_MOST))
        ),
        *(
            f"there is a hash of level {level} at {at}, in a tree of {size}"
            for level, at in connection.execute(nodes.limit(_MOST))
        ),
        *(f"there is a checkpoint of {one} lines" for (one,) in connection.execute(checkpoints.limit(_MOST))),
    ]
