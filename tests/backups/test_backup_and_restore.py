"""A backup is made beside a running service, opens nothing in halves, and is put back whole or not at all. On both databases."""

import json
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from consent.vocabulary import IndividualId
from profile_service.actions.enrolling import enrol
from profile_service.parts import house_from
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.making import back_up, back_up_keys
from profile_service.storage.backups.manifest import Manifest
from profile_service.storage.database import is_current
from profile_service.storage.moving.copying import end_of
from profile_service.storage.moving.digests import digest_of, tables
from profile_service.storage.outer_ledger import OuterLedger
from tests import databases
from tests.backups.installations import Installation
from tests.moving.places import empty
from tests.postgresql import SERVICE, program
from tests.stage import START

pytestmark = databases.only_on_sqlite("these are made of both, whatever the others run on")
_BO = "ind_demo_bo"


def _all(url: str) -> dict[str, Any]:
    with end_of(url, reads_only=True).connect() as connection, connection.begin():
        return {name: digest_of(connection, table) for name, table in tables().items()}


def _wrapped(url: str) -> dict[str, bytes]:
    with end_of(url, reads_only=True).connect() as connection, connection.begin():
        return {one: bytes(wrapped) for one, wrapped in connection.execute(text("SELECT individual_id, wrapped FROM data_key"))}  # fmt: skip


def test_what_is_put_back_is_what_was_there_but_for_what_must_not_come_alive(
    installation: Installation,
) -> None:
    content, keys = installation.backup("first")
    before = _all(installation.url)
    assert Manifest.read(content, installation.ring).journal.size > 5
    there = empty(installation.kind, installation.folder)
    told = installation.run(there, "restore", str(content), "--keys", str(keys))
    assert told.exit_code == 0, told.output
    assert "3 people" in told.output
    after = _all(there)
    assert {name for name in before if before[name] != after[name]} <= {"session", "connection_code"}
    assert before["section"].rows > 10
    parts = installation.parts(there)
    assert parts.database.reader.run(lambda work: work.vault._keys.exists(_BO))
    parts.database.close()


def test_on_postgresql_whoever_serves_may_work_with_what_the_owner_put_back(
    installation: Installation,
) -> None:
    if installation.kind == "sqlite":
        return
    there = empty("postgresql", installation.folder)
    installation.put_back(installation.checked(*installation.backup("first")), there)
    serving = installation.parts(databases.run_server().address(databases.name_in(there), SERVICE))
    serving.database.writer.run(lambda work: work.accounts.set_language(IndividualId(_BO), "en"))
    found = serving.database.reader.run(lambda work: work.accounts.individual(IndividualId(_BO)))
    serving.database.close()
    assert found is not None
    assert found.language == "en"
    databases.drop(there)


