"""Typesetting beside the event loop: a long profile takes a while, and nobody else is to wait for it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, Protocol, TypeVar

from anyio import CapacityLimiter, to_thread

from profile_service.actions.errors import BusyError
from profile_service.documents.case_copy import case_copy_pdf
from profile_service.documents.passport import profile_pdf
from profile_service.documents.plan import plan_pdf
from profile_service.documents.receipt import receipt_pdf
from profile_service.documents.sheet import sheet_pdf
from profile_service.domain.case_copy import CaseCopy
from profile_service.domain.paper import Marked, PaperKind, chosen
from profile_service.domain.profile import Profile
from profile_service.domain.receipt import StoredReceipt
from profile_service.domain.record_facts import RecordFacts
from profile_service.language import Words

_T_contra = TypeVar("_T_contra", contravariant=True)


class Setter(Protocol[_T_contra]):
    """What sets a paper: out of what is on it, when it is made, and the mark by which it is known."""

    def __call__(self, said: _T_contra, at: datetime, marked: Marked | None, /) -> bytes: ...


_AT_ONCE: Final = CapacityLimiter(2)
"""How many documents are set at the same time; the next one waits for its turn."""
MOST_WAITING: Final = 50
"""Documents that wait; more are told that it is too much for now (BusyError)."""


async def beside_the_loop(typeset: Callable[[], bytes]) -> bytes:
    """What sets a document, run in a thread."""
    _no_more_than_wait()
    return await to_thread.run_sync(typeset, limiter=_AT_ONCE)


def _no_more_than_wait() -> None:
    if _AT_ONCE.statistics().tasks_waiting >= MOST_WAITING:
        raise BusyError


def profile_setter(kind: PaperKind, parts: Iterable[str], words: Words) -> Setter[Profile]:
    """What sets her profile as a paper of a kind, with these parts of it (`domain.paper.PARTS`)."""
    named = frozenset(parts)
    form = {PaperKind.SHEET: sheet_pdf, PaperKind.PLAN: plan_pdf}.get(kind, profile_pdf)
    return lambda profile, at, marked: form(chosen(profile, named), words, at, marked)


def receipt_setter(facts_of: Callable[[str], RecordFacts], words: Words) -> Setter[StoredReceipt]:
    """What sets a receipt as a paper; `facts_of` reads what was signed."""
    return lambda receipt, _, marked: receipt_pdf(facts_of(receipt.signed), words, marked)


async def typeset_case_copy(copy: CaseCopy, words: Words) -> bytes:
    """`case_copy.case_copy_pdf` in a thread."""
    _no_more_than_wait()
    return await to_thread.run_sync(case_copy_pdf, copy, words, limiter=_AT_ONCE)
