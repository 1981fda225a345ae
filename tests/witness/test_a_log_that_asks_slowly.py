"""Whoever asks a witness a byte at a time loses the connection; others are answered meanwhile and afterwards."""

import contextlib
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from clients.witness import serving
from clients.witness.judging import Witness
from clients.witness.memory import Memory
from clients.witness.serving import listening
from tests.witness.a_log import ORIGIN, Log, entries

_WHOLE = 0.5
_HEAD = b"POST /add-checkpoint HTTP/1.1\r\n"


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(serving, "_WHOLE", _WHOLE)
    monkeypatch.setattr(serving, "_AT_ONCE", 3)
    memory = Memory.create(tmp_path / "own", "witness.example/w")
    with memory.held() as held:
        held.watch(ORIGIN, (Log(entries(3), bytes(32)).verifier,))
    with listening(Witness(memory, time.time), "127.0.0.1", 0, print) as found:
        yield found


def _dripped(port: int, first: bytes) -> float:
    """For how long bytes are taken."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line, contextlib.suppress(OSError):
        line.sendall(first)
        while time.monotonic() - began < 20:
            line.sendall(b"x")
            line.settimeout(0.05)
            with contextlib.suppress(TimeoutError):
                if not line.recv(100):
                    break
    return time.monotonic() - began


@pytest.mark.parametrize("first", [b"", _HEAD + b"X: ", _HEAD + b"Content-Length: 60000\r\n\r\n"])
def test_a_byte_now_and_then_holds_no_connection(port: int, first: bytes) -> None:
    assert _dripped(port, first) < 10


def test_many_who_drip_keep_nobody_out_for_ever(port: int) -> None:
    body = b"old 0\n\n" + Log(entries(3), bytes(32)).note().encode()
    lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(4)]
    for line in lines:
        with contextlib.suppress(OSError):
            line.sendall(_HEAD + b"Content-Length: 60000\r\n\r\nx")
    end = time.monotonic() + 20
    with httpx.Client(trust_env=False) as http:
        while True:
            with contextlib.suppress(httpx.TransportError):
                answer = http.post(f"http://127.0.0.1:{port}/add-checkpoint", content=body)
                break
            assert time.monotonic() < end, "nobody else is let in"
            time.sleep(0.05)
    assert answer.status_code == 200
    for line in lines:
        line.close()


def test_of_one_that_hangs_up_nothing_is_said(port: int, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # with a reset
            line.sendall(_HEAD + b"Content-Length: 5\r\n\r\nx")
    _dripped(port, b"")
    assert capfd.readouterr().err == ""


def test_one_connection_may_ask_again_and_again(port: int) -> None:
    began = time.monotonic()
    with httpx.Client(trust_env=False, limits=httpx.Limits(max_connections=1)) as http:
        while time.monotonic() - began < 3 * _WHOLE:
            assert http.post(f"http://127.0.0.1:{port}/add-checkpoint", content=b"x").status_code == 400
            time.sleep(_WHOLE / 5)
