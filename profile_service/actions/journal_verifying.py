"""The whole journal held against its tree, its own checkpoints, and what others hold of it."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple, Protocol

from profile_service.actions.ports.proofs import Tree
from profile_service.domain.journal_check import JournalCheck
from profile_service.domain.journal_report import Claim, Fault, Report, Wrong
from profile_service.domain.journal_tree import JournalLine, TreeLeaf
from profile_service.domain.tile_check import TileCheck
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import Note, NoteError
from schemas.proofs.tiles import TileReader
from schemas.proofs.tree import ProofError

CheckNote = Callable[[Note], object]
"""Raises NoteError unless the journal signed this note."""
Watch = Callable[[int], None]
"""Told now and then how many leaves were looked at."""

_EVERY: Final = 1_000
_PAGE: Final = 1_000


class KeptNote(NamedTuple):
    """A checkpoint that is kept: under which size it stands, and what was signed; of a row, what its other columns say."""

    size: int
    note: bytes
    root: bytes | None = None
    last_seq: int | None = None
    has_moment: bool = True


class Written(Protocol):
    """What was written, wherever it stands now: in the database, or in a file."""

    def all_lines(self) -> Iterable[JournalLine]: ...
    def all_leaves(self) -> Iterable[TreeLeaf]: ...
    def all_notes(self) -> Iterable[KeptNote]:
        """The checkpoints that are kept, by size."""
        ...


class WrittenTree:
    """What the database has, in pages."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def all_lines(self) -> Iterator[JournalLine]:
        after: int | None = None
        while page := self._tree.lines(after, None, _PAGE):
            yield from page
            after = page[-1].seq

    def all_leaves(self) -> Iterator[TreeLeaf]:
        first = 0
        while page := self._tree.leaves(first, _PAGE):
            yield from page
            first = page[-1].position + 1

    def all_notes(self) -> Iterator[KeptNote]:
        for one in self._tree.checkpoints():
            note = one.note if isinstance(one.note, bytes) else b""
            yield KeptNote(one.size, note, one.root, one.last_seq, one.made_at is not None)


def verify_journal(
    written: Written,
    claims: Iterable[Claim],
    check: CheckNote,
    *,
    read: TileReader | None = None,
    strays: Iterable[str] = (),
    is_erased: Callable[[str], bool] = lambda _: True,
    watch: Watch = lambda _: None,
) -> Report:
    """Say what is wrong with a journal, line by line.

    Args:
        claims: what others hold: at these sizes, it must have had these roots.
        check: whether the journal's own keys signed a checkpoint that is kept.
        read: the tiles that are kept, to be worked out anew; none in a file.
        strays: what stands in the tables where nothing of the tree does.
        is_erased: whether an erasure is known of somebody whose key is gone.
    """
    unsigned: list[Fault] = []
    sizes = [0]
    kept = _kept_claims(_noting(written.all_notes(), sizes), check, unsigned)
    ordered = heapq.merge(kept, sorted(claims, key=_size), key=_size)
    journal = JournalCheck(ordered, is_erased)
    tiles = None if read is None else TileCheck(read, journal.report)
    unreadable = [Fault(Wrong.REWRITTEN, one) for one in strays]
    leaves = _watched(written.all_leaves(), tiles, watch, unreadable)
    report = journal.run(written.all_lines(), leaves)
    if tiles is not None:
        tiles.finish()
    for fault in (*unreadable, *unsigned):
        report.tell(fault)
    if (report.is_whole or report.went_back) and report.leaves != sizes[-1]:
        said = f"there is no checkpoint of all {report.leaves} lines, and each growth of the tree is signed: the newest is of {sizes[-1]}"
        report.tell(Fault(Wrong.UNSIGNED, said))
    return report


def claim_of(note: Note, whose: str, check: CheckNote) -> Claim:
    """What a signed note says of the tree. Raises NoteError where the journal did not sign it."""
    check(note)
    head = Checkpoint.parse(note.text)
    return Claim(head.size, head.root, whose)


def _kept_claims(notes: Iterable[KeptNote], check: CheckNote, unsigned: list[Fault]) -> Iterator[Claim]:
    for kept in _as_far_as_they_can_be_read(notes, unsigned):
        whose = f"the checkpoint that is kept of {kept.size} lines"
        try:
            claim = claim_of(Note.parse(kept.note), whose, check)
        except NoteError as error:
            unsigned.append(Fault(Wrong.UNSIGNED, f"{whose}: {error}"))
            continue
        if claim.size != kept.size:
            unsigned.append(Fault(Wrong.UNSIGNED, f"{whose} is one of {claim.size}"))
            continue
        if kept.root not in (None, claim.root):
            unsigned.append(Fault(Wrong.UNSIGNED, f"{whose} was signed with another root than its row has"))
        if not kept.has_moment:
            unsigned.append(Fault(Wrong.UNSIGNED, f"{whose}: when it was made cannot be read"))
        yield Claim(kept.size, claim.root, whose, is_kept=True, last_seq=kept.last_seq)


def _noting(notes: Iterable[KeptNote], sizes: list[int]) -> Iterator[KeptNote]:
    for kept in notes:
        sizes.append(kept.size)
        yield kept


def _as_far_as_they_can_be_read(notes: Iterable[KeptNote], unsigned: list[Fault]) -> Iterator[KeptNote]:
    last = 0
    try:
        for kept in notes:
            last = kept.size
            yield kept
    except (ValueError, TypeError):  # a column holds what nobody writes there
        unsigned.append(
            Fault(Wrong.UNSIGNED, f"the checkpoints after the one of {last} lines cannot be read")
        )


def _watched(
    leaves: Iterable[TreeLeaf], tiles: TileCheck | None, watch: Watch, unreadable: list[Fault]
) -> Iterator[TreeLeaf]:
    """The leaves as far as they can be read; what comes after the first that cannot stands on nothing."""
    count = 0
    try:
        for leaf in leaves:
            if leaf.position != count:
                raise ProofError(f"the next one stands at {leaf.position}")
            if tiles is not None:
                tiles.see(leaf)
            count += 1
            if not count % _EVERY:
                watch(count)
            yield leaf
    except ProofError as error:
        unreadable.append(Fault(Wrong.REWRITTEN, f"the leaves from {count} on cannot be read: {error}"))


def _size(claim: Claim) -> int:
    return claim.size
