"""Another PIN for a printed sheet: the codes on the paper stay good."""

import asyncio
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.sheets import change_pin
from profile_service.domain.ways_in import PIN_DIGITS, is_easy_pin, only_digits, slow_hash
from profile_service.doors import FreshAtPortal, Here, PortalVisit
from profile_service.language import Words, words
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, posted
from profile_service.web.mistakes import Mistake, by_field
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)


@router.get("/my/ways/sheet/pin")
async def show_pin(request: Request, visit: FreshAtPortal) -> Response:
    """An empty form. What is typed here is never shown again."""
    return _form(request, visit, [])


@router.post("/my/ways/sheet/pin")
async def set_pin(request: Request, visit: FreshAtPortal, house: Here) -> Response:
    """The new PIN, where the number is that of her own sheet."""
    answers = posted(await request.form())
    speech = words(visit.language)
    if mistakes := _mistakes(speech, answers):
        return _form(request, visit, mistakes)
    handle, pin = only_digits(first(answers, "sheet")), only_digits(first(answers, "pin"))
    # The slow part is done beside the lane, so that nobody who reads or writes waits for it.
    slow_pin = await asyncio.to_thread(slow_hash, pin, handle)
    if not await house.write(lambda work: change_pin(work, house.desk, visit.individual, handle, slow_pin)):
        told = speech(N_("This is not the number of your sheet. It stands at the top of the paper."))
        return _form(request, visit, [Mistake("sheet", "sheet", "", told)])
    return go("/my/ways")


def _mistakes(speech: Words, answers: Answers) -> list[Mistake]:
    pin, again = only_digits(first(answers, "pin")), only_digits(first(answers, "again"))
    if len(pin) != PIN_DIGITS:
        return [Mistake("pin", "pin", "", speech(N_("Write six digits.")))]
    if is_easy_pin(pin):
        return [Mistake("pin", "pin", "", speech(N_("Others guess this first. Choose six other digits.")))]
    if pin != again:
        return [
            Mistake("again", "again", "", speech(N_("This is not the same as above. Write it once more.")))
        ]
    return []


def _form(request: Request, visit: PortalVisit, mistakes: list[Mistake]) -> Response:
    status = 422 if mistakes else 200
    return page(request, visit, "pin.html", status=status, mistakes=mistakes, wrong=by_field(mistakes))
