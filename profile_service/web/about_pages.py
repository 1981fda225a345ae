"""How this is run and by whom: open to all, since whoever is to trust it reads it before she signs in."""

from datetime import date
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.doors import Here, PublicPage
from profile_service.web.rendering import page

_WRITTEN: Final = date(2026, 11, 22)
"""When the accessibility statement was last looked through."""
router: Final = APIRouter(include_in_schema=False)


@router.get("/about")
async def show_about(request: Request, visit: PublicPage, house: Here) -> Response:
    """Who runs it, what they can see and cannot, where everything is, and what becomes of it."""
    return page(request, visit, "about.html", operator=house.settings)


@router.get("/accessibility")
async def show_accessibility(request: Request, visit: PublicPage, house: Here) -> Response:
    """How far the pages can be used by everybody, and whom to tell where they cannot."""
    return page(request, visit, "accessibility.html", operator=house.settings, written=_WRITTEN)
