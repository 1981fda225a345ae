"""The staff's pages: what is open to their organisation, and asking with a code that a person gave them."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.decision import Denial
from consent.terms import Terms
from profile_service.actions.duties import duties_to
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.looking import grants_to
from profile_service.actions.reading import Opening, disclose
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AsStaff, Here, House, StaffVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import first, posted, without_controls
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import page

router: Final = APIRouter(include_in_schema=False)
LONGEST_REFERENCE: Final = 100


@router.get("/agency")
async def show_open(request: Request, visit: AsStaff, house: Here) -> Response:
    """The live grants of the organisation. There is no search."""
    grants = await house.read(lambda work: grants_to(work, house.desk, visit.grantee))
    duties = await house.read(lambda work: duties_to(work, house.desk, visit.grantee))
    return page(
        request, visit, "agency.html", grants=grants, duties=duties, organisation=visit.grantee.organisation
    )


@router.get("/agency/grants/{grant_id}")
async def ask_for_case(request: Request, visit: AsStaff, house: Here, grant_id: str) -> Response:
    """Which case is it for? The same page for every id that is no live grant of theirs (I-10)."""
    return page(request, visit, "open.html", case="", mistakes=[], terms=await _terms(house, visit, grant_id))


@router.post("/agency/grants/{grant_id}")
async def open_grant(request: Request, visit: AsStaff, house: Here, grant_id: str) -> Response:
    """Open it for one case. Every opening stands in the person's log, and so does every refusal."""
    case = without_controls(first(posted(await request.form()), "case_reference"))
    if not case or len(case) > LONGEST_REFERENCE:
        speech = words(visit.language)
        text = speech(
            N_("Write the reference of your case, at most {number} signs."), number=LONGEST_REFERENCE
        )
        mistake = Mistake("case_reference", "case_reference", "", text)
        terms = await _terms(house, visit, grant_id)
        return page(request, visit, "open.html", status=422, case=case, mistakes=[mistake], terms=terms)
    opening = Opening(grant_id=grant_id, case_reference=case, reader=visit.staff.name)
    answer = await house.write(lambda work: disclose(work, house.desk, visit.grantee, opening))
    if isinstance(answer, Denial):
        raise NotAvailableError
    today = house.desk.clock.now().astimezone(house.desk.zone).date()
    return page(
        request, visit, "disclosed.html", disclosure=answer, case=case, catalogue=SECTIONS, today=today
    )


async def _terms(house: House, visit: StaffVisit, grant_id: str) -> Terms | None:
    """How long a live grant of theirs is open, so that it is told before it is opened."""
    grants = await house.read(lambda work: grants_to(work, house.desk, visit.grantee))
    return next((view.grant.terms for view in grants if view.grant.terms.id == grant_id), None)
