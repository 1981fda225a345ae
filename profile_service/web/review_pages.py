"""What nobody uses: shown together, and ended in one step."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.errors import GrantEndedError, NotAvailableError
from profile_service.actions.upkeep import end_chosen, unused_of
from profile_service.doors import AtPortal, Here
from profile_service.web.accounts import account_language
from profile_service.web.forms import posted
from profile_service.web.rendering import go
from profile_service.web.shown import decision_page, manner_on

router: Final = APIRouter(include_in_schema=False)
_PAGE: Final = "review.html"


@router.get("/my/review")
async def show_review(request: Request, visit: AtPortal, house: Here) -> Response:
    """Live grants that nobody has used for sixty days. None is ticked."""
    views = await house.read(lambda work: unused_of(work, house.desk, visit.individual))
    account = await account_language(house, visit)
    return decision_page(request, visit, _PAGE, account=account, views=views, nothing=False)


@router.post("/my/review")
async def end_unused(request: Request, visit: AtPortal, house: Here) -> Response:
    """End those that she ticked: all of them, or none."""
    answers = posted(await request.form())
    views = await house.read(lambda work: unused_of(work, house.desk, visit.individual))
    account = await account_language(house, visit)
    listed = {str(view.grant.terms.id) for view in views}
    chosen = answers.get("grant", ())
    if not listed.issuperset(chosen):
        return go("/my/review")  # one was read, or ended, since she saw the list: it says how they stand now
    if not chosen:
        as_first = {"nothing": False}
        return decision_page(
            request, visit, _PAGE, status=422, as_first=as_first, account=account, views=views, nothing=True
        )
    manner = manner_on(request, visit, _PAGE, answers, account=account, views=views, nothing=False)
    try:
        await house.write(lambda work: end_chosen(work, house.desk, visit.individual, chosen, manner))
    except (GrantEndedError, NotAvailableError):
        return go("/my/review")  # one of them ended meanwhile: the list says how it stands now
    return go("/my")
