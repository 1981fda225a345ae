"""What has happened: the journal as she reads it."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from consent.grant import Active, Paused
from profile_service.actions.looking import grants_of, log_of
from profile_service.doors import AtPortalToSeeLog, Here
from profile_service.language import words
from profile_service.web.accounts import account_language
from profile_service.web.collapsing import collapsed
from profile_service.web.rendering import page
from profile_service.web.sentences import by_day, entry_of

router: Final = APIRouter(include_in_schema=False)
_LINES: Final = 40


@router.get("/my/log")
async def show_log(
    request: Request,
    visit: AtPortalToSeeLog,
    house: Here,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """Every read, refused attempts too, by day."""
    found = await house.read(lambda work: log_of(work, visit.individual, before, _LINES))
    speech = words(visit.language)
    days = by_day(collapsed(entry_of(speech, line) for line in found.lines))
    account = await account_language(house, visit)
    grants = await house.read(lambda work: grants_of(work, house.desk, visit.individual))
    live = {view.grant.terms.id for view in grants if isinstance(view.grant, Active | Paused)}
    return page(
        request,
        visit,
        "log.html",
        account=account,
        days=days,
        live=live,
        following=found.following,
        before=before,
    )
