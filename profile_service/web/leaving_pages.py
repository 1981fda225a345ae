"""Leaving: for today, or for good."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.enrolling import erase
from profile_service.actions.helping import end_help_of_session
from profile_service.actions.ports import Work
from profile_service.doors import AtPortal, FreshAtPortal, Here, House, Public, PublicPage, Visit, language_of
from profile_service.web.rendering import SIGNED_OUT, go, page

router: Final = APIRouter(include_in_schema=False)


@router.post("/sign-out")
async def sign_out(request: Request, visit: PublicPage, house: Here) -> Response:
    """End the session; what the browser keeps of these pages goes with it."""
    secret = request.cookies.get(house.cookie.name)
    if visit.signed_in is not None and secret:
        await house.write(lambda work: _close(work, house, secret))
    return _forgotten(go(SIGNED_OUT), house)


@router.get(SIGNED_OUT)
async def show_signed_out(request: Request, _caller: Public) -> Response:
    """That it is over. A shared computer comes here by itself, and so it looks at no session and prolongs none."""
    visit = Visit(language_of(request), None, None)
    return _without_traces(page(request, visit, "signed_out.html", back=None))


def _close(work: Work, house: House, secret: str) -> None:
    session = work.sessions.find(secret)
    if session is not None and session.staff is not None:
        end_help_of_session(work, house.desk, session.id)
    work.sessions.close(secret)


@router.get("/my/erase")
async def explain_erasing(request: Request, visit: AtPortal) -> Response:
    """What erasing takes away, what it cannot reach, and what to take along first."""
    return page(request, visit, "erase.html")


@router.get("/my/erase/sure")
async def confirm_erasing(request: Request, visit: FreshAtPortal) -> Response:
    """The second step: yes or no."""
    return page(request, visit, "erase_sure.html")


@router.post("/my/erase/sure")
async def erase_everything(request: Request, visit: FreshAtPortal, house: Here) -> Response:
    """Destroy her key, close her sessions, and say goodbye to somebody who is no longer known."""
    await house.write(lambda work: erase(work, house.desk, visit.individual))
    # The session is gone: the page knows nobody, and has no form.
    goodbye = page(request, visit, "goodbye.html", signed_in=None, form_token=None, back=None, here="")
    return _forgotten(goodbye, house)


def _forgotten(answer: Response, house: House) -> Response:
    """The answer, which takes the session's cookie and the kept pages out of the browser."""
    answer.delete_cookie(
        house.cookie.name, path="/", secure=house.cookie.secure, httponly=True, samesite="lax"
    )
    return _without_traces(answer)


def _without_traces(answer: Response) -> Response:
    """The answer, which makes the browser drop what it keeps of this site.

    "cache" takes the pages behind the back button with it. "storage" is for whatever a script may ever have put there.
    Not "cookies": that reaches every other site of the registered domain, and the language that was chosen here; the
    session's cookie is taken out by name. "executionContexts" is known to no browser any more.
    """
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
