"""What a helper proposed: she says yes or no to each, or to all."""

from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.receipt import Indication
from profile_service.actions.errors import (
    AlreadyAnsweredError,
    ContentError,
    NotAvailableError,
    SectionFullError,
    StaleVersionError,
)
from profile_service.actions.manner import Manner
from profile_service.actions.own_drafts import approve_draft, refuse_draft, waiting_drafts
from profile_service.domain.helping import DraftId
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.web.forms import first, posted
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_MISFITS: Final = (StaleVersionError, ContentError, SectionFullError)
"""Why a draft cannot come in any more. It waits on, and can be left out."""


@router.get("/my/drafts")
async def show_drafts(request: Request, visit: AtPortal, house: Here) -> Response:
    """Every draft that waits, beside what stands there now."""
    return await _page(request, visit, house)


@router.post("/my/drafts")
async def answer_all(request: Request, visit: AtPortal, house: Here) -> Response:
    """One answer to every draft that stood on the page; one that came since is not among them."""
    answers = posted(await request.form())
    misfits = False
    for draft_id in answers.get("draft", ())[:100]:
        misfits |= not await _answer(house, visit, draft_id, first(answers, "answer"))
    return await _page(request, visit, house, status=409) if misfits else go("/my/drafts")


@router.post("/my/drafts/{draft_id}")
async def answer_draft(request: Request, visit: AtPortal, house: Here, draft_id: str) -> Response:
    """Yes or no to one."""
    answer = first(posted(await request.form()), "answer")
    if answer not in ("approve", "refuse"):
        return go("/my/drafts")
    if await _answer(house, visit, draft_id, answer, alone=True):
        return go("/my/drafts")
    return await _page(request, visit, house, status=409)


async def _answer(
    house: House, visit: PortalVisit, draft_id: str, answer: str, *, alone: bool = False
) -> bool:
    """Whether it is done, or was before; False where the draft does not fit any more."""
    manner = Manner(Indication.OWN_DEVICE, None, visit.proof.assurance)
    acts: dict[str, Callable[..., object]] = {"approve": approve_draft, "refuse": refuse_draft}
    act = acts.get(answer)
    if act is None:
        return True
    try:
        with suppress(AlreadyAnsweredError):
            await house.write(lambda work: act(work, house.desk, visit.individual, DraftId(draft_id), manner))
    except _MISFITS:
        return False
    except NotAvailableError:
        if alone:
            raise
    return True


async def _page(request: Request, visit: PortalVisit, house: House, *, status: int = 200) -> Response:
    waiting = await house.read(lambda work: waiting_drafts(work, house.desk, visit.individual))
    # What came of a mapping session is decided on beside that session.
    drafts = [one for one in waiting if one.draft.mapping is None]
    return page(
        request,
        visit,
        "drafts.html",
        status=status,
        drafts=drafts,
        catalogue=SECTIONS,
        misfits=status == HTTPStatus.CONFLICT,
        back="/my/drafts",
    )
