"""A copy of what was opened, for the case file: a PDF or a table. It is a reading of its own, and the person sees that it is a file."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.decision import Denial, Reason
from profile_service.actions.copying import copy_granted
from profile_service.actions.errors import DailyLimitError, NotAvailableError
from profile_service.actions.limiting import until_tomorrow
from profile_service.actions.reading import Opening
from profile_service.documents.case_table import case_table
from profile_service.documents.typesetting import typeset_case_copy
from profile_service.domain.case_copy import CaseCopy
from profile_service.domain.disclosure import Disclosure
from profile_service.doors import AsReader, Here, House, Levelled, StaffVisit
from profile_service.language import words
from profile_service.web.agency_pages import LONGEST_REFERENCE
from profile_service.web.forms import first, posted, without_controls
from profile_service.web.rendering import HEADERS, go

router: Final = APIRouter(include_in_schema=False)


@router.post("/agency/grants/{grant_id}/copy")
async def take_copy(request: Request, visit: AsReader, house: Here, grant_id: str) -> Response:
    """The file. Where the limit of the day is reached, the reader gives her reason at the grant."""
    answers = posted(await request.form())
    case = without_controls(first(answers, "case_reference"))[:LONGEST_REFERENCE]
    kind = first(answers, "format")
    if not case or kind not in ("csv", "pdf"):
        return go(f"/agency/grants/{grant_id}")
    opening = Opening(grant_id, case, visit.staff.name, repeats=first(answers, "disclosure"))
    try:
        async with Levelled(NotAvailableError, DailyLimitError):
            shown = await _copied(house, visit, opening)
    except DailyLimitError:
        return go(f"/agency/grants/{grant_id}")
    organisation = visit.grantee.organisation.name
    copy = CaseCopy(shown, case, organisation, visit.staff.unit, visit.staff.name, house.desk.clock.now())
    speech = words(visit.language)
    # Whose it is and for which case stays out of the name, and so out of download folders and their logs.
    name = f"egenkarta-{copy.at.astimezone(house.desk.zone).date().isoformat()}.{kind}"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    if kind == "csv":
        return Response(case_table(copy, speech), headers=headers, media_type="text/csv; charset=utf-8")
    pdf = await typeset_case_copy(copy, speech)
    return Response(pdf, headers=headers, media_type="application/pdf")


async def _copied(house: House, visit: StaffVisit, opening: Opening) -> Disclosure:
    answer = await house.write(lambda work: copy_granted(work, house.desk, visit.grantee, opening))
    if not isinstance(answer, Denial):
        return answer
    raise DailyLimitError(until_tomorrow(house.desk)) if answer.reason is Reason.LIMIT else NotAvailableError
