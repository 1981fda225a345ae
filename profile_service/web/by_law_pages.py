"""Access by law, on her own pages: who, the rule, what was read. There is nothing here to press, and it says so."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.duties import duties_about
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.looking import LogLine, log_of
from profile_service.doors import AtPortal, Here
from profile_service.language import words
from profile_service.web.accounts import account_language
from profile_service.web.rendering import page
from profile_service.web.sentences import by_day, entry_of

router: Final = APIRouter(include_in_schema=False)
_RECENT: Final = 200


@router.get("/my/by-law/{duty_id}")
async def show_duty(request: Request, visit: AtPortal, house: Here, duty_id: str) -> Response:
    """One access by law: the rule in full, what it gives, and every reading under it."""
    duties = await house.read(lambda work: duties_about(work, house.desk, visit.individual))
    view = next((one for one in duties if one.duty.id == duty_id), None)
    if view is None:
        raise NotAvailableError
    found = await house.read(lambda work: log_of(work, visit.individual, None, _RECENT))
    lines: list[LogLine] = [line for line in found.lines if line.event.grant == duty_id]
    speech = words(visit.language)
    return page(
        request,
        visit,
        "by_law_one.html",
        account=await account_language(house, visit),
        view=view,
        days=by_day([entry_of(speech, line) for line in lines]),
    )


@router.get("/my/number")
async def show_number(request: Request, visit: AtPortal) -> Response:
    """Her number here: what an authority's formal demand must name, and good for nothing else."""
    return page(request, visit, "number.html", number=visit.individual)
