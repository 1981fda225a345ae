"""The yardstick for pages: an ASGI app that answers `/N` with N bytes of HTML and does nothing else.

`python -m tests.bench.bare_pages PORT`, set up as the service's own server.
"""

import sys
from typing import Any

import uvicorn


async def bare_pages(scope: Any, receive: Any, send: Any) -> None:
    """As many bytes as the path says."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    number = scope["path"].removeprefix("/")
    body = b"x" * int(number if number.isdigit() else 0)
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    port = int(sys.argv[1])
    uvicorn.run(
        bare_pages, host="127.0.0.1", port=port, log_config=None, access_log=False, server_header=False
    )
