"""Joins the portal to an application."""

from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from profile_service.doors import NoUnitError
from profile_service.web import (
    agency_pages,
    alarm_pages,
    asking_pages,
    attempt_pages,
    bringing_pages,
    by_law_pages,
    closing_pages,
    declaring_pages,
    desk_pages,
    eid_pages,
    inquired_pages,
    inquiry_pages,
    item_pages,
    kept_pages,
    leaving_pages,
    log_pages,
    narrowing_pages,
    operator_duty_pages,
    operator_pages,
    passkey_pages,
    pausing_pages,
    profile_pages,
    protection_pages,
    public_pages,
    receipt_pages,
    request_pages,
    review_pages,
    second_look_pages,
    seeing_pages,
    session_pages,
    share_pages,
    shared_pages,
    sharing_pages,
    sheet_pages,
    sign_in_pages,
    telling_pages,
    unit_pages,
    ways_pages,
)
from profile_service.web.unit_pages import to_the_units

_PAGES: Final = (
    eid_pages,
    public_pages,
    sign_in_pages,
    session_pages,
    kept_pages,
    inquiry_pages,
    attempt_pages,
    inquired_pages,
    alarm_pages,
    leaving_pages,
    sharing_pages,
    bringing_pages,
    profile_pages,
    protection_pages,
    item_pages,
    request_pages,
    log_pages,
    receipt_pages,
    by_law_pages,
    share_pages,
    shared_pages,
    agency_pages,
    declaring_pages,
    operator_pages,
    operator_duty_pages,
    asking_pages,
    pausing_pages,
    narrowing_pages,
    review_pages,
    seeing_pages,
    closing_pages,
    telling_pages,
    passkey_pages,
    sheet_pages,
    ways_pages,
    second_look_pages,
    desk_pages,
    unit_pages,
)


def portal(app: FastAPI) -> None:
    """Add every page, and the files that they use."""
    for pages in _PAGES:
        app.include_router(pages.router)
    app.add_exception_handler(NoUnitError, to_the_units)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
