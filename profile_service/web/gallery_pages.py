"""Two pages for whoever builds and reads pages: every part that they are made of, and every word that they say."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.doors import Here, PublicPage
from profile_service.web.rendering import page
from profile_service.web.signs import SIGNS

router: Final = APIRouter(include_in_schema=False)


@router.get("/words")
async def show_words(request: Request, visit: PublicPage) -> Response:
    """What each word of the portal means."""
    return page(request, visit, "words.html")


@router.get("/gallery")
async def show_gallery(request: Request, visit: PublicPage, house: Here) -> Response:
    """Every part in every state, in the language of the page. It shows nobody's anything."""
    answer = page(request, visit, "gallery.html", today=house.desk.clock.now(), signs=sorted(SIGNS))
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
