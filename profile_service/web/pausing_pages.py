"""A pause of one grant or of all, and the thirty seconds in which a yes can be undone."""

from contextlib import suppress
from typing import Final, Literal

from fastapi import APIRouter, Request, Response

from consent.grant import Active, Paused
from consent.request import RequestState
from consent.vocabulary import GrantId
from profile_service.actions.answering import undo_yes
from profile_service.actions.changing import (
    pause_everything,
    pause_grant,
    resume_everything,
    resume_grant,
)
from profile_service.actions.errors import AllPausedError, GrantEndedError, TooLateError
from profile_service.actions.looking import GrantView, grant_of, request_to
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.web.accounts import account_language
from profile_service.web.forms import posted
from profile_service.web.rendering import go
from profile_service.web.shown import decision_page, manner_on

router: Final = APIRouter(include_in_schema=False)
_PAGE: Final = "pausing.html"
Step = Literal["pause", "resume"]


@router.post("/my/pause")
async def pause_all(visit: AtPortal, house: Here) -> Response:
    """Nobody reads any more, at once and in one step."""
    await house.write(lambda work: pause_everything(work, house.desk, visit.individual))
    return go("/my")


@router.post("/my/resume")
async def resume_all(visit: AtPortal, house: Here) -> Response:
    """Sharing goes on as it stood."""
    await house.write(lambda work: resume_everything(work, house.desk, visit.individual))
    return go("/my")


@router.get("/my/grants/{grant_id}/pause")
async def confirm_pause(request: Request, visit: AtPortal, house: Here, grant_id: str) -> Response:
    """What a pause does."""
    return await _confirm(request, visit, house, grant_id, "pause")


@router.get("/my/grants/{grant_id}/resume")
async def confirm_resume(request: Request, visit: AtPortal, house: Here, grant_id: str) -> Response:
    """What going on opens again."""
    return await _confirm(request, visit, house, grant_id, "resume")


@router.post("/my/grants/{grant_id}/pause")
async def pause_one(request: Request, visit: AtPortal, house: Here, grant_id: str) -> Response:
    """Nobody reads under this grant until she goes on. Nothing holds it up."""
    view = await _grant(house, visit, grant_id)
    answers = posted(await request.form())
    account = await account_language(house, visit)
    manner = manner_on(request, visit, _PAGE, answers, account=account, view=view, step="pause")
    with suppress(GrantEndedError):  # over is more than paused
        await house.write(
            lambda work: pause_grant(work, house.desk, visit.individual, GrantId(grant_id), manner)
        )
    return go(f"/my/grants/{grant_id}")


@router.post("/my/grants/{grant_id}/resume")
async def resume_one(request: Request, visit: AtPortal, house: Here, grant_id: str) -> Response:
    """Go on with this grant, by the words that she had before her."""
    view = await _grant(house, visit, grant_id)
    answers = posted(await request.form())
    account = await account_language(house, visit)
    manner = manner_on(request, visit, _PAGE, answers, account=account, view=view, step="resume")
    if manner.shown is None and isinstance(view.grant, Paused):
        return decision_page(
            request, visit, _PAGE, status=409, changed=True, account=account, view=view, step="resume"
        )
    with suppress(GrantEndedError, AllPausedError):  # the page of the grant says how it stands
        await house.write(
            lambda work: resume_grant(work, house.desk, visit.individual, GrantId(grant_id), manner)
        )
    return go(f"/my/grants/{grant_id}")


@router.post("/my/grants/{grant_id}/undo")
async def undo_answer(request: Request, visit: AtPortal, house: Here, grant_id: str) -> Response:
    """Take back a yes as if it had not been said; where it is too late for that, offer to stop."""
    view = await _grant(house, visit, grant_id)
    asked = view.grant.terms.request_id
    question = await house.read(lambda work: request_to(work, house.desk, visit.individual, asked))
    context = {
        "view": question,
        "grant": view,
        "now": house.desk.clock.now(),
        "account": await account_language(house, visit),
    }
    manner = manner_on(request, visit, "answered.html", posted(await request.form()), **context)  # type: ignore[arg-type]
    try:
        await house.write(
            lambda work: undo_yes(work, house.desk, visit.individual, GrantId(grant_id), manner)
        )
    except TooLateError:
        # Pressed twice, the first press has undone it: then it is not too late, it is done.
        late = question.state == RequestState.GRANTED
        return go(f"/my/grants/{grant_id}?late=1" if late else f"/my/requests/{asked}?undone=1")
    return go(f"/my/requests/{asked}?undone=1")


async def _confirm(request: Request, visit: PortalVisit, house: House, grant_id: str, step: Step) -> Response:
    view = await _grant(house, visit, grant_id)
    if not isinstance(view.grant, Active if step == "pause" else Paused):
        return go(f"/my/grants/{grant_id}")
    account = await account_language(house, visit)
    return decision_page(request, visit, _PAGE, account=account, view=view, step=step)


async def _grant(house: House, visit: PortalVisit, grant_id: str) -> GrantView:
    return await house.read(lambda work: grant_of(work, house.desk, visit.individual, GrantId(grant_id)))
