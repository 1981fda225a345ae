"""How long a server may keep somebody waiting who cannot look at the clock himself, since he waits.

A statement has its own limit on the server; a COMMIT has none, and waits for a standby for ever. And a server that is held
up as a whole keeps to no limit at all.
"""

import os
import socket
import threading
import time
from contextlib import suppress
from typing import Any, Final

import psycopg

_EVERY: Final = 0.25
_TO_CANCEL: Final = 2.0


class Patience:
    """One thread for a process, which ends what takes too long: it asks the server to stop, and hangs up where that does not help."""

    def __init__(self) -> None:
        self._watched: dict[int, tuple[float, psycopg.Connection[Any]]] = {}
        self._door = threading.Lock()
        self._running = False

    def watch(self, connection: psycopg.Connection[Any], seconds: float) -> None:
        """From now on, for no longer than so many seconds; in place of what was said before about this connection."""
        self._watched[id(connection)] = (time.monotonic() + seconds, connection)
        self._run()

    def release(self, connection: psycopg.Connection[Any]) -> None:
        """It has come to an end."""
        self._watched.pop(id(connection), None)

    def _run(self) -> None:
        if self._running:
            return
        with self._door:
            if not self._running:
                self._running = True
                threading.Thread(target=self._look, name="patience", daemon=True).start()

    def _look(self) -> None:
        pause = threading.Event()
        while True:
            pause.wait(_EVERY)
            now = time.monotonic()
            for key, (until, connection) in list(self._watched.items()):
                if connection.closed:  # lost in the middle, where nobody could say whose time to take back
                    self._watched.pop(key, None)
                    continue
                if until > now or self._watched.get(key) != (until, connection):
                    continue
                with suppress(Exception):
                    connection.cancel_safe(timeout=_TO_CANCEL)
                pause.wait(_EVERY)
                if self._watched.get(key) == (until, connection):
                    self._watched.pop(key, None)
                    with suppress(Exception):
                        _hang_up(connection)


def _hang_up(connection: psycopg.Connection[Any]) -> None:
    # Only the socket: the connection itself is in the hands of the thread that waits.
    with socket.socket(fileno=os.dup(connection.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


PATIENCE: Final = Patience()
