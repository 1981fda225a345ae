"""Limits below and around HTTP, against a server that listens: heads, bodies that come slowly, connections, and how many are inside."""

import asyncio
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import uvicorn

from profile_service import gatekeeping
from profile_service.actions.errors import BusyError
from profile_service.command_line import wire_limits
from profile_service.command_line.wire_limits import protocol_of
from profile_service.documents import typesetting
from profile_service.doors.crowd import MOST_BYTES, MOST_UPLOADS, Crowd
from profile_service.doors.threads import BoundedThreads
from profile_service.evidence.cleaning import Cleaner
from profile_service.storage import lane
from profile_service.webhooks.looking_up import MOST_ASKED, NameServer
from tests.live import free_port
from tests.stage import Stage


@contextmanager
def wired(stage: Stage, *, secure: bool = False) -> Iterator[int]:
    """The stage's app behind the protocol that a real installation has."""
    port = free_port()
    config = uvicorn.Config(
        stage.app,
        "127.0.0.1",
        port,
        http=protocol_of(secure=secure),
        log_config=None,
        lifespan="off",
        timeout_keep_alive=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = server.force_exit = True
        thread.join()


@pytest.fixture
def port(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(wire_limits, "HEAD_WITHIN", 0.4)
    monkeypatch.setattr(wire_limits, "MOST_CONNECTIONS", 20)
    monkeypatch.setattr(gatekeeping, "BODY_WITHIN", 0.4)
    monkeypatch.setattr(gatekeeping, "_SWEEP", 0.1)
    with wired(stage) as found:
        yield found


def said(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """What comes back for bytes that are sent piece by piece, until the other side ends."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as wire:
        found = b""
        with suppress(ConnectionError):
            for piece in pieces:
                if select.select([wire], [], [], 0)[0]:
                    break  # it has been answered
                wire.sendall(piece)
                time.sleep(pause)
            while more := wire.recv(65_536):
                found += more
        return found


def test_a_head_that_is_too_large_is_refused(port: int) -> None:
    line = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    assert b"200 OK" in said(port, line + b"X: " + b"a" * 60_000 + b"\r\n\r\n")
    told = said(port, line, *([b"X: " + b"a" * 30_000 + b"\r\n"] * 4), b"\r\n", pause=0.02)
    assert told.startswith(b"HTTP/1.1 431 ")
    many = said(port, line, *[b"".join(b"X%d: y\r\n" % at for at in range(4_000))] * 3, b"\r\n", pause=0.02)
    assert many.startswith(b"HTTP/1.1 431 ")


def test_a_head_that_does_not_end_ends_the_connection(port: int) -> None:
    began = time.monotonic()
    assert said(port) == b""
    assert said(port, b"GET /healthz HTTP/1.1\r\n", *[b"X: y\r\n"] * 30, pause=0.05) == b""
    # On a kept connection the next head has its time as well.
    kept = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    assert said(port, kept, b"GET /healthz HT").count(b"200 OK") == 1
    assert time.monotonic() - began < 6


def test_a_body_that_does_not_come_is_not_waited_for(port: int, stage: Stage) -> None:
    head = (
        b"POST /v1/me/import HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n"
    )
    token = stage.individual("astrid")["Authorization"].encode()
    began = time.monotonic()
    told = said(port, head + b"Authorization: " + token + b"\r\n\r\n{")
    assert told.startswith(b"HTTP/1.1 408 "), told
    assert b"connection: close" in told.lower()
    assert time.monotonic() - began < 3
    assert stage.house.crowd.held == stage.house.crowd.inside == stage.house.crowd.lingering == 0
    drops = said(port, head + b"Authorization: " + token + b"\r\n\r\n", *[b" "] * 40, pause=0.05)
    assert drops.startswith(b"HTTP/1.1 408 "), "the time is for the whole body, not for each piece"


def test_who_waits_for_a_slow_body_keeps_nobody_out(
    port: int, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gatekeeping, "BODY_WITHIN", 2.0)
    crowd = stage.house.crowd
    crowd.most_inside = 4
    head = b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n"
    head += b"Content-Type: application/x-www-form-urlencoded\r\n\r\na"
    with ThreadPoolExecutor(12) as slow:
        waiting = [slow.submit(said, port, head) for _ in range(4)]
        time.sleep(0.7)
        assert (crowd.inside, crowd.lingering) == (0, 4)
        assert b"200 OK" in said(port, b"GET /about HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert all(one.result().startswith(b"HTTP/1.1 408 ") for one in waiting)
    assert (crowd.inside, crowd.lingering) == (0, 0)


def test_more_connections_than_there_is_room_for_are_let_go(port: int) -> None:
    held = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(20)]
    try:
        time.sleep(0.1)
        with suppress(ConnectionError):
            assert said(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n") == b""
    finally:
        for one in held:
            one.close()
    time.sleep(0.1)
    assert b"200 OK" in said(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")


def test_when_it_is_full_it_says_so_at_once_and_health_is_told_all_the_same(stage: Stage) -> None:
    crowd = stage.house.crowd
    crowd.inside = crowd.most_inside
    for path in ("/v1/me/profile", "/", "/oauth/jwks"):
        answer = stage.http.get(path)
        assert answer.status_code == 503, path
        assert answer.headers["retry-after"] == "1"
    assert stage.http.get("/healthz").status_code == stage.http.get("/readyz").status_code == 200
    assert crowd.turned_away == 3
    crowd.inside = 0
    crowd.uploads = MOST_UPLOADS
    assert stage.http.post("/v1/me/evidence-files").status_code == 503
    assert stage.http.get("/oauth/jwks").status_code == 200
    crowd.uploads = 0
    crowd.held = MOST_BYTES
    form = stage.token_form("norrsken")
    assert stage.http.post("/oauth/token", data=form).status_code == 503
    assert crowd.held == MOST_BYTES
    crowd.held = 0
    assert stage.http.post("/oauth/token", data=form).status_code == 200
    assert (crowd.inside, crowd.held) == (0, 0)


def test_a_full_lane_is_busy_and_none_of_it_is_done(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "_LONGEST_QUEUE", 3)
    go, writer = threading.Event(), stage.parts.database.writer
    with ThreadPoolExecutor(12) as callers:
        holds = callers.submit(writer.run, lambda _: go.wait(10))
        time.sleep(0.1)
        fits = [callers.submit(writer.run, lambda _: 1) for _ in range(3)]
        time.sleep(0.1)
        answer = stage.http.post("/v1/me/connection-codes", headers={"Authorization": "Bearer none"})
        assert answer.status_code in (401, 503)
        with pytest.raises(BusyError):
            writer.run(lambda _: 1)
        go.set()
        assert [one.result(10) for one in fits] == [1, 1, 1]
        assert holds.result(10)
    assert writer.tally.busy >= 1


def test_slow_work_that_waits_is_bounded() -> None:
    threads, go = BoundedThreads(1, 2), threading.Event()
    try:
        threads.submit(go.wait, 10)
        time.sleep(0.05)
        threads.submit(int)
        threads.submit(int)
        with pytest.raises(BusyError):
            threads.submit(int)
    finally:
        go.set()
        threads.shutdown()


def test_files_papers_and_hosts_that_wait_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    async def too_many(act: Callable[[int], Any], count: int, refusal: type[Exception]) -> None:
        going = [asyncio.create_task(act(at)) for at in range(count)]
        await asyncio.sleep(0.1)
        try:
            with pytest.raises(refusal):
                await act(count)
        finally:
            go.set()
            await asyncio.gather(*going, return_exceptions=True)

    go = threading.Event()
    monkeypatch.setattr("profile_service.evidence.cleaning.clean_apart", lambda _: go.wait(10))
    cleaner = Cleaner()
    asyncio.run(too_many(lambda _: cleaner.clean(b""), 22, BusyError))
    go.clear()
    monkeypatch.setattr(typesetting, "MOST_WAITING", 3)
    asyncio.run(too_many(lambda _: typesetting.beside_the_loop(lambda: bytes(go.wait(10))), 5, BusyError))
    go.clear()
    names = NameServer(lambda host, port: [str(go.wait(10))])
    asyncio.run(too_many(lambda at: names(f"h{at}.example", 443), MOST_ASKED, TimeoutError))


def test_a_crowd_is_back_to_nobody_whatever_happens() -> None:
    crowd = Crowd(2)
    crowd.enter(upload=True)
    crowd.enter(upload=False)
    with pytest.raises(BusyError):
        crowd.enter(upload=False)
    crowd.step_aside()
    crowd.enter(upload=False)
    crowd.come_back()
    crowd.hold(10)
    for held, upload in ((10, True), (0, False), (0, False)):
        crowd.leave(held, upload=upload)
    assert (crowd.inside, crowd.uploads, crowd.held, crowd.lingering, crowd.turned_away) == (0, 0, 0, 0, 1)
