"""The journal looked through while the service runs: each line against its leaf, and the journal against the book of openings.

What has just been written is compared at once. What was written before is gone through slowly, a little at a time, and again and
again: whoever changes an old row behind the triggers is found then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from profile_service.actions.ports import Work
from profile_service.domain.commitment_kinds import CommitmentKinds
from profile_service.domain.journal_check import JournalCheck
from profile_service.domain.journal_tree import LAST_SEQ, Decided, TreeLeaf
from profile_service.domain.opening import Mismatch, Told, compare

_AT_A_TIME: Final = 64
_ADDED: Final = 4
"""So many times as many lines are looked at where there are more than leaves."""


@dataclass(slots=True)
class Examination:
    """One going through, up to where both books were decided and taken up when it began. Nobody is told the ids in it."""

    upto: Decided
    at: Decided = field(default_factory=lambda: Decided(0, 0))
    position: int = 0
    kinds: CommitmentKinds = field(default_factory=CommitmentKinds)
    lines: set[Told] = field(default_factory=set)
    openings: set[Told] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    done: bool = False


def compare_books(work: Work, after: Decided, upto: Decided) -> Mismatch:
    """Hold what was written between two moments in one book against the other."""
    return compare(work.tree.both_books(after, upto))


def added_outside(work: Work) -> set[str]:
    """Ids of lines whose numbers no line has: she reads them in her log, and the tree never takes them up."""
    before, after = work.tree.lines(None, 0, _AT_A_TIME), work.tree.lines(LAST_SEQ, None, _AT_A_TIME)
    return {line.event for line in (*before, *after)}


def examine_some(work: Work, examination: Examination) -> None:
    """Go on for a few lines."""
    found = examination
    leaves = [one for one in work.tree.leaves(found.position, _AT_A_TIME) if one.seq <= found.upto.seq]
    seq = leaves[-1].seq if leaves else found.upto.seq
    opening = min(found.at.opening + _AT_A_TIME, found.upto.opening)
    there = Decided(seq, opening)
    _examine_lines(work, found, leaves, seq)
    books = work.tree.both_books(found.at, there)
    found.lines ^= set(books.lines)
    found.openings ^= set(books.openings)
    matched = found.lines & found.openings
    found.lines -= matched
    found.openings -= matched
    found.position += len(leaves)
    found.at = there
    if not leaves and opening == found.upto.opening:
        found.wrong |= {one.event for one in found.lines | found.openings}
        found.done = True


def _examine_lines(work: Work, found: Examination, leaves: Sequence[TreeLeaf], seq: int) -> None:
    most = _ADDED * (len(leaves) or _AT_A_TIME)
    lines = work.tree.lines(found.at.seq, seq, most)
    report = JournalCheck((), kinds=found.kinds).run(lines, leaves)
    found.wrong |= {fault.event or "" for fault in report.faults}
