"""Looking at entries again: still true in one tap, and her own words back in one."""

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.mandate import Power
from consent.vocabulary import IndividualId
from profile_service.actions.errors import StaleVersionError
from profile_service.actions.looking_again import confirm_item, restore_own_words
from profile_service.actions.ports import Desk, Work
from profile_service.actions.reminding import to_look_at
from profile_service.domain.profile import Assertion, ItemId
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AtPortal, AtPortalToWrite, Here, House, PortalVisit, standing
from profile_service.web.forms import first, posted
from profile_service.web.item_pages import version_of
from profile_service.web.profile_pages import known
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_AGAIN: Final = "/my/again"
_Act = Callable[[Work, Desk, IndividualId, str, ItemId, int | None], Assertion]


@router.get(_AGAIN)
async def show_what_is_due(request: Request, visit: AtPortal, house: Here) -> Response:
    """Every entry whose day has come, each with what can be done."""
    due = await house.read(lambda work: to_look_at(work, house.desk, visit.individual))
    return page(request, visit, "again.html", due=due, catalogue=SECTIONS)


@router.post("/my/profile/{section}/{item}/confirm")
async def say_still_true(
    request: Request, visit: AtPortalToWrite, house: Here, section: str, item: str
) -> Response:
    """It is still true: fresh again, without a word changed."""
    return await _do(request, visit, house, confirm_item, (section, item))


@router.post("/my/profile/{section}/{item}/restore")
async def put_own_words_back(
    request: Request, visit: AtPortalToWrite, house: Here, section: str, item: str
) -> Response:
    """Her own last wording, in the place of somebody else's."""
    return await _do(request, visit, house, restore_own_words, (section, item))


async def _do(
    request: Request, visit: PortalVisit, house: House, act: _Act, named: tuple[str, str]
) -> Response:
    """Do it to the version that was shown. One that was changed meanwhile is shown again as it is, and nothing is done."""
    answers = posted(await request.form())
    section, item = known(named[0]), ItemId(named[1])
    expected = version_of(answers)

    def do(work: Work) -> object:
        return act(work, house.desk, visit.individual, section, item, expected)

    with suppress(StaleVersionError):
        await house.write(standing(house, visit, Power.WRITE, do))
    return go(
        _AGAIN if first(answers, "then") == "again" and visit.acting is None else f"/my/profile/{section}"
    )
