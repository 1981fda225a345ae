"""What stops a restore leaves nothing that could be served, and the same command can be run again. On both databases."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from profile_service.command_line import backup_commands
from profile_service.storage.backups import restoring
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.filling import Again
from profile_service.storage.backups.making import back_up_keys
from profile_service.storage.moving.copying import end_of
from profile_service.storage.outer_ledger import OuterLedgerError
from profile_service.storage.rewrapping import rewrap_data_keys
from profile_service.storage.standing import NotInUseError, refuse_if_not_in_use
from tests import databases
from tests.backups.installations import Installation
from tests.moving.places import empty
from tests.stage import START

pytestmark = databases.only_on_sqlite("these are made of both, whatever the others run on")
_BO = "ind_demo_bo"


def _is_empty(url: str) -> bool:
    if url.startswith("sqlite:"):
        path = Path(url.removeprefix("sqlite:///"))
        return not list(path.parent.glob(f"{path.name}*"))
    with end_of(url).connect() as connection, connection.begin():
        return not inspect(connection).get_table_names()


def _paused(url: str) -> list[bool]:
    with end_of(url).connect() as connection, connection.begin():
        return [row[0] is not None for row in connection.execute(text("SELECT paused_at FROM individual"))]


def test_a_ledger_that_was_tampered_with_is_told_before_anything_is_written(
    installation: Installation,
) -> None:
    content, keys = installation.backup("first")
    installation.erase(_BO)
    whole = installation.ledger.path.read_text()
    installation.ledger.path.write_text("?\n" + whole)
    there = empty(installation.kind, installation.folder)
    words = ("restore", str(content), "--keys", str(keys), "--pause-everybody")
    with pytest.raises(OuterLedgerError, match="holds a line that is none"):
        installation.run(there, *words)
    assert _is_empty(there)
    installation.ledger.path.write_text(whole)
    told = installation.run(there, *words)
    assert told.exit_code == 0, told.output
    assert _paused(there) == [True, True]


def test_a_ring_that_lacks_a_sealing_key_is_told_before_anything_is_written(
    installation: Installation,
) -> None:
    content, keys = installation.backup("first")
    fresh = installation.ring.rotated()
    list(rewrap_data_keys(installation.url, fresh, fresh.newest))
    fresh.without_sealing_key(1).save(installation.folder / "keys.json")
    there = empty(installation.kind, installation.folder)
    with pytest.raises(BackupError, match="wrapped under sealing key 1 "):
        installation.run(there, "restore", str(content), "--keys", str(keys))
    assert _is_empty(there)
    later = installation.folder / "later"
    back_up_keys(installation.url, later, START.replace(hour=23), fresh)
    told = installation.run(there, "restore", str(content), "--keys", str(later))
    assert told.exit_code == 0, told.output


def test_what_stops_the_pausing_leaves_no_database_that_can_be_served(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, keys = installation.backup("first")
    there = empty(installation.kind, installation.folder)
    words = ("restore", str(content), "--keys", str(keys), "--pause-everybody")

    def stop(*_: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(backup_commands, "pause_everything", stop)
        with pytest.raises(RuntimeError, match="the power went"):
            installation.run(there, *words)
    if installation.kind == "sqlite":
        assert _is_empty(there)
    else:
        with (
            end_of(there).connect() as connection,
            connection.begin(),
            pytest.raises(NotInUseError, match="empty the place and to run 'egenkarta restore' again"),
        ):
            refuse_if_not_in_use(connection)
        there = empty(installation.kind, installation.folder)
    told = installation.run(there, *words)
    assert told.exit_code == 0, told.output
    assert all(_paused(there))


def test_a_file_that_somebody_has_open_does_not_get_its_name(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in the write-ahead log would stay behind under the old name."""
    if installation.kind != "sqlite":
        return
    content, keys = installation.backup("first")
    there = empty("sqlite", installation.folder)
    real, held = restoring.fill, []

    def fill(engine: object, found: object, again: Again) -> object:
        reader = sqlite3.connect(str(engine.url.database))  # type: ignore[attr-defined]
        held.append(reader)
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM section").fetchone()
        return real(engine, found, again)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(restoring, "fill", fill)
        with pytest.raises(BackupError, match="somebody has"):
            installation.run(there, "restore", str(content), "--keys", str(keys))
    held[0].close()
    assert _is_empty(there)
    told = installation.run(there, "restore", str(content), "--keys", str(keys))
    assert told.exit_code == 0, told.output


@pytest.mark.parametrize("ledger", ["as it was", "as it was at the backup"])
def test_whoever_is_gone_by_the_keys_has_a_line_in_the_ledger_and_the_journal_is_whole(
    installation: Installation, ledger: str
) -> None:
    content, _ = installation.backup("first")
    before = installation.ledger.path.read_bytes()
    installation.erase(_BO)
    after = installation.ledger.path.read_bytes()
    later = installation.folder / "later"
    back_up_keys(installation.url, later, START.replace(hour=23), installation.ring)
    if ledger == "as it was at the backup":
        installation.ledger.path.write_bytes(before)
    there = empty(installation.kind, installation.folder)
    told = installation.run(there, "restore", str(content), "--keys", str(later))
    assert told.exit_code == 0, told.output
    lines, unsaid = (1, 0) if ledger == "as it was" else (0, 1)
    assert f"Erased again: 1, by {lines} lines of the ledger since; 1 had no key" in told.output
    assert f"{unsaid} of them without a line" in told.output
    assert installation.ledger.path.read_bytes() == after
    verified = installation.run(there, "journal", "verify")
    assert verified.exit_code == 0, verified.output
