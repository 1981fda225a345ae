"""Staff say that a case is closed: the grant that was given for it ends."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.vocabulary import GrantId
from profile_service.actions.withdrawing import close_case
from profile_service.doors import AsReader, Here
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)


@router.get("/agency/grants/{grant_id}/close")
async def confirm_closing(request: Request, visit: AsReader) -> Response:
    """What closing does. The same page for every id, whether there is such a grant or not (I-10)."""
    return page(request, visit, "close_case.html")


@router.post("/agency/grants/{grant_id}/close")
async def close(visit: AsReader, house: Here, grant_id: str) -> Response:
    """End the grant; for everything that is not a live grant of theirs, the one page that says nothing."""
    await house.write(
        lambda work: close_case(work, house.desk, visit.grantee, GrantId(grant_id), visit.staff.name)
    )
    return go("/agency")
