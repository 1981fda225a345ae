"""Screens that were made in-process, before a browser: it gets the very bytes and headers, and the files that they name.

They come from a server on loopback to which the browser's own resolver leads the address of the stage. Were each answer put in by
Playwright's `route`, the browser would keep no file, and each page would fetch and compile its style and its scripts anew.
"""

import mimetypes
import re
import threading
from collections.abc import Mapping
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

import profile_service.web
from tests.screens.guest import Screen
from tests.stage import BASE_URL

_STATIC: Final = Path(profile_service.web.__file__).parent
_LEFT_OUT: Final = ("content-length", "set-cookie", "refresh", "content-encoding")
"""Headers that are the network's. A page at a shared computer would lead on by itself after some minutes: not while it is looked at."""
_LEADS_ON: Final = re.compile(r'<meta http-equiv="refresh"[^>]*>')
_KEPT: Final = "max-age=3600"


class Stand(ThreadingHTTPServer):
    """Where the browser finds the screen that is up now, and the files."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.now = Screen("/", 404, "", {})
        self.fetched = False
        """Whether the browser has asked for what is up now."""
        self.missing: list[str] = []
        """Files that a page names and that are not there."""
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def put_up(self, screen: Screen) -> None:
        """From now on every navigation is answered with this."""
        self.now, self.fetched = screen, False


@cache
def _stand() -> Stand:
    """One for all windows of this process: they show their screens one after the other."""
    return Stand()


def flags() -> list[str]:
    """What a browser must be started with to find the screens at their own address, and nothing else anywhere."""
    stage, stand = urlsplit(BASE_URL).netloc, f"127.0.0.1:{_stand().server_port}"
    return [f"--host-resolver-rules=MAP {stage} {stand}, MAP * ~NOTFOUND"]


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Stand

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if self.headers["Sec-Fetch-Mode"] == "navigate":
            screen, self.server.fetched = self.server.now, True
            headers = {name: value for name, value in screen.headers.items() if name not in _LEFT_OUT}
            self._answer(screen.status, headers, _LEADS_ON.sub("", screen.html).encode())
        elif path.startswith("/static/") and (_STATIC / path.removeprefix("/")).is_file():
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            headers = {"Content-Type": kind, "Cache-Control": _KEPT}
            self._answer(200, headers, (_STATIC / path.removeprefix("/")).read_bytes())
        else:
            self.server.missing += [path] if path.startswith("/static/") else []
            self.do_POST()

    def do_POST(self) -> None:
        """What a script of the page asks for: nobody is there."""
        self.close_connection = True
        self._answer(404, {"Connection": "close"}, b"")

    def _answer(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """It has nothing to say."""


class Showing:
    """One browser window in which any screen can be put up."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()

    def put_up(self, screen: Screen) -> Page:
        """The page, as whoever got this answer sees it."""
        stand = _stand()
        stand.put_up(screen)
        self.page.goto(BASE_URL + screen.path)
        assert stand.fetched, f"{screen.path} came from elsewhere: was the browser started with `flags()`?"
        assert stand.missing == [], f"{screen.path} names files that are not there"
        return self.page
