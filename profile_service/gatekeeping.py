"""What every request passes on its way to a door: the size limit, the security headers, and one line of log."""

import re
import time
from collections.abc import Awaitable, Callable
from math import ceil
from typing import Final

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from profile_service.api.errors import BodyTooLargeError
from profile_service.domain.evidence_file import LARGEST_FILE

LARGEST_BODY: Final = 1024 * 1024
"""Bytes. More is cut off before anything is parsed."""

LARGEST_UPLOAD: Final = LARGEST_FILE + 256 * 1024
"""Bytes, on the routes that take a file of evidence, and on no others: the file, and the form around it."""
_UPLOADS: Final = frozenset({"/v1/me/evidence-files", "/my/files", "/my/profile/evidence/add"})
_UPLOAD_TO_ITEM: Final = re.compile(r"/my/profile/evidence/[A-Za-z0-9_-]{1,64}/change")

_MOST_DIGITS: Final = 15
_TOLD_ALIKE: Final = frozenset(
    {
        "/my/code",
        "/v1/me/connection-codes",
        "/my/protection",
        "/my/protection/end",
        "/v1/me/protection",
        "/agency/grants/{grant_id}/protection",
    }
)
"""Routes that the log does not tell apart, like the journal's lines of what they do: put beside each other by their times, the
two would say who has switched on protected identity."""
_COARSE: Final = 10
"""Milliseconds: how long something took is told no finer, since more is done when somebody protected is read."""

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_log = structlog.get_logger("egenkarta.request")


class Gate:
    """Pure ASGI, so that a body is counted as it arrives and never held twice.

    Args:
        secure: whether people reach the service over HTTPS.
        refuse: makes the answer for what is not let through.
    """

    def __init__(
        self, app: ASGIApp, *, secure: bool, refuse: Callable[[Request, Exception], Awaitable[Response]]
    ) -> None:
        self._app = app
        self._refuse = refuse
        always = dict(_HEADERS)
        if secure:
            always["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        self._headers = [(name.lower().encode(), value.encode()) for name, value in always.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        most = largest_body(scope["method"], scope["path"])
        passage = _Passage(receive, send, self._headers, most)
        try:
            if _announced_length(scope, most) > most:
                raise BodyTooLargeError
            await self._app(scope, passage.receive, passage.send)
        except ClientDisconnect:
            pass  # nobody is left to be answered
        except Exception as error:
            # What nobody foresaw is answered and logged here, and goes no further. Once half an answer has left,
            # only a broken connection can tell that it is not whole.
            _write_unforeseen(error)
            if passage.status:
                raise
            refusal = await self._refuse(Request(scope), error)
            await refusal(scope, receive, passage.send)
        finally:
            _write_line(scope, passage.status, time.perf_counter() - started)


class _Passage:
    """One request on its way through."""

    def __init__(self, receive: Receive, send: Send, headers: list[tuple[bytes, bytes]], most: int) -> None:
        self._receive, self._send, self._headers, self._most = receive, send, headers, most
        self._seen = 0
        self.status = 0

    async def receive(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._most:
            raise BodyTooLargeError
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(one for one in self._headers if one[0] not in given)]
        await self._send(message)


def largest_body(method: str, path: str) -> int:
    """How many bytes may come with a request: more than usual where a file of evidence is brought."""
    takes_a_file = method == "POST" and (path in _UPLOADS or _UPLOAD_TO_ITEM.fullmatch(path) is not None)
    return LARGEST_UPLOAD if takes_a_file else LARGEST_BODY


def _announced_length(scope: Scope, most: int) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            # A number of so many digits is too much before anybody has read it as one.
            return (int(value) if len(value) <= _MOST_DIGITS else most + 1) if value.isdigit() else 0
    return 0


def _write_unforeseen(error: Exception) -> None:
    if isinstance(error, BodyTooLargeError):
        return
    # The kind and place of the error, never its text: that may hold what a person wrote.
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = "" if place is None else f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}"
    _log.error("unforeseen", error=type(error).__name__, where=where)


def _write_line(scope: Scope, status: int, seconds: float) -> None:
    # The route's template, never the path: a path holds ids.
    route = getattr(scope.get("route"), "path", "none")
    method = scope["method"]
    if route in _TOLD_ALIKE:
        method, route, status = "*", "codes and protection", status // 100 * 100
    ms = ceil(seconds * 1000 / _COARSE) * _COARSE
    _log.info("request", method=method, route=route, status=status, ms=ms)
