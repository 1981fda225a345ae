"""The journal held against its tree, and the tree against what was signed of it. Pure: whoever calls brings the lines, in pages.

Nothing here trusts a column because it is there: a line is what the leaf of its number was made from, or it is wrong, and the leaves
together are what a signature says, or they are.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from profile_service.domain.commitment_kinds import CommitmentKinds
from profile_service.domain.journal_report import Claim, Fault, Report, Wrong
from profile_service.domain.journal_tree import LAST_SEQ, JournalLine, TreeLeaf
from profile_service.domain.root_check import RootCheck
from schemas.proofs.tree import leaf_hash

_MOST_KEPT: Final = 100_000


class JournalCheck:
    """Goes through lines and leaves once, both in their order, and holds little of them.

    Args:
        claims: by size, the smallest first.
        is_erased: whether an erasure is known of the person that a line without a key says it is about.
        kinds: what was kept with the lines before, where these are not the first.
    """

    def __init__(
        self,
        claims: Iterable[Claim],
        is_erased: Callable[[str], bool] = lambda _: True,
        kinds: CommitmentKinds | None = None,
    ) -> None:
        self.report = Report()
        self._is_erased = is_erased
        self._roots = RootCheck(iter(claims), self.report)
        self._lost: dict[str, TreeLeaf] = {}
        self._found: dict[str, JournalLine] = {}
        self._kinds = CommitmentKinds() if kinds is None else kinds

    def run(self, lines: Iterable[JournalLine], leaves: Iterable[TreeLeaf]) -> Report:
        """Hold all lines against all leaves."""
        rows = self._in_order(lines)
        line = next(rows, None)
        for leaf in leaves:
            self.report.leaves += 1
            self._roots.see(leaf)
            while line is not None and line.seq < leaf.seq:
                self._keep_line(line)
                line = next(rows, None)
            if line is not None and line.seq == leaf.seq:
                self._hold(line, leaf)
                line = next(rows, None)
            else:
                self._keep_leaf(leaf)
        while line is not None:
            self._wait(line)
            line = next(rows, None)
        self._roots.finish()
        self._tell_of_what_is_left()
        self.report.root = self._roots.root
        return self.report

    def _in_order(self, lines: Iterable[JournalLine]) -> Iterator[JournalLine]:
        """The lines whose numbers grow. In a file one can stand out of its place: it is kept aside, and its neighbours are not."""
        last, held = 0, None
        for line in lines:
            self.report.lines += 1
            if not last < line.seq <= LAST_SEQ or (held is not None and held.seq == line.seq):
                self._keep_line(line)  # it comes too late, or has no number that is ever given
            elif held is None or held.seq < line.seq:
                if held is not None:
                    last = held.seq
                    yield held
                held = line
            else:
                self._keep_line(held)  # it came too early
                held = line
        if held is not None:
            yield held

    def _hold(self, line: JournalLine, leaf: TreeLeaf) -> None:
        if line.event != leaf.event:
            self._keep_line(line)
            self._keep_leaf(leaf)
            return
        commitment = line.worked_out if line.commitment is None else line.commitment
        if self._is_of_another_kind(line):
            return
        if commitment is None:  # from before there was a tree, of somebody whose key is gone
            self._hold_against_itself(line)
        elif leaf_hash(commitment) != leaf.hash:
            self._tell(Wrong.CHANGED, line, "its leaf in the tree was made of another line")
        else:
            self._hold_against_itself(line)

    def _is_of_another_kind(self, line: JournalLine) -> bool:
        """Whether less is kept with it than with a line before it, or what nobody ever kept: the service did not write it."""
        said = self._kinds.fault(line.commitment)
        if said:
            self._tell(Wrong.ADDED if line.commitment is None else Wrong.CHANGED, line, said)
        return bool(said)

    def _hold_against_itself(self, line: JournalLine) -> None:
        if not line.is_as_it_was:
            self._tell(Wrong.CHANGED, line, "it does not say what was committed to")
        elif not line.has_key:
            self.report.without_key += 1
            if line.individual is not None and not self._is_erased(line.individual):
                self._tell(Wrong.CHANGED, line, "it is of somebody whom nobody knows, and who was not erased")

    def _wait(self, line: JournalLine) -> None:
        """A line after the last leaf: not in the tree yet, so it can only be held against itself."""
        self.report.pending += 1
        if line.event in self._lost:
            self._keep_line(line)
        elif not self._is_of_another_kind(line):
            self._hold_against_itself(line)

    def _keep_line(self, line: JournalLine) -> None:
        if len(self._found) < _MOST_KEPT:
            self._found.setdefault(line.event, line)
        else:
            self.report.untold += 1

    def _keep_leaf(self, leaf: TreeLeaf) -> None:
        if len(self._lost) < _MOST_KEPT:
            self._lost.setdefault(leaf.event, leaf)
        else:
            self.report.untold += 1

    def _tell_of_what_is_left(self) -> None:
        for event, leaf in self._lost.items():
            line = self._found.pop(event, None)
            if line is None:
                self._tell(Wrong.REMOVED, leaf, "the tree has it, the journal does not")
            elif line.seq == leaf.seq:
                self._tell(Wrong.REORDERED, leaf, "it stands out of its place")
            else:
                self._tell(Wrong.REORDERED, leaf, f"it stands at {line.seq} now")
        for line in self._found.values():
            self._tell(Wrong.ADDED, line, "the journal has it, the tree does not")

    def _tell(self, wrong: Wrong, about: JournalLine | TreeLeaf, said: str) -> None:
        self.report.tell(Fault(wrong, said, about.seq, about.event))
