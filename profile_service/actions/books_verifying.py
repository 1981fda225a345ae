"""The whole of both books held against each other, for whoever verifies the journal."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final

from profile_service.actions.ports import Work
from profile_service.domain.journal_report import Fault, Wrong
from profile_service.domain.journal_tree import Decided
from profile_service.domain.opening import Told
from schemas.proofs.tree import ProofError

_PAGE: Final = 1_000


def unmatched(work: Work, known: Collection[str | None]) -> Iterator[Fault]:
    """Each line of something disclosed that has not exactly one opening, and each opening that no line tells of.

    Args:
        known: ids of lines of which something is told already; they are passed over.
    """
    try:
        left = _left(work)
    except ProofError as error:
        yield Fault(Wrong.UNMATCHED, f"both books cannot be compared: {error}")
        return
    for told, count in sorted(left.items()):
        if count and told.event not in known:
            yield Fault(Wrong.UNMATCHED, _said(told.event, count), event=told.event)


def _left(work: Work) -> Counter[Told]:
    """How many more lines than openings there are, of each; a stretch of one book at a time, so that it fits into memory."""
    left: Counter[Told] = Counter()
    at, upto = Decided(0, 0), work.tree.decided()
    while at != upto:
        there = Decided(min(at.seq + _PAGE, upto.seq), min(at.opening + _PAGE, upto.opening))
        books = work.tree.both_books(at, there)
        left.update(books.lines)
        left.subtract(books.openings)
        for one in (*books.lines, *books.openings):
            if not left[one]:
                del left[one]
        at = there
    return left


def _said(event: str, count: int) -> str:
    if count < 0:
        return f"something was opened that is told of by line {event}, and no line of hers with that id tells of it"
    return (
        f"line {event} tells of something disclosed, and the book of openings does not have it exactly once"
    )
