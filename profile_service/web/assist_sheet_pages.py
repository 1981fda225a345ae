"""At the helper's computer: somebody without a phone opens help, or answers drafts, with two codes of her sheet and her PIN."""

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from consent.assistance import Assistance
from profile_service.actions.asking import WrongCode
from profile_service.actions.drafting import drafts_at_hand
from profile_service.actions.errors import (
    AlreadyAnsweredError,
    AlreadyHelpingError,
    ContentError,
    NotAvailableError,
    SectionFullError,
    StaleVersionError,
)
from profile_service.actions.helping import standing_help
from profile_service.actions.helping_by_sheet import answer_as_proved, open_help_by_sheet, prove_for_drafts
from profile_service.actions.sheets import SheetTry, asked_of
from profile_service.domain.helping import DraftState
from profile_service.domain.ways_in import HANDLE_DIGITS, only_digits, slow_hash
from profile_service.doors import AsHelping, Here, House, StaffVisit
from profile_service.doors.devices import client_of
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.assist_pages import helping
from profile_service.web.forms import Answers, first, posted
from profile_service.web.help_pages import help_choice_of, help_form
from profile_service.web.mistakes import Mistake, explain
from profile_service.web.rendering import go, page
from profile_service.web.sheet_pages import codes_of

router: Final = APIRouter(include_in_schema=False)
_WRONG: Final = N_("That was not right. Look at the number, the two codes and the PIN.")
_WAITS_ON: Final = (
    AlreadyAnsweredError,
    ContentError,
    NotAvailableError,
    SectionFullError,
    StaleVersionError,
)


@router.get("/agency/help/sheet")
async def start_with_sheet(request: Request, visit: AsHelping, house: Here) -> Response:
    """The number of the sheet."""
    return await _page(request, visit, house, {}, "")


@router.post("/agency/help/sheet")
async def ask_for_codes(request: Request, visit: AsHelping, house: Here) -> Response:
    """Which codes to type, and what for: to be helped, or to answer the drafts."""
    answers = posted(await request.form())
    return await _page(request, visit, house, {}, only_digits(first(answers, "sheet")))


@router.post("/agency/help/sheet/codes")
async def use_sheet(request: Request, visit: AsHelping, house: Here) -> Response:
    """Open the help, or answer. A sheet that is wrong is told like every other that is."""
    answers = posted(await request.form())
    handle, pin = only_digits(first(answers, "sheet")), only_digits(first(answers, "pin"))
    # The slow part is done beside the lane, so that nobody who reads or writes waits for it.
    slow_pin = await asyncio.to_thread(slow_hash, pin, handle)
    shown = SheetTry(handle, slow_pin, codes_of(answers))
    try:
        if first(answers, "answer") in ("approve", "refuse"):
            wrong = await _answer(house, visit, shown, answers, client_of(request))
        else:
            wrong = await _open(house, visit, shown, answers, client_of(request))
    except AlreadyHelpingError:
        return go("/agency/help/now")
    except ContentError as error:
        told = explain(words(visit.language), error.objections[0])
        return await _page(request, visit, house, answers, handle, told)
    if wrong:
        return await _page(request, visit, house, answers, handle, words(visit.language)(_WRONG))
    return go("/agency/help/now")


async def _open(house: House, visit: StaffVisit, shown: SheetTry, answers: Answers, client: str) -> bool:
    choice, staff = help_choice_of(answers), helping(visit)
    found = await house.write(lambda work: open_help_by_sheet(work, house.desk, staff, shown, client, choice))
    return isinstance(found, WrongCode)


async def _answer(house: House, visit: StaffVisit, shown: SheetTry, answers: Answers, client: str) -> bool:
    """Each draft by itself: one that does not fit any more waits on, and undoes neither the others nor the use of the codes."""
    chosen, approved = tuple(answers.get("draft", ())), first(answers, "answer") == "approve"
    staff = helping(visit)
    found = await house.write(lambda work: prove_for_drafts(work, house.desk, staff, shown, client, chosen))
    if isinstance(found, WrongCode):
        return True
    for draft in found:
        answer = partial(answer_as_proved, desk=house.desk, draft=draft, approved=approved)
        with suppress(*_WAITS_ON):
            await house.write(answer)
    return False


async def _page(
    request: Request, visit: StaffVisit, house: House, answers: Answers, handle: str, wrong: str = ""
) -> Response:
    staff = helping(visit)
    assistance = await house.read(lambda work: standing_help(work, house.desk, staff))
    numbers = await house.read(lambda work: asked_of(work, handle)) if handle else ()
    context: dict[str, Any] = {
        "assistance": assistance,
        "drafts": await _drafts(house, visit, assistance),
        "handle": handle,
        "shown_handle": " ".join(handle[at : at + 3] for at in range(0, HANDLE_DIGITS, 3)).strip(),
        "numbers": numbers,
        "chosen": set(answers.get("draft", ())),
        "mistakes": [Mistake("sheet", f"code-{numbers[0]}" if numbers else "sheet", "", wrong)]
        if wrong
        else [],
        **help_form(answers),
    }
    status = 422 if wrong else 200
    return page(request, visit, "assist_sheet.html", status=status, back="/agency/help/sheet", **context)


async def _drafts(house: House, visit: StaffVisit, assistance: Assistance | None) -> list[object]:
    if assistance is None:
        return []
    try:
        _, found = await house.read(lambda work: drafts_at_hand(work, house.desk, helping(visit)))
    except NotAvailableError:
        return []
    return [draft for draft in found if draft.state is DraftState.WAITING]
