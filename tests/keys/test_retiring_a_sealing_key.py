"""An old sealing key is destroyed when nobody can wrap under it any more, and not before."""

import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from profile_service.clock import SystemClock
from profile_service.command_line import key_keeping
from profile_service.command_line.app import app
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.live_ring import PATIENCE

_RETIRED = ["keys", "retire", "--sealing", "1"]


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long a command waited; nobody does so here."""
    found: list[float] = []
    monkeypatch.setattr(time, "sleep", found.append)
    return found


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "keys.json"
    monkeypatch.setenv("EGENKARTA_KEY_RING", str(path))
    monkeypatch.setenv("EGENKARTA_DATABASE_URL", f"sqlite:///{tmp_path / 'egenkarta.sqlite3'}")
    found = CliRunner().invoke(app, ["db", "upgrade"])
    assert found.exit_code == 0, (found.output, found.exception)
    return path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """The clock goes on by so many seconds."""
    now = SystemClock.now

    def go_on(seconds: float) -> None:
        monkeypatch.setattr(SystemClock, "now", lambda clock: now(clock) + timedelta(seconds=seconds))

    return go_on


def test_a_key_is_kept_until_every_process_has_the_ring_that_replaced_it(
    place: Path, waited: list[float], later: Callable[[float], None]
) -> None:
    KeyRing.generate("operator").rotated().save(place)
    os.utime(place, (0, 0))
    found = CliRunner().invoke(app, _RETIRED)
    assert found.exit_code == 0, found.exception
    assert key_keeping.OVERLAP - 30 < waited[0] <= key_keeping.OVERLAP, (
        "a copied file's own time says nothing"
    )
    assert key_keeping.OVERLAP > PATIENCE + 30
    assert set(KeyRing.load(place).sealing_keys) == {2}
    KeyRing.generate("operator").rotated().save(place)
    waited.clear()
    later(key_keeping.OVERLAP + 1)
    assert CliRunner().invoke(app, _RETIRED).exit_code == 0
    assert max(waited) < 5


def test_the_key_that_a_rotation_has_replaced_at_its_time_is_retired(
    place: Path, waited: list[float], later: Callable[[float], None]
) -> None:
    whole = KeyRing.generate("operator").rotated(int(time.time()) + 600)
    whole.save(place)
    assert "is in use" in str(CliRunner().invoke(app, _RETIRED).exception)
    later(610)
    found = CliRunner().invoke(app, _RETIRED)
    assert found.exit_code == 0, found.exception
    assert key_keeping.OVERLAP - 30 < waited[0] < key_keeping.OVERLAP - 8, (
        "since it began, not since it was written"
    )
    kept = KeyRing.load(place)
    assert kept == replace(whole, switch=None, sealing_keys={2: whole.sealing_keys[2]})


def test_an_older_key_is_retired_while_the_next_rotation_waits_for_its_time(
    place: Path, waited: list[float]
) -> None:
    whole = KeyRing.generate("operator").rotated().rotated(int(time.time()) + 6000)
    whole.save(place)
    assert CliRunner().invoke(app, _RETIRED).exit_code == 0
    assert waited[0] <= key_keeping.OVERLAP
    kept = KeyRing.load(place)
    assert kept.switch == whole.switch
    assert set(kept.sealing_keys) == {2, 3}


@pytest.mark.parametrize(("hours", "code"), [(23, 1), (25, 0)])
def test_a_key_is_kept_as_long_as_an_answer_that_it_wraps_can_be_had_again(
    place: Path, waited: list[float], hours: int, code: int
) -> None:
    """An answer about nobody is wrapped under the installation's own key: a retry gets it for a day, and does nothing twice."""
    KeyRing.generate("operator").rotated().save(place)
    then = SystemClock().now() - timedelta(hours=hours)
    with sqlite3.connect(place.with_name("egenkarta.sqlite3")) as raw:
        raw.execute(
            "INSERT INTO replay (caller, key_hash, individual_id, fingerprint, at, sealed) VALUES ('cli', x'01', NULL, '', ?, ?)",
            (then.strftime("%Y-%m-%d %H:%M:%S.%f+00:00"), b"1|wrapped"),
        )
    found = CliRunner().invoke(app, _RETIRED)
    assert found.exit_code == code, found.exception
    if code:
        assert "wrapped under sealing key 1" in str(found.exception)
