"""Everything is rotated while two processes' worth of the service run under load, and no reader ever sees an error.

Two apps on one database and one ring, as two workers would be: each notices the new ring by itself, and none is a moment behind that
the other one's readers could see. The negative control: the same load with an app that keeps the keys it was started with fails.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import jwt
import pytest
from typer.testing import CliRunner

from profile_service.clock import SystemClock
from profile_service.command_line.app import app as program
from profile_service.demo.opening import open_demo
from profile_service.main import Parts
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.token_rotation import with_next_token_key
from profile_service.storage.rewrapping import REWRAPPED, SHORT_LIVED, versions_in_use, wrapped_tables
from tests import databases
from tests.live import free_port, listening
from tests.running.over_the_wire import Load, Reader
from tests.stage import BASE_URL, put_seeded_demo, put_starter_set


@contextmanager
def two_of_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[str], list[Parts]]]:
    """Two apps of one installation, each listening; their addresses."""
    monkeypatch.setenv("EGENKARTA_READINGS_PER_PERSON", "1000000")
    put_seeded_demo(folder)
    put_starter_set(folder / "taxonomy.sqlite3")
    with ExitStack() as both:
        both.enter_context(databases.gone_afterwards(folder))
        addresses, opened = [], []
        for _ in range(2):
            parts, app = open_demo(folder, BASE_URL)
            port = free_port()
            both.enter_context(listening(app, port))
            addresses.append(f"http://127.0.0.1:{port}")
            opened.append(parts)
        yield addresses, opened


def keys(*words: str) -> str:
    found = CliRunner().invoke(program, ["keys", *words])
    assert found.exit_code == 0, (words, found.output, found.exception)
    return found.output


def test_readers_see_nothing_of_a_rotation_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with two_of_them(tmp_path, monkeypatch) as (addresses, opened):
        url, ring = opened[0].settings.database_url, tmp_path / "keys.json"
        monkeypatch.setenv("EGENKARTA_DATABASE_URL", url)
        monkeypatch.setenv("EGENKARTA_KEY_RING", str(ring))
        reader = Reader.begin(addresses[0], tmp_path)
        first = KeyRing.load(ring)
        kids: set[str] = set()
        lock = threading.Lock()

        def act(http: httpx.Client) -> str:
            answer = reader.read(http)
            if answer.status_code != 200:
                return f"read {answer.status_code}"
            # Something of hers is sealed, and something is wrapped: by this worker, for the other one to open.
            code = http.post("/v1/me/connection-codes", headers=reader.hers)
            with lock:
                kids.update(one["kid"] for one in http.get("/oauth/jwks").json()["keys"])
            return "fine" if code.status_code == 201 else f"code {code.status_code}"

        with Load(act, addresses[0], 2) as one, Load(act, addresses[1], 2) as other:
            time.sleep(0.5)
            assert "used now" in keys("rotate", "--now")
            assert "under sealing key 2" in keys("rewrap")
            assert versions_in_use(url, SystemClock().now()) == {2}
            now = datetime.now(UTC)
            fresh = replace(KeyRing.load(ring), token_keys=first.token_keys, token_from={})
            with_next_token_key(fresh, now, timedelta(seconds=1)).save(ring)
            time.sleep(2.1)
            with httpx.Client(base_url=addresses[1], timeout=20) as http:
                reader.token = reader.fetch_token(http)
            monkeypatch.setattr("profile_service.command_line.key_commands._SETTLED", 0.5)
            monkeypatch.setattr("profile_service.command_line.key_keeping.OVERLAP", 2.0)
            assert "sealing key 1" in keys("retire", "--sealing", "1")
            time.sleep(1.2)
            receipts = httpx.get(f"{addresses[1]}/v1/me/grants", headers=reader.hers, timeout=20)
            assert receipts.status_code == 200
        assert set(one.seen) == set(other.seen) == {"fine"}, (one.seen, other.seen)
        assert min(one.seen["fine"], other.seen["fine"]) > 10
        assert {first.token_kid, *KeyRing.load(ring).token_from} <= kids, "both were published"
        assert jwt.get_unverified_header(reader.token)["kid"] != first.token_kid
        for parts in opened:
            assert set(parts.ring.current.sealing_keys) == {2}
            assert parts.ring.current.record_kid != first.record_kid


def test_a_process_that_kept_its_keys_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("profile_service.signing.ring_reading.RingReading._read_anew", lambda *_: None)
    with two_of_them(tmp_path, monkeypatch) as (addresses, opened):
        monkeypatch.setenv("EGENKARTA_DATABASE_URL", opened[0].settings.database_url)
        monkeypatch.setenv("EGENKARTA_KEY_RING", str(tmp_path / "keys.json"))
        reader = Reader.begin(addresses[0], tmp_path)
        keys("rotate", "--now")
        keys("rewrap")
        with httpx.Client(base_url=addresses[0], timeout=20) as http:
            assert reader.read(http).status_code == 500


def test_whatever_is_wrapped_is_wrapped_anew_or_lives_for_minutes() -> None:
    tables = {one.name for one in wrapped_tables()}
    assert tables == REWRAPPED | SHORT_LIVED
    assert len(tables) >= 6
