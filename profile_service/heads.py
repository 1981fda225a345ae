"""HEAD: whatever answers GET answers HEAD too, with the same headers and no body (RFC 9110, section 9.3.2)."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Pure ASGI: the routes see a GET, and of their answer the head alone is sent on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
            elif not message.get("more_body", False):
                await send({"type": "http.response.body", "body": b""})

        # A copy: whoever sends the answer over the wire still has to know that it is one to HEAD.
        looked_at = {**scope, "method": "GET"}
        try:
            await self._app(looked_at, receive, send_head)
        finally:
            scope["route"] = looked_at.get("route")
