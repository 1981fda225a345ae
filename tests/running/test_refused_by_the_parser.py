"""What is refused before it is a request, against a server that listens: it has the headers of every other answer, and echoes nothing."""

import json

import pytest

from profile_service.doors.always_headers import security_headers
from tests.running.test_limits_on_the_wire import said, wired
from tests.stage import Stage

_POST = b"POST /v1/disclosures HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
_REFUSED = {
    "nonsense": (400, b"nonsense\r\n\r\n"),
    "raw bytes": (400, b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n"),
    "NUL": (400, b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n"),
    "a length with a sign": (400, _POST + b"Content-Length: +5\r\n\r\n{}"),
    "two lengths": (
        400,
        _POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    ),
    "no piece": (
        400,
        _POST.replace(b"v1/disclosures", b"oauth/token") + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    ),
    "too much": (431, b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000),
}


@pytest.mark.parametrize("secure", [False, True])
def test_it_has_the_headers_of_every_answer_and_ends_the_connection(stage: Stage, secure: bool) -> None:
    with wired(stage, secure=secure) as port:
        for name, (status, sent) in _REFUSED.items():
            head, _, body = said(port, sent).partition(b"\r\n\r\n")
            line, *fields = head.split(b"\r\n")
            assert line.startswith(f"HTTP/1.1 {status} ".encode()), name
            pairs = [(field.partition(b": ")[0], field.partition(b": ")[2]) for field in fields]
            assert set(security_headers(secure=secure, leaving=True).added_to([])) <= set(pairs), name
            assert (b"content-type", b"application/problem+json") in pairs, name
            assert json.loads(body)["status"] == status, name
            assert (b"content-length", str(len(body)).encode()) in pairs, name


def test_a_request_before_it_is_answered_and_nothing_behind_it(stage: Stage) -> None:
    with wired(stage) as port:
        told = said(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" + b"nonsense\r\n\r\n")
    assert told.startswith(b"HTTP/1.1 200 ")
    assert told.count(b"HTTP/1.1 ") == 1
    assert b"connection: close" in told.lower()
