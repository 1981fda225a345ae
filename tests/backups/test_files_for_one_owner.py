"""What is written for its owner alone never lies in a file that somebody else has put there, and no other program learns the keys."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from profile_service.signing.ring_file import write_ring
from profile_service.storage.backups import on_postgresql
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.manifest import write_durably

_WRITERS: dict[str, Callable[[Path], object]] = {
    "a key ring": lambda path: write_ring(path, {"secret": "it"}),
    "a manifest": lambda path: write_durably(path, b'{"secret": "it"}'),
}


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.mark.parametrize("what", _WRITERS)
def test_a_file_that_all_can_read_does_not_become_the_one_for_its_owner(tmp_path: Path, what: str) -> None:
    laid = tmp_path / "it.new"
    laid.touch()
    laid.chmod(0o666)
    with laid.open("rb") as kept_open:
        _WRITERS[what](tmp_path / "it")
        assert kept_open.read() == b""
    assert _mode(tmp_path / "it") == 0o600


@pytest.mark.parametrize("what", _WRITERS)
def test_a_link_leads_nothing_astray(tmp_path: Path, what: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"as it was")
    (tmp_path / "it.new").symlink_to(elsewhere)
    _WRITERS[what](tmp_path / "it")
    assert elsewhere.read_bytes() == b"as it was"
    assert not (tmp_path / "it").is_symlink()


def test_the_program_that_dumps_learns_the_databases_password_and_nothing_of_the_services(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\n(env; echo "args=$*") > {told}\n')
    program.chmod(0o700)
    monkeypatch.setattr(on_postgresql, "_program", lambda _name: str(program))
    monkeypatch.setenv("EGENKARTA_KEY_RING_JSON", json.dumps("the ring"))
    monkeypatch.setenv("EGENKARTA_PKCS11_PIN", "the pin")
    monkeypatch.setenv("PGSSLROOTCERT", "ca.pem")
    for address in ("postgresql://who:pass-word@db/it", "postgresql://who@db/it?password=pass-word"):
        on_postgresql._run("pg_dump", ["--format=custom"], address)
        found = told.read_text().splitlines()
        assert "PGPASSWORD=pass-word" in found
        assert "PGSSLROOTCERT=ca.pem" in found
        assert not any("EGENKARTA" in line for line in found)
        [arguments] = [line for line in found if line.startswith("args=")]
        assert "pass-word" not in arguments
    with pytest.raises(BackupError, match="sslpassword"):
        on_postgresql._run("pg_dump", [], "postgresql://who@db/it?sslpassword=pass-word")
