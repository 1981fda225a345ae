"""The yardstick: an ASGI app that returns the same bytes and does nothing else.

`python -m tests.bench.bare PORT FILE` serves the file's bytes with uvicorn, set up as the service's own.
"""

import sys
from pathlib import Path
from typing import Any

import uvicorn


def bare_app(body: bytes) -> Any:
    """An ASGI app that reads each request to its end and answers with `body`."""
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


if __name__ == "__main__":
    uvicorn.run(
        bare_app(Path(sys.argv[2]).read_bytes()),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_config=None,
        access_log=False,
        server_header=False,
    )
