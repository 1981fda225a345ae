"""Two accounts of hers become one: asked once, in the session that has proved both."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.grant import Active, Paused
from consent.receipt import Indication
from profile_service.actions.errors import NotAvailableError, SectionFullError
from profile_service.actions.joining import join_accounts, other_account
from profile_service.actions.looking import grants_of
from profile_service.actions.manner import Manner
from profile_service.actions.ports import Work
from profile_service.doors import FreshAtPortal, Here
from profile_service.web.forms import first, posted
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)


@router.get("/my/join")
async def ask_to_join(request: Request, visit: FreshAtPortal, house: Here) -> Response:
    """What happens if the two become one: who is told, and what goes on."""

    def look(work: Work) -> list[str]:
        other = other_account(work, house.desk, visit.session)
        if other is None:
            raise NotAvailableError
        live = [one for one in grants_of(work, house.desk, other) if isinstance(one.grant, Active | Paused)]
        return sorted({one.organisation.name for one in live})

    ending = await house.read(look)
    return page(request, visit, "join.html", ending=ending, full=False)


@router.post("/my/join")
async def join(request: Request, visit: FreshAtPortal, house: Here) -> Response:
    """Yes: one account from now on. Anything else leaves both as they are."""
    answers = posted(await request.form())
    if first(answers, "answer") != "yes":
        return go("/my/ways")
    manner = Manner(Indication.OWN_DEVICE, None, visit.proof.assurance)
    try:
        await house.write(lambda work: join_accounts(work, house.desk, visit.session, manner))
    except SectionFullError:
        return page(request, visit, "join.html", status=422, ending=[], full=True)
    return page(request, visit, "joined.html")
