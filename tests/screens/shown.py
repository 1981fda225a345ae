"""Screens that were made in-process, before a browser: it gets the very bytes and headers, and the files that they name."""

import mimetypes
import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

import profile_service.web
from tests.screens.guest import Screen
from tests.stage import BASE_URL

_STATIC: Final = Path(profile_service.web.__file__).parent
_LEFT_OUT: Final = ("content-length", "set-cookie", "refresh", "content-encoding")
"""Headers that are the network's. A page at a shared computer would lead on by itself after some minutes: not while it is looked at."""
_LEADS_ON: Final = re.compile(r'<meta http-equiv="refresh"[^>]*>')


class Showing:
    """One browser window in which any screen can be put up."""

    def __init__(self, context: BrowserContext) -> None:
        self._now = Screen("/", 404, "", {})
        context.route("**/*", self._answer)
        self.page: Page = context.new_page()

    def put_up(self, screen: Screen) -> Page:
        """The page, as whoever got this answer sees it."""
        self._now = screen
        self.page.goto(BASE_URL + screen.path)
        return self.page

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if route.request.is_navigation_request():
            headers = {name: value for name, value in self._now.headers.items() if name not in _LEFT_OUT}
            still = _LEADS_ON.sub("", self._now.html)
            route.fulfill(status=self._now.status, headers=headers, body=still)
        elif path.startswith("/static/"):
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            headers = {"Content-Type": kind, "Cache-Control": "max-age=3600"}
            route.fulfill(status=200, headers=headers, body=(_STATIC / path.removeprefix("/")).read_bytes())
        else:
            route.fulfill(status=404, body="")
