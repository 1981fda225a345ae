"""A key ring that was made before receipts were signed: it is said what to do, and doing it loses nothing."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from profile_service.command_line.app import app
from profile_service.demo.opening import open_demo
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.ring_file import KeyRingError
from tests.stage import BASE_URL, put_migrated_database


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ring as an earlier version wrote it."""
    path = tmp_path / "keys.json"
    KeyRing.generate("operator").save(path)
    ring = json.loads(path.read_text("utf-8"))
    del ring["record_keys"], ring["record_kid"]
    path.write_text(json.dumps(ring), "utf-8")
    return path


def test_an_old_ring_is_not_opened_and_it_is_said_what_to_do(old: Path) -> None:
    with pytest.raises(KeyRingError, match="egenkarta keys upgrade"):
        KeyRing.load(old)


def test_upgrading_adds_a_record_key_and_changes_nothing_else(old: Path) -> None:
    before = json.loads(old.read_text("utf-8"))
    done = CliRunner().invoke(app, ["keys", "upgrade", "--key-ring", str(old)])
    assert done.exit_code == 0, done.output
    after = json.loads(old.read_text("utf-8"))
    assert {name: after[name] for name in before} == before
    ring = KeyRing.load(old)
    assert "d" in ring.record_keys[ring.record_kid]
    assert old.stat().st_mode & 0o077 == 0


def test_upgrading_twice_adds_nothing(old: Path) -> None:
    assert KeyRing.upgrade(old)
    once = old.read_bytes()
    assert not KeyRing.upgrade(old)
    assert old.read_bytes() == once


def test_rotation_keeps_the_old_record_key(old: Path) -> None:
    KeyRing.upgrade(old)
    ring = KeyRing.load(old)
    rotated = ring.rotated()
    assert ring.record_kid in rotated.record_keys
    assert rotated.record_kid != ring.record_kid
    assert list(rotated.record_keys)[-1] == rotated.record_kid


@pytest.mark.parametrize("broken", ["{}", "[]", "{", '{"sealing_keys": {}}', '{"sealing_keys": 7}'])
def test_what_is_no_ring_is_not_upgraded(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "keys.json"
    path.write_text(broken, "utf-8")
    path.chmod(0o600)
    with pytest.raises(KeyRingError, match="not a key ring"):
        KeyRing.upgrade(path)
    assert path.read_text("utf-8") == broken


def test_a_ring_that_lacks_half_of_it_is_broken_and_not_old(old: Path) -> None:
    KeyRing.upgrade(old)
    ring = json.loads(old.read_text("utf-8"))
    del ring["record_kid"]
    old.write_text(json.dumps(ring), "utf-8")
    with pytest.raises(KeyRingError, match="not a key ring"):
        KeyRing.upgrade(old)


def test_a_demo_of_an_earlier_version_opens_by_itself(tmp_path: Path) -> None:
    put_migrated_database(tmp_path / "egenkarta.sqlite3")
    parts, _ = open_demo(tmp_path, BASE_URL)
    parts.database.close()
    path = tmp_path / "keys.json"
    ring = json.loads(path.read_text("utf-8"))
    del ring["record_keys"], ring["record_kid"]
    path.write_text(json.dumps(ring), "utf-8")
    parts, _ = open_demo(tmp_path, BASE_URL)
    assert parts.keys.record_kid in parts.keys.record_keys
    parts.database.close()
