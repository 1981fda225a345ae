"""A witness that is asked: `POST /add-checkpoint` of C2SP tlog-witness, for logs that fetch their cosignatures themselves."""

import io
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from typing import TYPE_CHECKING, Any, Final

from clients.errors import EgenkartaError
from clients.witness.judging import Finding, Judgement, Witness

_LARGEST_BODY: Final = 64 * 1024
_LENGTH: Final = re.compile("[0-9]{1,9}", re.ASCII)
_PATIENCE: Final = 10.0
_WHOLE: Final = 30.0
"""Seconds from the wait for a request to its last byte, however steadily its bytes come."""
_AT_ONCE: Final = 32
_STATUS: Final = {
    Finding.COSIGNED: HTTPStatus.OK,
    Finding.UNREADABLE: HTTPStatus.BAD_REQUEST,
    Finding.UNSIGNED: HTTPStatus.FORBIDDEN,
    Finding.UNKNOWN_LOG: HTTPStatus.NOT_FOUND,
    Finding.OUT_OF_STEP: HTTPStatus.CONFLICT,
    Finding.FORKED: HTTPStatus.CONFLICT,
    Finding.UNPROVED: HTTPStatus.UNPROCESSABLE_ENTITY,
}
_TEXT: Final = "text/plain; charset=utf-8"

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Reply = tuple[HTTPStatus, str, bytes]


def reply_to(judgement: Judgement) -> Reply:
    """The status, the type and the body that a judgement is told with."""
    status = _STATUS[judgement.finding]
    if judgement.cosignature is not None:
        return status, _TEXT, judgement.cosignature.line.encode()
    if status is HTTPStatus.CONFLICT:
        return status, "text/x.tlog.size", f"{judgement.size}\n".encode()
    return status, _TEXT, f"{judgement.said}\n".encode()


@contextmanager
def listening(witness: Witness, host: str, port: int, say: Callable[[str], None]) -> Iterator[int]:
    """Listen until the block ends; gives the port, for whoever asked for port 0.

    Args:
        say: told in one line what was refused.

    Raises:
        OSError: nobody can listen there.
    """
    server = _Server((host, port), _taker_for(witness, say))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Arriving(io.RawIOBase):
    """What comes in on a connection, until the time of a request is over."""

    def __init__(self, connection: socket) -> None:
        super().__init__()
        self._connection = connection
        self._end = 0.0

    def begin(self) -> None:
        """A request is waited for."""
        self._end = time.monotonic() + _WHOLE

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        remaining = self._end - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        self._connection.settimeout(min(remaining, _PATIENCE))
        return self._connection.recv_into(buffer)


class _Server(ThreadingHTTPServer):
    """One thread for each connection, and no more of them than a few: the next are closed at once."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], taker: type[BaseHTTPRequestHandler]) -> None:
        self._free = threading.BoundedSemaphore(_AT_ONCE)
        super().__init__(address, taker)

    def process_request(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        """Whoever hangs up early is no error of this witness, and nothing is said of it."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def process_request_thread(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()


def _taker_for(witness: Witness, say: Callable[[str], None]) -> type[BaseHTTPRequestHandler]:
    class Taking(BaseHTTPRequestHandler):
        """Takes the requests of one connection."""

        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            self.rfile.close()
            self._arriving = _Arriving(self.connection)
            self.rfile = io.BufferedReader(self._arriving)

        def handle_one_request(self) -> None:
            self._arriving.begin()
            super().handle_one_request()

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if _LENGTH.fullmatch(length) is None or int(length) > _LARGEST_BODY:
                self.close_connection = True
                self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TEXT, b"too large\n")
                return
            body = self.rfile.read(int(length))
            if self.path != "/add-checkpoint":
                self._answer(HTTPStatus.NOT_FOUND, _TEXT, b"not found\n")
                return
            self._answer(*self._judged(body))

        def _judged(self, body: bytes) -> Reply:
            try:
                judgement = witness.take(body)
            except (EgenkartaError, OSError) as error:
                say(f"ALARM: nothing is signed: {error}")
                return HTTPStatus.SERVICE_UNAVAILABLE, _TEXT, b"this witness cannot sign now\n"
            if judgement.finding is Finding.FORKED:
                say(f"ALARM: {judgement.said} The evidence is {judgement.evidence}")
            elif judgement.finding is Finding.UNPROVED:
                say(f"refused: {judgement.said}")
            return reply_to(judgement)

        def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
            self.connection.settimeout(_PATIENCE)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what matters is said elsewhere."""

    return Taking
