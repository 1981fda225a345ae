"""Joins the portal to an application."""

from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from profile_service.web import (
    agency_pages,
    asking_pages,
    bringing_pages,
    item_pages,
    leaving_pages,
    log_pages,
    profile_pages,
    public_pages,
    request_pages,
    share_pages,
    shared_pages,
    sharing_pages,
)

_PAGES: Final = (
    public_pages,
    leaving_pages,
    sharing_pages,
    bringing_pages,
    profile_pages,
    item_pages,
    request_pages,
    log_pages,
    share_pages,
    shared_pages,
    agency_pages,
    asking_pages,
)


def portal(app: FastAPI) -> None:
    """Add every page, and the files that they use."""
    for pages in _PAGES:
        app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
