"""The connection drops at any byte of a request, or at any stage of its answer: a retry under the same key has one effect.

Against a real server on loopback. A request that did not arrive whole has no effect at all.
"""

import json
import select
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from profile_service.demo.opening import open_demo
from tests.live import free_port, listening
from tests.stage import LANGUAGES, SKILLS, MovableClock, Stage, put_migrated_database

_STAGES = 6
"""How far into the answer the caller has read when the connection drops: not at all, some of it, nearly all."""


@dataclass
class Live:
    """A stage whose app also listens on loopback."""

    stage: Stage
    port: int

    def bytes_of(self, path: str, headers: dict[str, str], body: dict[str, Any] | None, key: str) -> bytes:
        """A whole POST as it is on the wire."""
        content = b"" if body is None else json.dumps(body).encode()
        named = {**headers, "Host": f"127.0.0.1:{self.port}", "Idempotency-Key": key, "Connection": "close"}
        if body is not None:
            named["Content-Type"] = "application/json"
        named["Content-Length"] = str(len(content))
        head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        return f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + content

    def send(self, sent: bytes, *, read: int | None = None) -> bytes:
        """Send bytes, read the whole answer or so much of it, and drop the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as wire:
            wire.sendall(sent)
            got = b""
            while read is None or len(got) < read:
                more = wire.recv(65_536 if read is None else read - len(got))
                if not more:
                    break
                got += more
            # Reset, not closed in order: the other side learns it at once, wherever it stands.
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            return got

    def drop_within(self, sent: bytes) -> None:
        """A connection for each byte: everything up to it arrives, and then nothing more."""
        for length in range(len(sent)):
            with socket.create_connection(("127.0.0.1", self.port), timeout=20) as wire:
                wire.sendall(sent[:length])
                if length % 2:
                    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self._settle()

    def _settle(self) -> None:
        """Until the server has looked at everything that arrived: it answers in order of arrival on one loop."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as wire:
            wire.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            while select.select([wire], [], [], 20)[0] and wire.recv(4096):
                pass
        time.sleep(0.05)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder: Path = tmp_path_factory.mktemp("dropped")
    port = free_port()
    clock = MovableClock()
    put_migrated_database(folder / "egenkarta.sqlite3")
    parts, app = open_demo(folder, "http://127.0.0.1:8000", clock)
    demo = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    http = TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
    stage = Stage(app, parts, clock, demo, http)
    with listening(app, port):
        yield Live(stage, port)


@dataclass
class Write:
    """One write, and how often it has had its effect, as her log tells."""

    path: str
    caller: dict[str, str]
    body: dict[str, Any] | None
    kind: str
    status: int

    def effects(self, stage: Stage) -> int:
        return sum(line["kind"] == self.kind for line in stage.log())


def _grant(stage: Stage) -> Write:
    path = f"/v1/me/access-requests/{stage.asked()}/grant"
    return Write(path, stage.individual("astrid"), {"scopes": [LANGUAGES]}, "grant", 201)


def _refuse(stage: Stage) -> Write:
    asked = stage.ask((SKILLS,), organisation="yrkesskolan", declaration="dcl_yrkesskolan_validating")
    path = f"/v1/me/access-requests/{asked.json()['id']}/refuse"
    return Write(path, stage.individual("astrid"), None, "refusal", 204)


def _withdraw(stage: Stage) -> Write:
    path = f"/v1/me/grants/{stage.granted()}/withdraw"
    return Write(path, stage.individual("astrid"), None, "withdrawal", 200)


def _narrow(stage: Stage) -> Write:
    path = f"/v1/me/grants/{stage.granted((LANGUAGES, SKILLS))}/narrow"
    return Write(path, stage.individual("astrid"), {"scopes": [LANGUAGES]}, "change", 200)


def _read(stage: Stage) -> Write:
    body = {"grant_id": stage.granted(), "case_reference": "case-1", "reader": "Nils Berg"}
    return Write("/v1/disclosures", stage.organisation("norrsken"), body, "read", 200)


WRITES = {"grant": _grant, "refuse": _refuse, "withdraw": _withdraw, "narrow": _narrow, "read": _read}


@pytest.mark.parametrize("name", WRITES)
def test_a_dropped_connection_and_a_retry_are_one_effect(live: Live, name: str) -> None:
    stage = live.stage
    write = WRITES[name](stage)
    before = write.effects(stage)
    whole = live.bytes_of(write.path, write.caller, write.body, f"{name}-key-of-the-first")
    live.drop_within(whole)
    assert write.effects(stage) == before, "a request that did not arrive whole has no effect"
    for stage_of_answer in range(_STAGES):
        live.send(whole, read=stage_of_answer * 40)
    answer = live.send(whole)
    assert answer.startswith(f"HTTP/1.1 {write.status} ".encode()), answer[:200]
    assert live.send(whole).split(b"\r\n\r\n", 1)[1] == answer.split(b"\r\n\r\n", 1)[1]
    assert write.effects(stage) == before + 1
