"""Protected identity: she switches it on in one step and off in two; staff with the named role, for somebody whose case they have."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.vocabulary import GrantId
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.ports import Work
from profile_service.actions.protection import (
    LONGEST_REASON,
    end_protection,
    end_protection_for,
    is_protected,
    of_grant,
    protect,
    protect_for,
)
from profile_service.doors import AsReader, AtPortal, FreshAtPortal, Here, House, Levelled, StaffVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_ADDRESS: Final = "/my/protection"


@router.get(_ADDRESS)
async def show_protection(request: Request, visit: AtPortal, house: Here) -> Response:
    """What it changes, and whether it is on."""
    is_on = await house.read(lambda work: is_protected(work, visit.individual))
    return page(request, visit, "protection.html", is_on=is_on)


@router.post(_ADDRESS)
async def switch_on(visit: AtPortal, house: Here) -> Response:
    """On, in one step."""
    await house.write(lambda work: protect(work, house.desk, visit.individual))
    return go(_ADDRESS)


@router.get("/my/protection/end")
async def confirm_end(request: Request, visit: FreshAtPortal, house: Here) -> Response:
    """What leaves again without it."""
    is_on = await house.read(lambda work: is_protected(work, visit.individual))
    return page(request, visit, "protection_end.html") if is_on else go(_ADDRESS)


@router.post("/my/protection/end")
async def switch_off(visit: FreshAtPortal, house: Here) -> Response:
    """Off, in the second step."""
    await house.write(lambda work: end_protection(work, house.desk, visit.individual))
    return go(_ADDRESS)


@router.get("/agency/grants/{grant_id}/protection")
async def show_staff(request: Request, visit: AsReader, house: Here, grant_id: str) -> Response:
    """Both ways, for whoever has the named role and the case. How it stands is not told."""
    async with Levelled(NotAvailableError):
        await house.read(lambda work: of_grant(work, house.desk, visit.grantee, GrantId(grant_id)))
    return _staff_page(request, visit)


@router.post("/agency/grants/{grant_id}/protection")
async def switch_by_staff(request: Request, visit: AsReader, house: Here, grant_id: str) -> Response:
    """On, or off for a reason. She reads in her log who it was, and why."""
    answers = posted(await request.form())
    try:
        async with Levelled(NotAvailableError):
            await house.write(lambda work: _switch(work, house, visit, grant_id, answers))
    except ContentError:
        return _staff_page(request, visit, is_wrong=True)
    return _staff_page(request, visit, done="off" if _wants_off(answers) else "on")


def _switch(work: Work, house: House, visit: StaffVisit, grant_id: str, answers: Answers) -> None:
    individual = of_grant(work, house.desk, visit.grantee, GrantId(grant_id))
    if _wants_off(answers):
        reason = without_controls(first(answers, "reason"))
        end_protection_for(work, house.desk, visit.grantee, individual, reason)
    else:
        protect_for(work, house.desk, visit.grantee, individual)


def _wants_off(answers: Answers) -> bool:
    """Only what says so in full: everything else protects."""
    return first(answers, "protection") == "off"


def _staff_page(request: Request, visit: StaffVisit, *, is_wrong: bool = False, done: str = "") -> Response:
    told = words(visit.language)(N_("Write the reason, at most {number} signs."), number=LONGEST_REASON)
    mistakes = [Mistake("reason", "reason", "", told)] if is_wrong else []
    status = 422 if is_wrong else 200
    return page(request, visit, "agency_protection.html", status=status, mistakes=mistakes, done=done)
