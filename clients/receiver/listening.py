"""A small server that takes messages of the service: verifies, answers at once, and then does what they ask for."""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from typing import Final

from clients.errors import EgenkartaError
from clients.receiver.obeying import Obedience
from clients.webhooks import UnverifiedError, key_of, read_message, verify
from schemas.access import MessageAbout

_LARGEST_BODY: Final = 64 * 1024
_LENGTH: Final = re.compile("[0-9]{1,9}")
_REMEMBERED: Final = 10_000
_PATIENCE: Final = 5.0

Work = tuple[str, MessageAbout]


def _now() -> datetime:
    return datetime.now(UTC)


class Receiver:
    """Listens on this machine, behind whatever gives it its https address.

    Args:
        secret: as the service told it when the address was registered.
        obedience: what is done about a message, after it was answered.
        say: told in one line what could not be done.
        now: the time, with a zone.

    Raises:
        InvalidArgumentError: the secret is none.
    """

    def __init__(
        self,
        secret: str,
        obedience: Obedience,
        say: Callable[[str], None] = lambda line: None,
        now: Callable[[], datetime] = _now,
    ) -> None:
        key_of(secret)  # now rather than at the first message
        self._secret = secret
        self._obedience = obedience
        self._say = say
        self._now = now
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._door = threading.Lock()
        self._waiting: SimpleQueue[Work | None] = SimpleQueue()

    def take(self, headers: dict[str, str], body: bytes) -> HTTPStatus:
        """One message: what to answer. One that came before is answered alike, and nothing is done again."""
        try:
            message_id = verify(headers, body, self._secret, self._now())
            message = read_message(body)
        except UnverifiedError as error:
            self._say(f"refused: {error}")
            return HTTPStatus.BAD_REQUEST
        if self._is_new(message_id):
            self._waiting.put((message_id, message.data))
        return HTTPStatus.NO_CONTENT

    @contextmanager
    def listening(self, host: str, port: int) -> Iterator[int]:
        """Listen until the block ends; gives the port, for whoever asked for port 0."""
        server = ThreadingHTTPServer((host, port), _handler_of(self))
        server.daemon_threads = True
        threads = [
            threading.Thread(target=server.serve_forever, daemon=True),
            threading.Thread(target=self._work, daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            server.server_close()
            self._waiting.put(None)
            for thread in threads:
                thread.join()

    def _is_new(self, message_id: str) -> bool:
        with self._door:
            if message_id in self._seen:
                return False
            self._seen[message_id] = None
            if len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
            return True

    def _work(self) -> None:
        while (work := self._waiting.get()) is not None:
            try:
                self._obedience.obey(*work)
            except (EgenkartaError, OSError) as error:
                # It stays unacknowledged: whoever catches up will find it. A copy that cannot be dropped is no erasure.
                self._say(f"{work[0]}: {error}")


def _handler_of(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Taking(BaseHTTPRequestHandler):
        """Takes one request."""

        timeout = _PATIENCE

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if _LENGTH.fullmatch(length) is None or int(length) > _LARGEST_BODY:
                self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                return
            status = receiver.take(dict(self.headers.items()), self.rfile.read(int(length)))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what was done is said elsewhere."""

    return Taking
