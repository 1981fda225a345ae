"""The consented read, matched before every other route and answered without the framework.

It stands inside the gate, so that every limit, header and line of log holds for it, and it takes the plainest requests alone: a
bearer token of an organisation's, a JSON body that fits, and nothing that needs a second look. Whatever else comes (a proof, an
Idempotency-Key, a parameter, a mistake) goes the way of all requests, to the route that FastAPI describes; both call the same
`read_granted`, and a test holds their answers to the same bytes.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

import orjson
from fastapi import Request
from fastapi.responses import Response
from pydantic import ValidationError
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from profile_service.actions.errors import DailyLimitError, NotAvailableError
from profile_service.api.disclosure_routes import PATH, read_granted
from profile_service.doors import House, System, plain_system, until_levelled
from schemas.access import DisclosureBody

_LEVELLED: Final = (NotAvailableError, DailyLimitError)
_NOT_PLAIN: Final = frozenset({b"dpop", b"idempotency-key", b"authorization", b"content-type"})
"""Headers that need a second look; the last two where they come again."""


class _Matched:
    """What the log reads of a route."""

    path = PATH


class SwiftRoute:
    """Pure ASGI, in front of the app.

    Args:
        app: where all other requests go.
        house: what the service is joined from.
        expected: the errors that are answered; `refuse` makes the answer.
    """

    def __init__(
        self,
        app: ASGIApp,
        house: House,
        expected: tuple[type[Exception], ...],
        refuse: Callable[[Request, Exception], Awaitable[Response]],
    ) -> None:
        self._app, self._house, self._expected, self._refuse = app, house, expected, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        named = scope["type"] == "http" and scope["path"] == PATH
        if not named or scope["method"] != "POST" or scope["query_string"]:
            await self._app(scope, receive, send)
            return
        system = self._system(scope["headers"])
        if system is None:
            await self._app(scope, receive, send)
            return
        arrived = asyncio.get_running_loop().time()
        sent = await _whole(receive)
        try:
            body = DisclosureBody.model_validate(orjson.loads(sent))
        except (orjson.JSONDecodeError, ValidationError):
            await self._app(scope, _again(sent, receive), send)
            return
        scope["route"] = _Matched
        try:
            told = await read_granted(self._house, system, body)
        except self._expected as error:
            if isinstance(error, _LEVELLED):
                await until_levelled(arrived)
            response = await self._refuse(Request(scope), error)
            await response(scope, receive, send)
            return
        headers = [
            (b"cache-control", b"no-store"),
            (b"egenkarta-disclosure", told.event.encode()),
            (b"content-length", b"%d" % len(told.body)),
            (b"content-type", b"application/json"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": told.body})

    def _system(self, headers: Iterable[tuple[bytes, bytes]]) -> System | None:
        """Whose token came, where the request is a plain one; a header that comes twice is none of the plain."""
        shown: bytes | None = None
        kind: bytes | None = None
        for name, value in headers:
            if name == b"authorization" and shown is None:
                shown = value
            elif name == b"content-type" and kind is None:
                kind = value
            elif name in _NOT_PLAIN:
                return None
        if shown is None or kind != b"application/json":
            return None
        return plain_system(self._house, shown.decode("latin-1"))


async def _whole(receive: Receive) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return parts[0] if len(parts) == 1 else b"".join(parts)


def _again(sent: bytes, receive: Receive) -> Receive:
    """A body that has arrived, for whoever reads it again."""
    told: list[Message] = [{"type": "http.request", "body": sent, "more_body": False}]

    async def replay() -> Message:
        return told.pop() if told else await receive()

    return replay
