"""Asking a log, which may answer as slowly as it likes: for so long, for so much, and no longer."""

import contextlib
import socket
import threading
import time
from typing import Any, Final

import httpx

from clients.errors import TransportError, UnexpectedAnswerError

_LARGEST: Final = 1_000_000
_PATIENCE: Final = 60.0
_AT_MOST: Final = 5
"""So many times as long as one answer may take all answers of one look together."""
_BETWEEN: Final = 15.0
_HEADERS: Final = {"User-Agent": "egenkarta-witness/0.1", "Accept-Encoding": "identity"}


class Asker:
    """One connection to a log, and one question at a time.

    Args:
        direct: whether a proxy of the environment has no part in it.
        patience: seconds from the question to the end of the answer. A time-out of each reading alone would be none: whoever
            sends a byte now and then would hold the witness for ever.
    """

    def __init__(self, direct: bool, patience: float = _PATIENCE) -> None:
        self._http = httpx.Client(timeout=_BETWEEN, headers=_HEADERS, trust_env=not direct)
        self._patience = patience
        self._end = float("inf")
        self._line: socket.socket | None = None

    def begin(self) -> None:
        """A look begins: all that is asked from now on has its time together as well."""
        self._end = time.monotonic() + _AT_MOST * self._patience

    def ask(self, method: str, address: str, body: bytes | None = None) -> tuple[int, bytes]:
        """The status and the whole answer, as it came.

        Raises:
            TransportError: it did not come, or not in time.
            UnexpectedAnswerError: it is far too large.
        """
        late, seconds = threading.Event(), max(0.0, min(self._patience, self._end - time.monotonic()))
        limit = threading.Timer(seconds, self._cut, (late,))
        limit.daemon = True
        limit.start()
        try:
            found = self._whole(method, address, body, late)
        except httpx.RequestError as error:
            if not late.is_set():
                raise TransportError(f"no answer from {address}: {error}") from error
        finally:
            limit.cancel()
        if late.is_set():  # what was cut off may look like the end of an answer
            raise TransportError(
                f"no answer from {address}: it was not whole after {self._patience:g} seconds"
            )
        return found

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def _whole(
        self, method: str, address: str, body: bytes | None, late: threading.Event
    ) -> tuple[int, bytes]:
        def connected(event: str, told: dict[str, Any]) -> None:
            stream = told.get("return_value")
            if event.endswith((".connect_tcp.complete", ".start_tls.complete")) and stream is not None:
                self._line = stream.get_extra_info("socket")
                if late.is_set():
                    self._cut(late)

        headers = {} if body is None else {"Content-Type": "text/plain; charset=utf-8"}
        more = {"trace": connected}
        with self._http.stream(method, address, content=body, headers=headers, extensions=more) as answer:
            content = bytearray()
            for part in answer.iter_raw():
                content += part
                if len(content) > _LARGEST:
                    raise UnexpectedAnswerError(f"{address} answered far more than a log would")
            return answer.status_code, bytes(content)

    def _cut(self, late: threading.Event) -> None:
        """End whatever is read or written; the thread that waits for it sees that at once."""
        late.set()
        if self._line is not None:
            with contextlib.suppress(OSError):  # it is closed already
                # Not that of TLS, which would take away what the other thread reads with.
                socket.socket.shutdown(self._line, socket.SHUT_RDWR)
