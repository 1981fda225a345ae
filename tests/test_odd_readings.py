"""However a reading is sent: the short way and the framework's give the same answer, at the same moments."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from tests.stage import LANGUAGES, SKILLS, Stage

Header = tuple[bytes, bytes]
_SHORT: Header = (b"content-type", b"application/json")
_LONG: Header = (b"content-type", b"application/json; charset=utf-8")
"""Means the same, and is not plain enough for the short way."""


@dataclass
class _Answer:
    status: int = 0
    headers: Sequence[Header] = ()
    body: bytes = b""
    after: float = 0.0
    """Seconds from the last of the request's body to the first of the answer."""

    @property
    def told(self) -> Any:
        own = {b"date": b"", b"egenkarta-disclosure": b""}
        return self.status, self.body, [(name, own.get(name, value)) for name, value in self.headers]


def _send(stage: Stage, headers: Sequence[Header], *parts: bytes, late: float = 0.0, **more: Any) -> _Answer:
    """Send a request as a server hands it over, its body in parts that come late."""
    answer = _Answer()
    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/disclosures",
        "query_string": b"",
        "headers": headers,
        "server": ("127.0.0.1", 8000),
        **more,
    }

    async def go() -> None:
        loop, left, sent = asyncio.get_running_loop(), list(parts), 0.0

        async def receive() -> dict[str, Any]:
            nonlocal sent
            if not left:
                return {"type": "http.disconnect"}
            await asyncio.sleep(late)
            sent = loop.time()
            return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                answer.status, answer.headers = message["status"], message["headers"]
                answer.after = loop.time() - sent
            else:
                answer.body += message.get("body", b"")

        await stage.app(scope, receive, send)

    assert stage.http.portal is not None
    stage.http.portal.call(go)
    return answer


def _token(stage: Stage) -> Header:
    return b"authorization", stage.organisation("norrsken")["Authorization"].encode()


def _body(grant: str, more: str = "") -> bytes:
    return f'{{"grant_id":"{grant}","case_reference":"case-1","reader":"Nils Berg"{more}}}'.encode()


def _scopes(*scopes: str) -> str:
    return f',"scopes":{json.dumps(scopes)}'


@pytest.mark.parametrize("kind", [_SHORT, _LONG])
def test_whoever_holds_a_body_back_learns_nothing_by_when_the_refusal_comes(
    stage: Stage, kind: Header
) -> None:
    headers = [_token(stage), kind]
    for late in (0.006, 0.012, 0.018):
        answer = _send(stage, headers, _body("gra_nobodys"), late=late)
        assert answer.status == 404
        # Counted from the request's first byte, there would be so much less left of the quantum.
        assert answer.after > 0.0245


def test_odd_bodies_are_read_alike(stage: Stage) -> None:
    grant, token = stage.granted((LANGUAGES, SKILLS)), _token(stage)
    whole = _body(grant)
    bodies = [
        whole,
        _body(grant, ',"reader":"Sara Ek"'),
        _body(grant, ',"unit":NaN'),
        _body(grant, f',"unit":{"9" * 400}'),
        _body(grant, ',"unit":"\\ud800"'),
        _body(grant, ',"unit":"\\u0000"'),
        _body(grant, ',"unit":"Ångström 日本"'),
        _body(grant, ',"unit":null,"scopes":null,"over_limit_reason":null'),
        _body(grant, _scopes()),
        _body(grant, _scopes(LANGUAGES, LANGUAGES)),
        _body(grant, _scopes("profile:unknown:read")),
        _body(grant, _scopes(*(f"profile:languages:read?items=i{at}" for at in range(40)))),
        _body(grant, _scopes(*(f"profile:languages:read?items=i{at}" for at in range(41)))),
        _body(grant, f',"pad":"{"x" * 1_100_000}"'),
        b"\xef\xbb\xbf" + whole,
        whole + b"x",
        whole + b"\0",
        b" " + whole + b"\n",
        b"",
        b"null",
        b"[" * 5_000,
    ]
    for body in bodies:
        for parts in ((body,), (body[:7], body[7:]), (b"", body, b"")):
            short, long = (_send(stage, [token, kind], *parts) for kind in (_SHORT, _LONG))
            assert short.told == long.told, body[:100]


def test_headers_that_come_twice_are_read_alike(stage: Stage) -> None:
    grant, token = stage.granted(), _token(stage)
    for before in (b"", b"Bearer x", b"Basic x"):
        other = (b"authorization", before)
        for shown in ([other, token], [other, other, token], [token, other], [token, token, other]):
            short, long = (_send(stage, [*shown, kind], _body(grant)) for kind in (_SHORT, _LONG))
            assert short.told == long.told, shown
    assert _send(stage, [token, (b"content-type", b"text/plain"), _SHORT], _body(grant)).status == 415


def test_other_methods_and_addresses_are_answered_alike(stage: Stage) -> None:
    grant, token = stage.granted(), _token(stage)
    odd: list[dict[str, Any]] = [
        {"method": method, "query_string": query}
        for method in ("GET", "HEAD", "OPTIONS", "PUT", "post", "POST")
        for query in (b"", b"a=1")
    ]
    odd += [{"path": path} for path in ("/v1/disclosures/", "/v1//disclosures", "/V1/disclosures")]
    for more in odd:
        short, long = (_send(stage, [token, kind], _body(grant), **more) for kind in (_SHORT, _LONG))
        assert short.told == long.told, more
