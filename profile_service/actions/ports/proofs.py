"""The tree over the journal: how it grows, and what can be asked of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from consent.vocabulary import IndividualId
from profile_service.domain.event import EventId
from profile_service.domain.journal_tree import (
    Checkpoint,
    Decided,
    Growth,
    Head,
    JournalLine,
    Placed,
    TreeLeaf,
)
from profile_service.domain.opening import BothBooks
from schemas.proofs.tiles import Tile


class Tree(Protocol):
    """A Merkle tree (RFC 9162) whose leaves are commitments to lines of the journal. It only grows."""

    def decided(self) -> Decided:
        """How far journal and openings go. Asked where nobody writes beside, so that nothing with a lower number comes after it."""
        ...

    def head(self) -> Head: ...
    def next_leaves(self, head: Head, upto: int) -> Sequence[TreeLeaf]:
        """What comes after this head, as much as is taken up at a time."""
        ...

    def add(self, growth: Growth) -> bool:
        """Let it grow; False where it has grown otherwise meanwhile, and nothing is written."""
        ...

    def keep(self, checkpoint: Checkpoint) -> None:
        """Keep a signed checkpoint of what stands now."""
        ...

    def tile(self, tile: Tile) -> bytes:
        """The hashes of a tile. Raises ProofError where the tree does not go so far."""
        ...

    def leaves(self, first: int, limit: int) -> Sequence[TreeLeaf]:
        """Leaves by their places, as the tree keeps them."""
        ...

    def strays(self) -> Sequence[str]:
        """Rows of the tree that stand where nothing of it does: in words, for whoever looks into it."""
        ...

    def lines(self, after: int | None, upto: int | None, limit: int) -> Sequence[JournalLine]:
        """Lines of the journal in their order, each commitment worked out anew; without an end, whatever their numbers are."""
        ...

    def placed(self, individual: IndividualId, event: EventId) -> Placed | None:
        """Where a line stands, and what opens its leaf; None where it is not in the tree yet, or her key is gone."""
        ...

    def checkpoint(self, size: int | None = None) -> Checkpoint | None:
        """The newest, or the one of this size."""
        ...

    def newest_checkpoints(self, limit: int) -> Sequence[Checkpoint]:
        """The newest, the newest first."""
        ...

    def checkpoints(self) -> Iterator[Checkpoint]:
        """All of them, oldest first."""
        ...

    def cosign(self, size: int, witness: str, line: str, at: datetime) -> bool:
        """Keep a witness's signature; False where it is there already."""
        ...

    def cosigned(self) -> int:
        """The size of the newest checkpoint that a witness has signed; nought where there is none."""
        ...

    def cosignatures(self, size: int) -> Sequence[str]:
        """The signatures of witnesses under a checkpoint, as lines of a note."""
        ...

    def both_books(self, after: Decided, upto: Decided) -> BothBooks:
        """What the journal tells of and what the vault opened, between two moments."""
        ...
