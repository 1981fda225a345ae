"""The journal as a Merkle tree (RFC 9162): what stands in it, and how it grows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from schemas.proofs.tiles import HEIGHT, WIDTH, Tile, TileReader, root_at
from schemas.proofs.tree import HASH_BYTES, root_of

MOST_AT_A_TIME: Final = 1_024
"""How many lines are taken up by one step: what is worked out beside the reads is over in milliseconds."""
LAST_SEQ: Final = 2**62
"""Lines are counted from one. What has a higher number than this, or none that is counted, the service did not write."""


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A line of the journal, and what it is hashed to.

    `commitment` is the one that was kept with it, None in a line from before there was a tree; `worked_out` the one that comes
    of the line as it stands now, None where her key is gone and no imprint was kept.
    """

    seq: int
    event: str
    commitment: bytes | None
    worked_out: bytes | None
    disclosed: bool = False
    individual: str | None = None
    """Whom it is about."""
    has_key: bool = True
    """Whether what was sealed in it can still be opened; where not, its columns alone are held against what was committed to."""

    @property
    def is_as_it_was(self) -> bool:
        """Whether the line says what was committed to, as far as anybody can tell."""
        return None in (self.commitment, self.worked_out) or self.commitment == self.worked_out


class TreeLeaf(NamedTuple):
    """A leaf as the tree keeps it, with the line that it was made of."""

    position: int
    seq: int
    event: str
    hash: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """How far the tree goes: how many leaves, and the line that was taken up last."""

    size: int = 0
    last_seq: int = 0


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed size and root."""

    size: int
    root: bytes
    made_at: datetime | None
    """None where what stands there is no moment; nobody signs it."""
    note: bytes
    last_seq: int
    """The line that was taken up last."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a line of hers stands in the tree, and what lets whoever has this work out its leaf.

    `row_key` opens this one line and no other; see `storage.commitments`.
    """

    event: str
    position: int
    row: bytes
    row_key: bytes
    imprint: bytes
    """Stands behind the commitment in the leaf; empty in a line from before there were any."""
    sealed: bytes | None
    """What is sealed in the line, whose hash stands in `row`; None where nothing is."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Up to where both books are decided: no line and no opening with a lower number will come any more."""

    seq: int
    opening: int


@dataclass(frozen=True, slots=True)
class Growth:
    """What comes to the tree by one step."""

    before: Head
    leaves: Sequence[TreeLeaf]
    nodes: Sequence[tuple[int, int, bytes]]
    """Level, place and hash of each tile that became whole."""
    root: bytes

    @property
    def size(self) -> int:
        """How many leaves there are after it."""
        return self.before.size + len(self.leaves)


def grow(before: Head, leaves: Sequence[TreeLeaf], read: TileReader) -> Growth:
    """Work out what these leaves bring, over the tree as `read` gives it."""
    grown = _Grown(read, {0: (before.size, b"".join(leaf.hash for leaf in leaves))})
    nodes: list[tuple[int, int, bytes]] = []
    size, level = before.size + len(leaves), 0
    while size >> (HEIGHT * (level + 1)):
        was, now = (count >> (HEIGHT * (level + 1)) for count in (before.size, size))
        made = [grown.whole(level, at) for at in range(was, now)]
        nodes += [(level + 1, was + at, one) for at, one in enumerate(made)]
        level += 1
        grown.new[level] = (was, b"".join(made))
    return Growth(before, leaves, nodes, root_at(size, grown.read))


@dataclass(frozen=True, slots=True)
class _Grown:
    """The tree as it is kept, with what comes to it: by level, where that begins, and its hashes."""

    kept: Callable[[Tile], bytes]
    new: dict[int, tuple[int, bytes]] = field(default_factory=dict)

    def read(self, tile: Tile) -> bytes:
        first, end = tile.index * WIDTH, tile.index * WIDTH + tile.width
        begins, hashes = self.new.get(tile.level, (end, b""))
        kept = b"" if first >= begins else self.kept(Tile(tile.level, tile.index, min(end, begins) - first))
        skip = max(first - begins, 0)
        return kept + hashes[skip * HASH_BYTES : max(end - begins, 0) * HASH_BYTES]

    def whole(self, level: int, at: int) -> bytes:
        content = self.read(Tile(level, at))
        return root_of([content[i : i + HASH_BYTES] for i in range(0, len(content), HASH_BYTES)])
