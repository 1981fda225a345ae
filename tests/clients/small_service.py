"""A small far side on loopback: it checks signatures for real, does what it is told, and can misbehave."""

import json
import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt

from schemas.problems import make_problem

JSON = "application/json"


OPEN = ("/v1/concepts", "/v1/instruments", "/v1/taxonomies")
"""What the service tells anybody: no token is sent, and none is asked for."""


@dataclass(frozen=True)
class Reply:
    """What to answer; `drops` closes the connection instead, after the request was read."""

    status: int = 200
    content: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str = JSON
    drops: bool = False


@dataclass(frozen=True)
class Received:
    """What arrived."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def problem(slug: str, **headers: str) -> Reply:
    """A problem as the service sends it."""
    made = make_problem(slug)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(
        made.status, made.model_dump(mode="json", exclude_none=True), named, "application/problem+json"
    )


class SmallService:
    """Answers the token endpoint by the book, and everything else from a script."""

    def __init__(self) -> None:
        self.public_keys: dict[str, dict[str, Any]] = {}
        self.received: list[Received] = []
        self.tokens: set[str] = {"a-persons-token"}
        self.expires_in: Any = 300
        self.issuer: str | None = None
        self.base_url = ""
        self._seen: set[str] = set()
        self._script: dict[tuple[str, str], deque[Reply]] = defaultdict(deque)
        self._last: dict[tuple[str, str], Reply] = {}
        self._lock = threading.Lock()

    def answers(self, method: str, path: str, *replies: Reply) -> None:
        """Answer these one after the other, and the last one for ever."""
        self._script[method, path].extend(replies)
        self._last[method, path] = replies[-1]

    def calls(self, path: str) -> list[Received]:
        """What arrived at a path."""
        return [one for one in self.received if one.path == path]

    def answer(self, received: Received) -> Reply:
        """What to answer now."""
        with self._lock:
            self.received.append(received)
            scripted = self._next(received.method, received.path)
            if received.path == "/.well-known/oauth-authorization-server":
                return scripted or Reply(content=self._metadata())
            if received.path == "/oauth/token":
                return scripted or self._token(received)
            is_open = received.method == "GET" and received.path.startswith(OPEN)
            if received.path.startswith("/v1/") and not is_open:
                bearer = received.headers.get("authorization", "").removeprefix("Bearer ")
                if bearer not in self.tokens:
                    return problem("not-signed-in")
            return scripted or problem("not-available")

    def _next(self, method: str, path: str) -> Reply | None:
        script = self._script[method, path]
        return script.popleft() if script else self._last.get((method, path))

    def _metadata(self) -> dict[str, Any]:
        return {"issuer": self.issuer or self.base_url, "token_endpoint": self.base_url + "/oauth/token"}

    def _token(self, received: Received) -> Reply:
        form = {name: values[0] for name, values in parse_qs(received.body.decode()).items()}
        assertion = form["client_assertion"]
        try:
            header = jwt.get_unverified_header(assertion)
            client_id = jwt.decode(assertion, options={"verify_signature": False})["sub"]
            key = jwt.PyJWK(self.public_keys[client_id])
            claims = jwt.decode(
                assertion,
                key,
                algorithms=["ES256", "EdDSA"],
                audience=self.base_url,
                issuer=client_id,
                options={"require": ["iss", "sub", "aud", "exp", "jti"]},
            )
        except (jwt.PyJWTError, KeyError) as error:
            return Reply(401, {"error": "invalid_client", "error_description": type(error).__name__})
        fresh = claims["jti"] not in self._seen and claims["exp"] - claims["iat"] <= 60
        shaped = isinstance(claims["aud"], str) and header["typ"] == "client-authentication+jwt"
        if form["grant_type"] != "client_credentials" or not fresh or not shaped:
            return Reply(401, {"error": "invalid_client"})
        self._seen.add(claims["jti"])
        token = f"token-{len(self._seen)}"
        self.tokens.add(token)
        return Reply(content={"access_token": token, "token_type": "Bearer", "expires_in": self.expires_in})


@contextmanager
def running() -> Iterator[SmallService]:
    """A small service on a free port of this machine."""
    service = SmallService()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5

        def _handle(self) -> None:
            split = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            received = Received(self.command, split.path, parse_qsl(split.query), headers, body)
            self._send(service.answer(received))

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _handle  # noqa: N815

        def _send(self, reply: Reply) -> None:
            if reply.drops:
                self.close_connection = True
                return
            body = reply.content if isinstance(reply.content, bytes) else json.dumps(reply.content).encode()
            if reply.status == 204:
                body = b""
            self.send_response(reply.status)
            if reply.status != 204:
                self.send_header("Content-Type", reply.media_type)
                self.send_header("Content-Length", str(len(body)))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.base_url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
