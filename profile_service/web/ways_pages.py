"""My ways to sign in: which there are, one more, one less. Whatever changes one needs a fresh sign-in."""

import asyncio
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.desk_limits import hold_until, standing
from profile_service.actions.joining import other_account
from profile_service.actions.passkeys import keep_passkey
from profile_service.actions.ports import Work
from profile_service.actions.sheets import keep_sheet
from profile_service.actions.ways_in import (
    LastWayInError,
    WayIn,
    remove_way_in,
    way_in_of,
    ways_in_of,
)
from profile_service.domain.sign_in import Assurance, Intent
from profile_service.domain.ways_in import Holder, NewPasskey, Passkey, Refusal, in_rows, new_sheet, slow_hash
from profile_service.doors import AtPortal, FreshAtPortal, Here, House, PortalVisit
from profile_service.doors.ceremonies import (
    drop_ceremony_cookie,
    open_ceremony,
    take_ceremony,
    take_new_passkey,
)
from profile_service.language import words
from profile_service.web.eid_pages import eid_labels, eid_ways
from profile_service.web.forms import first, posted
from profile_service.web.passkey_pages import making_page
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
COLUMNS: Final = 4
"""Of the codes on a sheet."""


@router.get("/my/ways")
async def list_ways(request: Request, visit: AtPortal, house: Here) -> Response:
    """Every way of hers, and what one more would be."""

    def look(work: Work) -> dict[str, Any]:
        locked = any(one.locked for one in work.enrolments.of_individual(visit.individual))
        return {
            "ways": ways_in_of(work, visit.individual),
            "at_desk": standing(work, visit.individual) is Assurance.DESK,
            "locked": locked,
            "other": other_account(work, house.desk, visit.session),
            "held_until": hold_until(work, house.desk, visit.individual),
        }

    found = await house.read(look)
    labels = eid_labels(request, visit.language)
    return page(request, visit, "ways.html", **found, eid_labels=labels, **eid_ways(request, visit.session))


@router.get("/my/ways/passkey")
async def begin_passkey(request: Request, visit: FreshAtPortal, house: Here) -> Response:
    """A challenge for a passkey of hers on this device."""
    ceremony, secret = await open_ceremony(house, Intent.JOIN, Holder(individual=visit.individual))
    return making_page(request, visit, house, ceremony, secret, "/my/ways/passkey", "/my/ways")


@router.post("/my/ways/passkey")
async def add_passkey(request: Request, visit: FreshAtPortal, house: Here) -> Response:
    """Keep it. A challenge that was opened for somebody else is no challenge of hers."""
    answers = posted(await request.form())
    ceremony = await take_ceremony(request, house)
    holder = Holder(individual=visit.individual)
    if ceremony is None or ceremony.holder != holder or ceremony.grounds:
        return _failed(request, visit, house)

    def keep(work: Work, made: NewPasskey) -> Passkey | Refusal:
        return keep_passkey(work, house.desk, holder, made, first(answers, "name"), visit.proof.assurance)

    kept = await take_new_passkey(house, ceremony, first(answers, "response"), keep)
    if isinstance(kept, Refusal):
        return _failed(request, visit, house)
    answer = go("/my/ways")
    drop_ceremony_cookie(house, answer)
    return answer


@router.get("/my/ways/sheet")
async def show_sheet_offer(request: Request, visit: FreshAtPortal) -> Response:
    """What a sheet is, before one is printed."""
    return page(request, visit, "sheet_offer.html")


@router.post("/my/ways/sheet")
async def print_sheet(request: Request, visit: FreshAtPortal, house: Here) -> Response:
    """A new sheet, shown once. The one from before opens nothing any more."""
    printed = new_sheet(house.desk.ids.digits)
    slow_pin = await asyncio.to_thread(slow_hash, printed.pin, printed.handle)
    await house.write(lambda work: keep_sheet(work, house.desk, visit.individual, printed, slow_pin))
    rows = in_rows(printed.codes, COLUMNS)
    return page(
        request,
        visit,
        "sheet.html",
        printed=printed,
        rows=rows,
        recovery="",
        back_to="/my/ways",
        hers=words(visit.language),
    )


@router.get("/my/ways/{way_id}/remove")
async def confirm_removal(request: Request, visit: FreshAtPortal, house: Here, way_id: str) -> Response:
    """What it means to take one away."""
    way = await house.read(lambda work: way_in_of(work, visit.individual, way_id))
    return _removal(request, visit, way)


@router.post("/my/ways/{way_id}/remove")
async def remove(request: Request, visit: FreshAtPortal, house: Here, way_id: str) -> Response:
    """Take it away, unless it is the last one."""
    way = await house.read(lambda work: way_in_of(work, visit.individual, way_id))
    try:
        await house.write(lambda work: remove_way_in(work, house.desk, visit.individual, way_id))
    except LastWayInError:
        return _removal(request, visit, way, last=True)
    return go("/my/ways")


def _removal(request: Request, visit: PortalVisit, way: WayIn, *, last: bool = False) -> Response:
    labels = eid_labels(request, visit.language)
    status = 422 if last else 200
    return page(request, visit, "way_remove.html", status=status, way=way, last=last, eid_labels=labels)


def _failed(request: Request, visit: PortalVisit, house: House) -> Response:
    answer = page(request, visit, "passkey_failed.html", status=422, again="/my/ways/passkey")
    drop_ceremony_cookie(house, answer)
    return answer
