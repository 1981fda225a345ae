"""Where I am signed in, for her and for those who come from work; and how one is ended from another."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.own_sessions import end_beside, end_others, sessions_beside
from profile_service.domain.session import Session
from profile_service.domain.sign_in import Method
from profile_service.doors import AsMember, AtPortal, Here, House
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted
from profile_service.web.rendering import AnyVisit, go, page

router: Final = APIRouter(include_in_schema=False)
_WAYS_IN: Final = {
    Method.EID: N_("With an e-ID"),
    Method.PASSKEY: N_("With a passkey"),
    Method.SHEET: N_("With a code sheet and a PIN"),
    Method.DEMO: N_("As somebody of the demonstration"),
}


@router.get("/my/sessions")
async def show_own_sessions(request: Request, visit: AtPortal, house: Here) -> Response:
    """Each place where she is signed in, this one first."""
    return await _list(request, visit, house, visit.session)


@router.post("/my/sessions")
async def end_own(request: Request, visit: AtPortal, house: Here) -> Response:
    """End one of the others, or all of them. Nothing fresh is asked: whoever lost a telephone is in a hurry."""
    return await _end(request, house, visit.session)


@router.get("/sessions")
async def show_sessions_at_work(request: Request, visit: AsMember, house: Here) -> Response:
    """The same for staff, and for the operator's colleagues."""
    return await _list(request, visit, house, visit.session)


@router.post("/sessions")
async def end_at_work(request: Request, visit: AsMember, house: Here) -> Response:
    """End one of the others, or all of them."""
    return await _end(request, house, visit.session)


async def _list(request: Request, visit: AnyVisit, house: House, here: Session) -> Response:
    found = await house.read(lambda work: sessions_beside(work, house.desk, here))
    return page(request, visit, "sessions.html", sessions=found, this=here.id, ways_in=_WAYS_IN)


async def _end(request: Request, house: House, here: Session) -> Response:
    chosen = first(posted(await request.form()), "session")
    if chosen == "others":
        await house.write(lambda work: end_others(work, house.desk, here))
    else:
        await house.write(lambda work: end_beside(work, house.desk, here, chosen))
    return go(request.url.path)
