"""A place on this very machine that a browser can come back to (RFC 8252, section 7.3)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from typing import Final
from urllib.parse import urlsplit

_PATH: Final = "/callback"
_PAGE: Final = b"<!doctype html><title>Egenkarta</title><p>You can close this window now.</p>"


class Landing:
    """Where a browser comes back to, once."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}{_PATH}"
        self._came: SimpleQueue[str] = SimpleQueue()

    def wait(self, seconds: float) -> str | None:
        """The whole address that a browser came to; None where none came in time."""
        try:
            return self._came.get(timeout=seconds)
        except Empty:
            return None

    def take(self, path: str) -> bool:
        """Whether this is the way back; what else a browser asks for, such as an icon, is not."""
        parts = urlsplit(path)
        if parts.path != _PATH or not parts.query:
            return False
        self._came.put(f"{self.address}?{parts.query}")
        return True


@contextmanager
def landing(port: int = 0) -> Iterator[Landing]:
    """Listen on a port of this machine, a free one where none is said, until the block ends."""
    place: Landing

    class Door(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            known = place.take(self.path)
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(_PAGE) if known else 0))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Referrer-Policy", "no-referrer")
            self.end_headers()
            if known:
                self.wfile.write(_PAGE)

        def log_message(self, *args: object) -> None:
            """Nothing: the address holds a code."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Door)
    place = Landing(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield place
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
