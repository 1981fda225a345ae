"""Papers that she takes along: each has a word on it, by which whoever holds it can ask whether it was made here and still holds.

The answer says nothing about whose it is. A word that never was, a paper that she has taken back and one of somebody who has been erased
are one answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from consent.vocabulary import IndividualId, ReceiptId
from profile_service.actions.errors import DailyLimitError, NotAvailableError
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import is_protected
from profile_service.actions.receipts import own_receipt
from profile_service.domain.paper import Paper, PaperId, PaperKind
from profile_service.domain.receipt import StoredReceipt

MOST: Final = 100
"""So many papers can be taken in a day: nobody needs more, and each is a line that is kept."""
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A paper that is being made, and the word that is printed on it."""

    id: PaperId
    code: str


def begin_paper(work: Work, desk: Desk, caller: IndividualId, kind: PaperKind) -> NewPaper | None:
    """Keep a place for a paper. Nothing becomes of it before `finish_paper`.

    None under protected identity: such a paper carries no word. It would be the one thing on the sheet by which somebody who found it
    could ask whether she has done anything with it since.

    Raises:
        DailyLimitError: she has taken as many as there can be in a day.
    """
    if is_protected(work, caller):
        return None
    now = desk.clock.now()
    if work.papers.since(caller, now - _DAY) >= MOST:
        raise DailyLimitError(_DAY)
    code = desk.ids.new("paper").rpartition("_")[2]
    paper = Paper(PaperId(desk.ids.new("pap")), caller, kind, now, sealed=False)
    work.papers.add(paper, code)
    return NewPaper(paper.id, code)


def receipt_as_paper(
    work: Work, desk: Desk, caller: IndividualId, receipt: ReceiptId
) -> tuple[StoredReceipt, NewPaper | None]:
    """A receipt of hers for a paper, and the place of that paper; NotAvailableError for anybody else's."""
    return own_receipt(work, caller, receipt), begin_paper(work, desk, caller, PaperKind.RECEIPT)


def finish_paper(work: Work, caller: IndividualId, paper: NewPaper, file_sha256: str) -> None:
    """The file is made: from now on it is answered for."""
    work.papers.seal(caller, paper.id, file_sha256)


def papers_of(work: Work, caller: IndividualId) -> Sequence[Paper]:
    """All that left, newest first."""
    return [one for one in work.papers.of_individual(caller) if one.sealed]


def take_back(work: Work, desk: Desk, caller: IndividualId, paper: PaperId) -> None:
    """From now on nobody is told that the paper was made here. Final; NotAvailableError where it is none of hers."""
    if not work.papers.take_back(caller, paper, desk.clock.now()):
        raise NotAvailableError


def paper_behind(work: Work, code: str, file_sha256: str) -> Paper | None:
    """The paper with this word, or of this file, where it holds. Both are always looked for, whatever is asked."""
    found = [work.papers.by_code(code), work.papers.by_file(file_sha256)]
    return next((one for one in found if one is not None and one.holds), None)
