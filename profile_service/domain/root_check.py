"""The leaves of the tree against what was signed of it, and what others hold of it."""

from collections.abc import Iterator

from profile_service.domain.journal_report import Claim, Fault, Report, Wrong
from profile_service.domain.journal_tree import TreeLeaf
from schemas.proofs.frontier import Frontier


class RootCheck:
    """The leaves as they come, against each claim when the tree has its size."""

    def __init__(self, claims: Iterator[Claim], report: Report) -> None:
        self._frontier = Frontier()
        self._claims = claims
        self._next = next(claims, None)
        self._report = report
        self._right = 0
        """The largest size of which a root was right."""
        self._since: TreeLeaf | None = None
        """The first leaf after it."""
        self._is_wrong = False
        self._hold(None)

    @property
    def root(self) -> bytes:
        return self._frontier.root

    def see(self, leaf: TreeLeaf) -> None:
        self._since = leaf if self._since is None else self._since
        self._frontier.append(leaf.hash)
        self._hold(leaf)

    def finish(self) -> None:
        largest: dict[str, Claim] = {}
        while self._next is not None:
            self._report.claims += 1
            largest["" if self._next.is_kept else self._next.whose] = self._next
            self._next = next(self._claims, None)
        for claim in largest.values():
            self._report.tell(self._too_short(claim))

    def _too_short(self, claim: Claim) -> Fault:
        said = f"{claim.whose} has {claim.size} lines, and the tree ends at {self._frontier.size}"
        return Fault(Wrong.REWRITTEN if claim.is_kept else Wrong.ROLLED_BACK, said)

    def _hold(self, leaf: TreeLeaf | None) -> None:
        while self._next is not None and self._next.size == self._frontier.size:
            self._report.claims += 1
            self._hold_its_end(self._next, leaf)
            if self._next.root == self._frontier.root:
                self._right, self._since = self._next.size, None
            elif not self._is_wrong:
                # Every later root is another as well: the first says between which lines it was done.
                self._is_wrong = True
                self._report.tell(self._rewritten(self._next, leaf))
            self._next = next(self._claims, None)

    def _hold_its_end(self, claim: Claim, leaf: TreeLeaf | None) -> None:
        if claim.last_seq is not None and leaf is not None and claim.last_seq != leaf.seq:
            said = f"{claim.whose} says that it ends with line {claim.last_seq}, and its last leaf is of {leaf.seq}"
            self._report.tell(Fault(Wrong.UNSIGNED, said))

    def _rewritten(self, claim: Claim, last: TreeLeaf | None) -> Fault:
        first = self._since
        said = f"the tree of {claim.size} lines is not the one of {claim.whose}"
        if first is None or last is None:
            return Fault(Wrong.REWRITTEN, said)
        if self._right:
            said += f"; up to {self._right} it is what was signed"
        if first == last:
            return Fault(Wrong.REWRITTEN, f"{said}: this is the line", first.seq, first.event)
        between = f"seq {first.seq} ({first.event}) and seq {last.seq} ({last.event})"
        return Fault(Wrong.REWRITTEN, f"{said}: it was rewritten between {between}", first.seq, first.event)
