"""One row of the tree's leaves, held against itself: nobody signs its columns, and the service goes on from what they say."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from profile_service.domain.journal_tree import TreeLeaf
from schemas.proofs.tree import HASH_BYTES, ProofError


class Part:
    """What a row of leaves keeps of some positions. Raises ProofError where the row is not as it was written."""

    def __init__(self, row: Any, first: int, end: int) -> None:
        self._row = row
        begins, ends = max(first - row.first, 0), end - row.first
        try:
            lines = [_line(*one) for one in orjson.loads(row.lines)]
            if not 0 < len(lines) * HASH_BYTES == len(row.hashes) == row.count * HASH_BYTES:
                raise ValueError
            if row.last_seq != lines[-1][0]:
                raise ValueError
            self.hashes = bytes(row.hashes)[begins * HASH_BYTES : ends * HASH_BYTES]
            self._lines = lines[begins:ends]
        except (ValueError, TypeError):
            raise ProofError(
                f"the row of leaves that begins with {row.first} is not as it was written"
            ) from None
        self._position = row.first + begins

    def leaves(self) -> Sequence[TreeLeaf]:
        """Its leaves, by their places."""
        return [
            TreeLeaf(self._position + at, seq, event, self.hashes[at * HASH_BYTES : (at + 1) * HASH_BYTES])
            for at, (seq, event) in enumerate(self._lines)
        ]


def parts_of(rows: Iterable[Any], first: int, end: int) -> Iterator[Part]:
    """Rows in their order, each of which begins where the one before it ended."""
    ended: int | None = None
    for row in rows:
        if ended not in (None, row.first):
            raise ProofError(f"the row of leaves that begins with {row.first} should begin with {ended}")
        yield Part(row, first, end)
        ended = row.first + row.count


def _line(seq: object, event: object) -> tuple[int, str]:
    if type(seq) is not int or type(event) is not str:
        raise ValueError
    return seq, event
