"""Typesetting beside the event loop: a long profile takes a while, and nobody else is to wait for it."""

from datetime import datetime
from typing import Final

from anyio import CapacityLimiter, to_thread

from profile_service.documents.case_copy import case_copy_pdf
from profile_service.documents.passport import profile_pdf
from profile_service.documents.receipt import receipt_pdf
from profile_service.domain.case_copy import CaseCopy
from profile_service.domain.profile import Profile
from profile_service.domain.record_facts import RecordFacts
from profile_service.language import Words

_AT_ONCE: Final = CapacityLimiter(2)
"""How many documents are set at the same time; the next one waits for its turn."""


async def typeset_profile(profile: Profile, words: Words, generated_at: datetime) -> bytes:
    """`passport.profile_pdf` in a thread."""
    return await to_thread.run_sync(profile_pdf, profile, words, generated_at, limiter=_AT_ONCE)


async def typeset_receipt(facts: RecordFacts, words: Words) -> bytes:
    """`receipt.receipt_pdf` in a thread."""
    return await to_thread.run_sync(receipt_pdf, facts, words, limiter=_AT_ONCE)


async def typeset_case_copy(copy: CaseCopy, words: Words) -> bytes:
    """`case_copy.case_copy_pdf` in a thread."""
    return await to_thread.run_sync(case_copy_pdf, copy, words, limiter=_AT_ONCE)
