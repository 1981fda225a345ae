"""What every request passes on its way to a door: limits of size, time and number, the security headers, one line of log."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from math import ceil
from typing import Final, Protocol

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from profile_service.actions.errors import BusyError
from profile_service.api.errors import BodyTooLargeError
from profile_service.domain.evidence_file import LARGEST_FILE
from profile_service.doors.always_headers import AlwaysHeaders, security_headers
from profile_service.doors.crowd import Crowd
from profile_service.doors.levelling import ARRIVING
from profile_service.doors.pulse import Pulse

LARGEST_BODY: Final = 1024 * 1024
"""Bytes. More is cut off before anything is parsed."""

LARGEST_UPLOAD: Final = LARGEST_FILE + 256 * 1024
"""Bytes, on the routes that take a file of evidence, and on no others: the file, and the form around it."""
_UPLOADS: Final = frozenset({"/v1/me/evidence-files", "/my/files", "/my/profile/evidence/add"})
_UPLOAD_TO_ITEM: Final = re.compile(r"/my/profile/evidence/[A-Za-z0-9_-]{1,64}/change")

BODY_WITHIN: Final = 30.0
UPLOAD_WITHIN: Final = 120.0
"""Seconds in which a whole body must have arrived."""
_SWEEP: Final = 1.0

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

_ALWAYS: Final = frozenset({"/healthz", "/readyz"})
"""Answered however many are inside, and until the end: whoever asks decides by it where others go."""

_log = structlog.get_logger("egenkarta.request")


class BodyTooSlowError(Exception):
    """A body did not arrive in time."""


class Meter(Protocol):
    """What counts requests; see `telemetry`."""

    def begin(self) -> int: ...
    def passed(self, began: int, method: str, route: str, status: int, ms: int, *, alike: bool) -> None: ...


class Gate:
    """Pure ASGI, so that a body is counted as it arrives and never held twice.

    Args:
        secure: whether people reach the service over HTTPS.
        refuse: makes the answer for what is not let through.
        meter: counts what passes, where anybody measures.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        secure: bool,
        refuse: Callable[[Request, Exception], Awaitable[Response]],
        pulse: Pulse,
        crowd: Crowd,
        meter: Meter | None = None,
    ) -> None:
        self._app, self._refuse, self._meter = app, refuse, meter
        self._pulse, self._crowd, self._late = pulse, crowd, _Late()
        self._headers = security_headers(secure=secure)
        self._leaving = security_headers(secure=secure, leaving=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = 0 if self._meter is None else self._meter.begin()
        started, path = time.perf_counter(), scope["path"]
        most = largest_body(scope["method"], path)
        # Whoever keeps the connection learns with the answer that it ends, and sends nothing more on it.
        headers = self._leaving if self._pulse.leaving else self._headers
        passage = _Passage(receive, send, headers, most, self._crowd, self._late)
        ARRIVING.set(passage)
        upload = most == LARGEST_UPLOAD
        try:
            if path not in _ALWAYS:
                if self._pulse.refusing:
                    raise BusyError
                self._crowd.enter(upload=upload)
                passage.entered = True
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
            await (await self._refusal(scope, error))(scope, receive, passage.send)
        finally:
            passage.over()
            if passage.entered:
                self._crowd.leave(passage.held, upload=upload)
            self._account(scope, passage.status, time.perf_counter() - started, began)

    async def _refusal(self, scope: Scope, error: Exception) -> Response:
        if isinstance(error, BodyTooSlowError):
            return Response(status_code=408, headers={"Connection": "close"})
        return await self._refuse(Request(scope), error)

    def _account(self, scope: Scope, status: int, seconds: float, began: int) -> None:
        # The route's template, never the path: a path holds ids.
        route = getattr(scope.get("route"), "path", "none")
        method = scope["method"]
        alike = route in _TOLD_ALIKE
        if alike:
            method, route, status = "*", "codes and protection", status // 100 * 100
        ms = ceil(seconds * 1000 / _COARSE) * _COARSE
        if self._meter is not None:
            self._meter.passed(began, method, route, status, ms, alike=alike)
        _log.info("request", method=method, route=route, status=status, ms=ms)


class _Late:
    """Ends the waiting for bodies that do not come. Looks once a second, and only while somebody waits."""

    def __init__(self) -> None:
        self._until: dict[_Passage, float] = {}
        self._looks = False

    def wait(self, passage: "_Passage", within: float) -> None:
        self._until[passage] = time.perf_counter() + within
        if not self._looks:
            self._looks = True
            loop = asyncio.get_running_loop()
            loop.call_later(_SWEEP, self._look, loop)

    def done(self, passage: "_Passage") -> None:
        self._until.pop(passage, None)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = time.perf_counter()
        for passage, until in list(self._until.items()):
            if until < now or not passage.lingers():
                del self._until[passage]
                passage.end_waiting()
        self._looks = bool(self._until)
        if self._looks:
            loop.call_later(_SWEEP, self._look, loop)


class _Passage:
    """One request on its way through."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        headers: AlwaysHeaders,
        most: int,
        crowd: Crowd,
        late: _Late,
    ) -> None:
        self._receive, self._send, self._headers, self._most = receive, send, headers, most
        self._crowd, self._late = crowd, late
        self._begun = self._whole = self._too_late = self._aside = False
        self.entered = False
        self._waiting: asyncio.Task[object] | None = None
        self._seen = 0
        self.held = 0
        self.status = 0
        self.whole_at = 0.0

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        if not self._begun:
            self._begun = True
            self._late.wait(self, BODY_WITHIN if self._most == LARGEST_BODY else UPLOAD_WITHIN)
        if self._too_late:
            raise BodyTooSlowError
        task = self._waiting = asyncio.current_task()
        try:
            message = await self._receive()
        except asyncio.CancelledError:
            # Cancelled by whoever looks for late bodies, and by nobody else?
            if task is None or not self._is_late() or task.uncancel():
                raise
            raise BodyTooSlowError from None
        finally:
            self._waiting = None
        arrived = len(message.get("body", b""))
        self._seen += arrived
        if self._seen > self._most:
            raise BodyTooLargeError
        self.held += arrived
        self._crowd.hold(arrived)
        if not message.get("more_body", False):
            self.whole_at = asyncio.get_running_loop().time()
            self.over()
        return message

    def lingers(self) -> bool:
        """Make room for others while the body is on its way; False where too many do that."""
        if self.entered and not self._aside:
            try:
                self._crowd.step_aside()
            except BusyError:
                return False
            self._aside = True
        return True

    def _is_late(self) -> bool:
        return self._too_late

    def end_waiting(self) -> None:
        """The body is late: whoever waits for it waits no longer, and whoever comes to wait does not begin."""
        self._too_late = True
        if self._waiting is not None:
            self._waiting.cancel()

    def over(self) -> None:
        """No more of the body is waited for."""
        if self._begun and not self._whole:
            self._late.done(self)
        if self._aside:
            self._aside = False
            self._crowd.come_back()
        self._whole = True

    def send(self, message: Message) -> Awaitable[None]:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = self._headers.added_to(message["headers"])
        return self._send(message)


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
    if isinstance(error, BodyTooLargeError | BodyTooSlowError | BusyError):
        return
    # The kind and place of the error, never its text: that may hold what a person wrote.
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = "" if place is None else f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}"
    _log.error("unforeseen", error=type(error).__name__, where=where)
