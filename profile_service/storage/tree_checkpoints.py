"""Checkpoints as rows: the signed note, and beside it what it says, which nobody signs."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, func, select

from profile_service.domain.journal_tree import Checkpoint
from profile_service.storage.proof_tables import TreeCheckpointRow
from profile_service.storage.rotten import is_rotten, reading
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of

_CHECKPOINTS = table_of(TreeCheckpointRow)
_LARGEST = select(func.max(_CHECKPOINTS.c.size)).scalar_subquery()
_NEWEST = Prepared(select(_CHECKPOINTS).where(_CHECKPOINTS.c.size == _LARGEST))
_PAGE: Final = 500


def checkpoint_of(connection: Connection, size: int | None) -> Checkpoint | None:
    """The one of a size, or the newest. Raises ProofError where it cannot be read."""
    with reading("a checkpoint"):
        if size is None:
            row = _NEWEST.one(connection)
        else:
            row = connection.execute(select(_CHECKPOINTS).where(_CHECKPOINTS.c.size == size)).one_or_none()
    return None if row is None else _checkpoint(row)


def newest_of(connection: Connection, limit: int) -> Sequence[Checkpoint]:
    """The newest, the newest first."""
    newest = select(_CHECKPOINTS).order_by(_CHECKPOINTS.c.size.desc()).limit(limit)
    return [_checkpoint(row) for row in connection.execute(newest)]


def all_checkpoints(connection: Connection) -> Iterator[Checkpoint]:
    """All of them, oldest first; one whose moment cannot be read has none."""
    size = 0
    while True:
        after = select(_CHECKPOINTS.c.size).where(_CHECKPOINTS.c.size > size)
        sizes = connection.execute(after.order_by(_CHECKPOINTS.c.size).limit(_PAGE)).scalars().all()
        if not sizes:
            return
        yield from _between(connection, size, sizes)
        size = sizes[-1]


def _between(connection: Connection, after: int, sizes: Sequence[int]) -> Sequence[Checkpoint]:
    inside = (_CHECKPOINTS.c.size > after, _CHECKPOINTS.c.size <= sizes[-1])
    try:
        rows = connection.execute(select(_CHECKPOINTS).where(*inside).order_by(_CHECKPOINTS.c.size)).all()
    except Exception as error:
        if not is_rotten(error):
            raise
        return [_or_what_is_left(connection, size) for size in sizes]
    return [_checkpoint(row) for row in rows]


def _or_what_is_left(connection: Connection, size: int) -> Checkpoint:
    mine = _CHECKPOINTS.c.size == size
    try:
        return _checkpoint(connection.execute(select(_CHECKPOINTS).where(mine)).one())
    except Exception as error:
        if not is_rotten(error):
            raise
    columns = (_CHECKPOINTS.c.root, _CHECKPOINTS.c.note, _CHECKPOINTS.c.last_seq)
    with reading(f"the checkpoint of {size} lines"):
        row = connection.execute(select(*columns).where(mine)).one()
    return Checkpoint(size, row.root, None, row.note, row.last_seq)


def _checkpoint(row: Any) -> Checkpoint:
    return Checkpoint(row.size, row.root, row.made_at, row.note, row.last_seq)
