"""Leaving: for today, or for good."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.enrolling import erase
from profile_service.doors import AtPortal, Here, House, PublicPage
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)


@router.post("/sign-out")
async def sign_out(request: Request, visit: PublicPage, house: Here) -> Response:
    """End the session; what the browser keeps of these pages goes with it."""
    secret = request.cookies.get(house.cookie.name)
    if visit.signed_in is not None and secret:
        await house.write(lambda work: work.sessions.close(secret))
    return _forgotten(go("/"), house)


@router.get("/my/erase")
async def explain_erasing(request: Request, visit: AtPortal) -> Response:
    """What erasing takes away, what it cannot reach, and what to take along first."""
    return page(request, visit, "erase.html")


@router.get("/my/erase/sure")
async def confirm_erasing(request: Request, visit: AtPortal) -> Response:
    """The second step: yes or no."""
    return page(request, visit, "erase_sure.html")


@router.post("/my/erase/sure")
async def erase_everything(request: Request, visit: AtPortal, house: Here) -> Response:
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
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
