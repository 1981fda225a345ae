"""The sequencer: it takes committed lines of the journal up into the tree, beside the reads, and signs what stands then.

Several may do so on one database: whoever comes second finds that the tree has grown, and begins anew from there. Nothing is
kept outside of the database, so one that was killed is gone on with by the next.
"""

from collections.abc import Callable

from profile_service.actions.ports import Desk, Work
from profile_service.domain.journal_tree import Checkpoint, Decided, Growth, grow
from schemas.proofs import checkpoint as journal_checkpoint
from schemas.proofs.notes import Note, NoteError
from schemas.proofs.tiles import root_at
from schemas.proofs.tree import ProofError

HasSigned = Callable[[bytes, int, bytes], bool]
"""Whether one of the journal's keys signed this note, of this size and root."""


def decided_now(work: Work) -> Decided:
    """How far both books are decided. In a unit of work that writes: there is none beside it then."""
    return work.tree.decided()


def see_that_it_was_signed(work: Work, has_signed: HasSigned) -> None:
    """Hold the tree as it stands against the newest checkpoint: each growth is written with the one that is signed of it.

    Otherwise what somebody without the keys has made of the tree would be signed with what comes next, or would keep anything
    from coming next.

    Raises:
        ProofError: it ends elsewhere, has another root, nobody who may has signed that, or it does not end as it says.
    """
    head, newest = work.tree.head(), work.tree.checkpoint()
    signed = 0 if newest is None else newest.size
    if signed != head.size:
        raise ProofError(f"the tree ends at {head.size}, and was signed as it ended at {signed}")
    for stray in work.tree.strays():
        raise ProofError(stray)
    if newest is None:
        return
    root = root_at(head.size, work.tree.tile)
    if root != newest.root or not has_signed(newest.note, newest.size, root):
        raise ProofError(f"the tree of {head.size} lines is not one that was signed")
    [last] = work.tree.leaves(head.size - 1, 1)
    if not newest.last_seq == last.seq == head.last_seq:
        raise ProofError(
            f"the tree ends with line {last.seq}, not with {head.last_seq}, and was signed with {newest.last_seq}"
        )
    # Asked after the head: what has been taken up was decided before.
    decided = work.tree.decided().seq
    if decided < head.last_seq:
        raise ProofError(f"the tree ends with line {head.last_seq}, and the journal with {decided}")


def see_that_it_goes_on(work: Work, note: bytes, has_signed: HasSigned) -> None:
    """Hold the tree against a checkpoint of it that was kept outside of the database.

    Raises:
        ProofError: that is none of this journal's, or the tree does not begin with what it says: the database was put back to
            before it, or its tree was emptied or made anew.
    """
    try:
        kept = journal_checkpoint.Checkpoint.parse(Note.parse(note).text)
    except NoteError as error:
        raise ProofError(f"what is kept outside is no checkpoint: {error}") from None
    if not has_signed(note, kept.size, kept.root):
        raise ProofError("none of the journal's keys signed the checkpoint that is kept outside")
    size = work.tree.head().size
    if size < kept.size:
        raise ProofError(f"the tree ends at {size}, and a checkpoint of {kept.size} lines is kept outside")
    if root_at(kept.size, work.tree.tile) != kept.root:
        raise ProofError(f"the first {kept.size} lines are not those of the checkpoint that is kept outside")


def next_growth(work: Work, upto: int) -> Growth | None:
    """What comes to the tree next, worked out beside everybody who writes; None where all is in it."""
    head = work.tree.head()
    leaves = work.tree.next_leaves(head, upto) if head.last_seq < upto else ()
    return grow(head, leaves, work.tree.tile) if leaves else None


def take_up(work: Work, desk: Desk, growth: Growth, note: bytes) -> bool:
    """Write the growth down with its signed checkpoint; False where the tree has grown otherwise meanwhile."""
    if not work.tree.add(growth):
        return False
    last = growth.leaves[-1].seq
    work.tree.keep(Checkpoint(growth.size, growth.root, desk.clock.now(), note, last))
    return True
