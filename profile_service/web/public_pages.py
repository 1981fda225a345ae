"""The pages that are open to all: what this is, the language, accessibility."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.doors import Here, PublicPage
from profile_service.doors.forms import own_path
from profile_service.language import LANGUAGES
from profile_service.web.forms import first, posted
from profile_service.web.rendering import go, home_of, page

router: Final = APIRouter(include_in_schema=False)
_YEAR: Final = 365 * 24 * 3600


@router.get("/")
async def show_welcome(request: Request, visit: PublicPage) -> Response:
    """What this is, in few words."""
    return page(request, visit, "welcome.html")


@router.get("/language")
async def show_languages(request: Request, visit: PublicPage) -> Response:
    """The languages of the portal, on a page of their own."""
    return page(request, visit, "language.html", back=home_of(visit.signed_in))


@router.post("/language")
async def choose_language(request: Request, visit: PublicPage, house: Here) -> Response:
    """Remember the language on this device, and go back to the page that was shown."""
    answers = posted(await request.form())
    answer = go(own_path(first(answers, "back")) or "/")
    tag = first(answers, "language")
    if tag in LANGUAGES:
        answer.set_cookie(
            "language",
            tag,
            max_age=_YEAR,
            path="/",
            secure=house.cookie.secure,
            httponly=True,
            samesite="lax",
        )
    return answer
