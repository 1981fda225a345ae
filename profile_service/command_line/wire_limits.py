"""Limits below HTTP: how many connections, how large a head may be and how long it may take, what may stand around a body, how long
an answer may wait to be fetched.

uvicorn with httptools has none of them; a proxy in front has its own, and does not make these needless: it may be set up badly.
"""

import asyncio
import json
from http import HTTPStatus
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from profile_service.doors.always_headers import AlwaysHeaders, security_headers

MOST_CONNECTIONS: Final = 4_096
LARGEST_HEAD: Final = 64 * 1024
"""Bytes of a request's line and headers, give or take what arrives at once."""
LARGEST_BETWEEN: Final = 64 * 1024
"""Bytes, as roughly, in which no byte of a body comes: the extension of a chunk, trailers, empty lines before a request."""
HEAD_WITHIN: Final = 15.0
"""Seconds from a connection, or from the first byte of a later request, to the end of the head. As long may come what is left
of a request that was answered before it had arrived whole."""
FETCHED_WITHIN: Final = 60.0
"""Seconds in which the last answer on a connection must have been fetched."""

_DETAILS: Final = {
    HTTPStatus.BAD_REQUEST: "This is no request of HTTP/1.1.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "Send at most 64 KiB of line and headers, and of what stands beside a body.",
}


class LimitedProtocol(HttpToolsProtocol):
    """One connection."""

    always: ClassVar[AlwaysHeaders] = security_headers(secure=False, leaving=True)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._in_head, self._refused = True, False
        self._bare = 0
        """Bytes since the request before, or the last of the body."""
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody connects, and is let go at once where there are too many."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some bytes of a head or a body."""
        if self._refused:
            return  # read and thrown away, so that the refusal is not lost with a reset connection
        self._bare += len(data)
        super().data_received(data)
        if self._refused or self.transport.is_closing():
            return
        # Where an answer is owed, the gate looks at the time.
        if self._in_head or self.cycle is None or self.cycle.response_complete:
            self._start_timer()
        if self._bare > (LARGEST_HEAD if self._in_head else LARGEST_BETWEEN):
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_message_begin(self) -> None:
        """A head begins, and has its own time where it is not the first."""
        super().on_message_begin()
        if not self._in_head:
            self._stop_timer()
        self._in_head = True

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field. One behind the body is dropped: nobody has looked whether it may say what it says."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """A head has arrived whole."""
        self._in_head, self._bare = False, 0
        self._stop_timer()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Some of a body."""
        self._bare = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request has arrived whole."""
        self._bare = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The answer is written. Where it was the last one, who does not fetch it is let go."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._stop_timer()
            self._let_go_later()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing came for a while: it ends, and what was not fetched by then is let go."""
        self._end()

    def send_400_response(self, msg: str) -> None:
        """What came is no request."""
        self._refuse(HTTPStatus.BAD_REQUEST)

    def _refuse(self, status: HTTPStatus) -> None:
        """Read no more. What was asked for before is answered, and the connection ends with that; else with this answer."""
        self._refused = True
        cycle, answer = self.cycle, refusal(status, self.always)
        if cycle is not None and not cycle.response_complete:
            own = cycle.more_body and not self._in_head
            if not own or cycle.response_started or self.pipeline:
                cycle.keep_alive = False
                return
            cycle.disconnected = True
            cycle.message_event.set()
        elif cycle is not None and cycle.more_body and not self._in_head:
            answer = b""  # it has been answered
        self.transport.write(answer)
        self.transport.write_eof()
        self._start_timer()

    def _end(self) -> None:
        self._stop_timer()
        self.transport.close()
        self._let_go_later()

    def _let_go_later(self) -> None:
        self._timer = self.loop.call_later(FETCHED_WITHIN, self.transport.abort)

    def _start_timer(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(HEAD_WITHIN, self._end)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


class SecureProtocol(LimitedProtocol):
    """One connection of a service that people reach over HTTPS."""

    always = security_headers(secure=True, leaving=True)


def protocol_of(*, secure: bool) -> type[LimitedProtocol]:
    """What its connections are."""
    return SecureProtocol if secure else LimitedProtocol


def refusal(status: HTTPStatus, always: AlwaysHeaders) -> bytes:
    """The answer to what came no further than to the parser, with the headers that every answer has."""
    told = {"type": "about:blank", "title": status.phrase, "status": status, "detail": _DETAILS[status]}
    body = json.dumps(told).encode()
    own = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    fields = [name + b": " + value for name, value in always.added_to(own)]
    line = f"HTTP/1.1 {status.value} {status.phrase}".encode()
    return b"\r\n".join([line, *fields, b"", body])
