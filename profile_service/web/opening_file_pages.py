"""A file of evidence at work: opened for the case that is open, and saved, never shown on this site."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.decision import Denial, Reason
from profile_service.actions.errors import DailyLimitError, NotAvailableError
from profile_service.actions.limiting import until_tomorrow
from profile_service.actions.opening_files import OpenedFile, open_file, refuse_file
from profile_service.actions.reading import Opening
from profile_service.domain.evidence_file import FileId
from profile_service.doors import AsReader, Here, House, Levelled, StaffVisit
from profile_service.web.agency_pages import LONGEST_REFERENCE
from profile_service.web.forms import first, posted, without_controls
from profile_service.web.rendering import go
from profile_service.wire.evidence import file_headers

router: Final = APIRouter(include_in_schema=False)


@router.post("/agency/grants/{grant_id}/file")
async def open_file_of_grant(request: Request, visit: AsReader, house: Here, grant_id: str) -> Response:
    """The file, with a line in the person's log. Where her limit of the day is reached, the reader gives her reason at the grant."""
    answers = posted(await request.form())
    case = without_controls(first(answers, "case_reference"))[:LONGEST_REFERENCE]
    opening = Opening(grant_id, case, visit.staff.name, repeats=first(answers, "disclosure"))
    if not case:
        return go(f"/agency/grants/{grant_id}")
    try:
        async with Levelled(NotAvailableError, DailyLimitError):
            opened = await _open(house, visit, opening, FileId(first(answers, "file")))
    except DailyLimitError:
        return go(f"/agency/grants/{grant_id}")
    headers = file_headers(opened.kind.value, opened.kind.ending, bytes.fromhex(opened.sha256))
    return Response(opened.content, headers=headers)


async def _open(house: House, visit: StaffVisit, opening: Opening, file: FileId) -> OpenedFile:
    opened: OpenedFile | Denial
    try:
        opened = await house.write(lambda work: open_file(work, house.desk, visit.grantee, opening, file))
    except NotAvailableError:
        opened = await house.write(lambda work: refuse_file(work, house.desk, visit.grantee, opening))
    if not isinstance(opened, Denial):
        return opened
    raise DailyLimitError(until_tomorrow(house.desk)) if opened.reason is Reason.LIMIT else NotAvailableError
