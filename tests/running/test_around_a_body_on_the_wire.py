"""What may come around a body, against a server that listens: trailers, extensions of chunks, pieces that are too many, and what
comes though the answer has been given."""

import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from profile_service import gatekeeping
from profile_service.command_line import wire_limits
from tests.running.test_limits_on_the_wire import said, wired
from tests.stage import Stage

_CHUNKED = b" HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
_ANSWERED_EARLY = b"POST /v1/disclosures" + _CHUNKED + b"Content-Type: application/json\r\n\r\n"
_WAITED_FOR = (
    b"POST /oauth/token" + _CHUNKED + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n3\r\na=b\r\n"
)
_HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
_MUCH = 8 * 1024 * 1024


@pytest.fixture
def port(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(wire_limits, "HEAD_WITHIN", 0.6)
    monkeypatch.setattr(gatekeeping, "BODY_WITHIN", 0.6)
    monkeypatch.setattr(gatekeeping, "_SWEEP", 0.1)
    with wired(stage) as found:
        yield found


def _goes_on(port: int, begin: bytes, again: bytes, most: int, pause: float = 0.0) -> bytes:
    """What the other side says to something without end before it ends the connection, as it has to."""
    sent, found = 0, b""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire, suppress(ConnectionError):
        wire.sendall(begin)
        time.sleep(0.2)
        wire.settimeout(0.001)
        ends = time.monotonic() + 4
        while sent < most and time.monotonic() < ends:
            with suppress(TimeoutError):
                sent += wire.send(again)
            with suppress(TimeoutError):
                more = wire.recv(65_536)
                if not more:
                    return found
                found += more
            time.sleep(pause)
        raise AssertionError(f"{sent} bytes were taken, and it is still open")
    return found


@pytest.mark.parametrize(
    "endless",
    [b"0\r\n" + b"X: " + b"a" * 1_000 + b"\r\n", b"2;" + b"a" * 1_000],
    ids=["trailers", "an extension"],
)
def test_what_stands_between_two_pieces_of_a_body_has_an_end(port: int, endless: bytes) -> None:
    begin, again = endless[:3], endless[3:]
    found = _goes_on(port, _WAITED_FOR + begin, again, _MUCH)
    assert found.startswith(b"HTTP/1.1 431 ")
    assert found.count(b"HTTP/1.1 ") == 1
    found = _goes_on(port, _ANSWERED_EARLY + b"2\r\n{}\r\n" + begin, again, _MUCH)
    assert found.startswith(b"HTTP/1.1 401 ")
    assert found.count(b"HTTP/1.1 ") == 1


def test_trailers_that_come_slowly_have_no_more_time_than_a_body_or_a_head(port: int, stage: Stage) -> None:
    found = _goes_on(port, _WAITED_FOR + b"0\r\n", b"X: y\r\n", _MUCH, 0.05)
    assert found.startswith(b"HTTP/1.1 408 ")
    found = _goes_on(port, _ANSWERED_EARLY + b"2\r\n{}\r\n0\r\n", b"X: y\r\n", _MUCH, 0.05)
    assert found.startswith(b"HTTP/1.1 401 ")
    assert stage.house.crowd.held == stage.house.crowd.inside == stage.house.crowd.lingering == 0


@pytest.mark.parametrize("again", [b"1\r\na\r\n", b"400\r\n" + b"a" * 1_024 + b"\r\n", b"5;x=y\r\naaaaa\r\n"])
def test_a_body_that_goes_on_after_its_answer_has_as_long_as_a_head(port: int, again: bytes) -> None:
    found = _goes_on(port, _ANSWERED_EARLY, again, 1 << 40, 0.02)
    assert found.startswith(b"HTTP/1.1 401 ")


def test_empty_lines_between_two_requests_keep_no_connection(port: int) -> None:
    kept = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    assert _goes_on(port, kept, b"\r\n", _MUCH, 0.1).count(b"HTTP/1.1 ") == 1
    began = time.monotonic()
    assert said(port, kept, b"\r\n", pause=0.2).count(b"200 OK") == 1
    assert time.monotonic() - began < 3


def test_what_is_said_behind_a_body_counts_for_nothing(port: int, stage: Stage) -> None:
    token = b"Authorization: " + stage.individual("astrid")["Authorization"].encode() + b"\r\n"
    get = b"GET /v1/me/profile" + _CHUNKED + b"Connection: close\r\n"
    assert said(port, get + token + b"\r\n0\r\n\r\n").startswith(b"HTTP/1.1 200 ")
    assert said(port, get + b"\r\n0\r\n" + token + b"\r\n").startswith(b"HTTP/1.1 401 ")


def test_ordinary_trailers_and_pieces_are_taken_and_the_next_request_is_answered(port: int) -> None:
    pieces = b"1;of=form\r\n&\r\n" * 3_000
    told = said(port, _WAITED_FOR + pieces + b"0\r\nDigest: none\r\n\r\n", _HEALTH, pause=0.4)
    assert told.startswith(b"HTTP/1.1 4")
    assert b"HTTP/1.1 431" not in told
    # The 401 has left before the rest of the body comes.
    told = said(port, _ANSWERED_EARLY)
    assert told.count(b"HTTP/1.1 401 ") == 1
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
        wire.sendall(_ANSWERED_EARLY)
        assert wire.recv(65_536).startswith(b"HTTP/1.1 401 ")
        wire.sendall(b"2\r\n{}\r\n0\r\nX: y\r\n\r\n" + _HEALTH)
        assert wire.recv(65_536).startswith(b"HTTP/1.1 200 ")


def test_who_was_asked_before_is_answered_before_the_connection_ends(port: int) -> None:
    told = said(port, _ANSWERED_EARLY + b"2\r\n{}\r\n0\r\n\r\nGET / HTTP/1.1\r\nX: " + b"a" * 200_000)
    assert told.startswith(b"HTTP/1.1 401 ")
    assert b"connection: close" in told.lower()
