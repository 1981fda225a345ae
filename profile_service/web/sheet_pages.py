"""Signing in by a printed sheet: its number, then two of its codes and the PIN. Everything works without a script."""

import asyncio
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.sheets import SheetTry, asked_of, show_sheet
from profile_service.domain.session import Arrival
from profile_service.domain.sign_in import Assurance, Intent, Method, Proof
from profile_service.domain.ways_in import CODES, HANDLE_DIGITS, Refusal, only_digits, slow_hash
from profile_service.doors import Here, House, PublicPage, Visit, enter
from profile_service.doors.devices import client_of, device_of
from profile_service.doors.forms import own_path
from profile_service.web.forms import Answers, first, posted
from profile_service.web.passkey_pages import intent_of
from profile_service.web.rendering import page

router: Final = APIRouter(include_in_schema=False)


@router.post("/sign-in/sheet")
async def begin_with_sheet(request: Request, visit: PublicPage, house: Here) -> Response:
    """Which codes to type. A number that is on no sheet is asked for codes like any other."""
    answers = posted(await request.form())
    handle = only_digits(first(answers, "sheet"))
    return await _ask(request, visit, house, answers, handle, wrong=False)


@router.post("/sign-in/sheet/codes")
async def sign_in_with_sheet(request: Request, visit: PublicPage, house: Here) -> Response:
    """Codes and PIN. Wrong, unknown, locked or waiting: the same page, after the same work."""
    answers = posted(await request.form())
    handle, pin = only_digits(first(answers, "sheet")), only_digits(first(answers, "pin"))
    # The slow part is done beside the lane, so that nobody who reads or writes waits for it.
    slow_pin = await asyncio.to_thread(slow_hash, pin, handle)
    shown = SheetTry(handle, slow_pin, codes_of(answers))
    client = client_of(request)
    found = await house.write(lambda work: show_sheet(work, house.desk, shown, client))
    if isinstance(found, Refusal):
        return await _ask(request, visit, house, answers, handle, wrong=True)
    proof = Proof(Method.SHEET, Assurance.DESK, house.desk.clock.now())
    shared = first(answers, "shared") == "1"
    arrival = Arrival(found.individual, None, proof, device_of(request), shared)
    return await enter(request, house, arrival, own_path(first(answers, "to")), intent_of(visit, answers))


async def _ask(
    request: Request, visit: Visit, house: House, answers: Answers, handle: str, *, wrong: bool
) -> Response:
    numbers = await house.read(lambda work: asked_of(work, handle))
    intent = intent_of(visit, answers)
    return page(
        request,
        visit,
        "sheet_codes.html",
        status=422 if wrong else 200,
        wrong=wrong,
        handle=handle,
        shown_handle=" ".join(handle[at : at + 3] for at in range(0, HANDLE_DIGITS, 3)).strip(),
        numbers=numbers,
        intent=intent.value,
        again=intent is Intent.AGAIN,
        to=own_path(first(answers, "to")),
        shared=first(answers, "shared") == "1",
    )


def codes_of(answers: Answers) -> dict[int, str]:
    """The codes by their numbers. More than a sheet asks for is no answer to it."""
    numbers = {str(number): number for number in range(1, CODES + 1)}
    return {
        numbers[named]: only_digits(first(answers, f"code_{named}"))
        for named in answers.get("number", ())
        if named in numbers
    }