def test_content_keys_and_ring_lie_in_three_places_and_no_two_hold_the_third(
    installation: Installation,
) -> None:
    content, keys = installation.backup("first")
    wrapped = _wrapped(installation.url)
    assert len(wrapped) == 3
    inside = b"".join(path.read_bytes() for path in content.iterdir())
    if installation.kind == "postgresql":  # pg_dump's own packing would hide what a search looks for
        inside += _unpacked(content / "content.pgdump")
        assert b"ind_demo_astrid" in inside
    for one in wrapped.values():
        assert one not in inside
        assert one.hex().encode() not in inside
    assert len([line for line in keys.read_text().splitlines() if _BO in line]) == 1
    with end_of(installation.url).connect() as connection, connection.begin():
        sealed = [bytes(row[0]) for row in connection.execute(text("SELECT sealed FROM section"))]
    assert not any(one in keys.read_bytes() for one in sealed)
    for version in installation.ring.sealing_keys.values():
        assert version not in inside + keys.read_bytes()
    for path in (keys, *content.iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path


def _unpacked(dump: Path) -> bytes:
    return subprocess.run(
        [program("pg_restore"), "--file=-", str(dump)], capture_output=True, check=True
    ).stdout


def test_a_backup_is_of_one_moment_while_the_service_writes(installation: Installation) -> None:
    """Somebody enrols again and again meanwhile: whoever is in the content has her key, and no writer is held up."""
    parts = installation.parts()
    desk = house_from(parts).desk
    done, stop = [], threading.Event()

    def enrol_on() -> None:
        while not stop.is_set():
            done.append(parts.database.writer.run(lambda work: enrol(work, desk, "sv").id))

    writing = threading.Thread(target=enrol_on)
    writing.start()
    try:
        while len(done) < 3:
            pass
        at = len(done)
        content, keys = installation.backup("first")
        assert len(done) > at
    finally:
        stop.set()
        writing.join()
        parts.database.close()
    there = empty(installation.kind, installation.folder)
    put = installation.put_back(installation.checked(content, keys), there)
    assert put.gone == 0
    assert at <= put.people - 3 <= len(done)


def test_whoever_was_erased_since_is_erased_again(installation: Installation) -> None:
    content, keys = installation.backup("first")
    installation.erase(_BO)
    there = empty(installation.kind, installation.folder)
    told = installation.run(there, "restore", str(content), "--keys", str(keys))
    assert told.exit_code == 0, told.output
    assert "Erased again: 1, by 1 lines" in told.output
    assert set(_wrapped(there)) == set(_wrapped(installation.url))
    assert _BO not in _wrapped(there)
    assert "LOST" not in told.output
    assert "--pause-everybody" in told.output


def test_with_a_later_file_of_keys_whoever_is_not_in_it_is_gone_even_without_the_ledger(
    installation: Installation,
) -> None:
    """What makes old content harmless: a later file of keys, and the older ones deleted."""
    content, keys = installation.backup("first")
    installation.erase(_BO)
    later = installation.folder / "later"
    back_up_keys(installation.url, later, START.replace(hour=23), installation.ring)
    OuterLedger(installation.folder / "erasures", installation.ring).path.unlink()
    there = empty(installation.kind, installation.folder)
    put = installation.put_back(installation.checked(content, later, without_ledger=True), there)
    assert (put.people, put.gone) == (2, 1)
    with end_of(there).connect() as connection, connection.begin():
        for name in ("section", "individual", "consent_grant"):
            column = "id" if name == "individual" else "individual_id"
            assert connection.execute(text(f"SELECT 1 FROM {name} WHERE {column} = '{_BO}'")).first() is None  # noqa: S608
    with pytest.raises(BackupError, match="older than the content"):
        early = installation.folder / "early"
        back_up_keys(installation.url, early, START.replace(hour=1), installation.ring)
        installation.checked(content, early)
    assert keys.exists()


def test_what_was_changed_is_put_back_nowhere(installation: Installation) -> None:
    ring, there = installation.ring, empty(installation.kind, installation.folder)
    for what in ("manifest", "content", "keys", "cut off", "another ring"):
        content, keys = installation.backup(what)
        _change(what, content, keys)
        with pytest.raises(BackupError):
            installation.put_back(
                installation.checked(
                    content, keys, ring=KeyRing.generate("demo") if what == "another ring" else ring
                ),
                there,
            )
        assert not is_current(end_of(there)), what
    installation.put_back(installation.checked(*installation.backup("whole")), there)
    assert is_current(end_of(there))


def _change(what: str, content: Path, keys: Path) -> None:
    match what:
        case "manifest":
            told = json.loads((content / "manifest.json").read_text())
            (content / "manifest.json").write_text(json.dumps(told | {"erasures": 0}))
        case "content":
            file = next(content.glob("content.*"))
            file.write_bytes(file.read_bytes()[:-1] + b"?")
        case "keys":
            keys.write_text(keys.read_text().replace(_BO, "ind_demo_bx"))
        case "cut off":
            keys.write_text(keys.read_text()[:-90])


def test_nothing_is_put_over_what_is_there_nor_into_the_other_kind(installation: Installation) -> None:
    content, keys = installation.backup("first")
    found = installation.checked(content, keys)
    with pytest.raises(BackupError, match="already"):
        installation.put_back(found, installation.url)
    other = "postgresql" if installation.kind == "sqlite" else "sqlite"
    with pytest.raises(BackupError, match="and then 'egenkarta db copy'"):
        installation.put_back(found, empty(other, installation.folder))
    with pytest.raises(BackupError, match="would lie with the content"):
        back_up(
            installation.url,
            installation.folder / "x",
            installation.folder / "x" / "k",
            START,
            installation.ring,
        )
    with pytest.raises(BackupError, match="not empty"):
        back_up(installation.url, content, installation.folder / "k2", START, installation.ring)


def test_what_stopped_before_the_end_is_no_database(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The content was there, and the keys were not yet."""
    content, keys = installation.backup("first")
    there = empty(installation.kind, installation.folder)

    def stop(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("profile_service.storage.backups.restoring._begin", stop)
    with pytest.raises(RuntimeError, match="the power went"):
        installation.put_back(installation.checked(content, keys), there)
    assert not is_current(end_of(there))


def test_everybody_can_be_paused_since_a_withdrawal_may_be_lost(installation: Installation) -> None:
    content, keys = installation.backup("first")
    there = empty(installation.kind, installation.folder)
    told = installation.run(there, "restore", str(content), "--keys", str(keys), "--pause-everybody")
    assert "Paused until they go on themselves: 3" in told.output
    parts = installation.parts(there)
    found = parts.database.reader.run(lambda work: work.accounts.individual(_BO))
    parts.database.close()
    assert found is not None
    assert found.paused_at is not None
