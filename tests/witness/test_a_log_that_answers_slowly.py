"""A log cannot hold its witness: whatever it sends, and however slowly, the answer is whole in time or there is none."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clients.errors import TransportError, UnexpectedAnswerError
from clients.witness.asking import Asker
from clients.witness.following import Follower
from clients.witness.judging import Witness
from clients.witness.memory import Memory

_PATIENCE = 0.5
_FOR_EVER = 60


@contextmanager
def _log(say: Callable[[socket.socket], object]) -> Iterator[str]:
    """A log that says this, whatever it is asked, and goes on until nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    line, _ = server.accept()
                    with line:
                        line.recv(9_999)
                        say(line)
                except OSError:
                    if server.fileno() < 0:
                        return

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/journal/checkpoint"


def _dripping(first: bytes) -> Callable[[socket.socket], None]:
    def say(line: socket.socket) -> None:
        line.sendall(first)
        end = time.monotonic() + _FOR_EVER
        while time.monotonic() < end:
            line.sendall(b"x")
            time.sleep(0.05)

    return say


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX-Long: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
)
def test_a_byte_now_and_then_holds_nobody(first: bytes) -> None:
    asker, began = Asker(direct=True, patience=_PATIENCE), time.monotonic()
    with _log(_dripping(first)) as address, pytest.raises(TransportError, match=r"no answer"):
        asker.ask("GET", address)
    assert time.monotonic() - began < _FOR_EVER / 2
    asker.close()


def test_silence_holds_nobody_and_the_next_answer_is_taken() -> None:
    asked: list[int] = []

    def say(line: socket.socket) -> None:
        asked.append(1)
        if len(asked) == 1:
            line.recv(1)  # until the other side has enough
        else:
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes")

    asker = Asker(direct=True, patience=_PATIENCE)
    with _log(say) as address:
        with pytest.raises(TransportError, match="was not whole after"):
            asker.ask("GET", address)
        assert asker.ask("GET", address) == (200, b"yes")
    asker.close()


def test_many_answers_have_their_time_together() -> None:
    def say(line: socket.socket) -> None:
        time.sleep(_PATIENCE / 2)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes")

    asker, answers = Asker(direct=True, patience=_PATIENCE), 0
    asker.begin()
    with _log(say) as address, pytest.raises(TransportError):
        for _ in range(50):
            assert asker.ask("GET", address) == (200, b"yes")
            answers += 1
    assert 0 < answers <= 10
    asker.begin()
    with _log(say) as address:
        assert asker.ask("GET", address) == (200, b"yes")
    asker.close()


@pytest.mark.parametrize("head", [b"Content-Length: 3000000\r\n", b""])
def test_far_more_than_a_log_would_send_is_not_taken(head: bytes) -> None:
    def say(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + bytes(3_000_000))

    asker = Asker(direct=True)
    with _log(say) as address, pytest.raises(UnexpectedAnswerError, match="far more"):
        asker.ask("GET", address)
    asker.close()


def test_what_it_packed_is_not_unpacked() -> None:
    packed = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00"
    asker = Asker(direct=True)
    with _log(lambda line: line.sendall(packed)) as address:
        assert asker.ask("GET", address) == (200, b"\x1f\x8b\x08\x00")
    asker.close()


def test_a_witness_tells_it_as_a_log_that_does_not_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clients.witness.following.Asker", lambda direct: Asker(direct, _PATIENCE))
    memory = Memory.create(tmp_path / "own", "witness.example/w")
    with _log(_dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")) as address:
        prefix = address.removesuffix("/checkpoint")
        follower = Follower(Witness(memory, time.time), prefix, True, time.sleep)
        with pytest.raises(TransportError, match="no answer"):
            follower.look()
        follower.close()
