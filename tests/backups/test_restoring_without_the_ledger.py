"""Where the ledger of erasures is not there, a restore does not bring erased people back unseen. On both databases."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console
from sqlalchemy import text

from profile_service.command_line import backup_commands
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.making import back_up_keys
from profile_service.storage.backups.manifest import Manifest
from profile_service.storage.moving.copying import end_of
from tests import databases
from tests.backups.installations import Installation
from tests.moving.places import empty
from tests.stage import START

pytestmark = databases.only_on_sqlite("these are made of both, whatever the others run on")
_BO = "ind_demo_bo"
_LOUD = "ERASED PEOPLE MAY BE BACK"


def _there(url: str, individual: str) -> bool:
    with end_of(url, reads_only=True).connect() as connection, connection.begin():
        found = connection.execute(
            text("SELECT 1 FROM data_key WHERE individual_id = :id"), {"id": individual}
        )
        return found.first() is not None


@pytest.mark.parametrize("left", ["none", "an older copy"])
def test_a_ledger_that_knows_less_than_the_backup_stops_the_restore_unless_that_is_accepted(
    installation: Installation, left: str
) -> None:
    installation.erase("ind_demo_astrid")
    content, keys = installation.backup("first")
    known = Manifest.read(content, installation.ring).erasures
    assert known == 2
    older = installation.ledger.path.read_bytes().splitlines(keepends=True)[0]
    installation.erase(_BO)
    installation.ledger.path.unlink()
    if left == "an older copy":
        installation.ledger.path.write_bytes(older)
    there = empty(installation.kind, installation.folder)
    words = ("restore", str(content), "--keys", str(keys))
    with pytest.raises(BackupError, match="whoever was erased since could come back") as refused:
        installation.run(there, *words)
    assert str(installation.ledger.path) in str(refused.value)
    assert "--without-ledger" in str(refused.value)
    told = installation.run(there, *words, "--without-ledger")
    assert told.exit_code == 0, told.output
    assert _LOUD in told.output
    assert ("begun anew" in told.output) is (left == "none")
    assert _there(there, _BO)  # which is what was said


def test_where_no_ledger_was_ever_begun_that_is_told_although_nothing_is_missing(
    installation: Installation,
) -> None:
    """A backup from before the first erasure: nothing shows that a ledger should be there, and nobody is erased again."""
    content, keys = installation.backup("first")
    replace(Manifest.read(content, installation.ring), erasures=0).write(content, installation.ring)
    installation.erase(_BO)
    installation.ledger.path.unlink()
    there = empty(installation.kind, installation.folder)
    told = installation.run(there, "restore", str(content), "--keys", str(keys))
    assert told.exit_code == 0, told.output
    assert _LOUD in told.output


def test_with_the_ledger_nothing_is_said_of_it(installation: Installation) -> None:
    content, keys = installation.backup("first")
    installation.erase(_BO)
    there = empty(installation.kind, installation.folder)
    told = installation.run(there, "restore", str(content), "--keys", str(keys))
    assert told.exit_code == 0, told.output
    assert _LOUD not in told.output
    assert not _there(there, _BO)


def test_what_may_be_back_is_said_although_the_ledger_cannot_be_begun_anew(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is in use by then, and the same command would be refused: nobody says it a second time."""
    content, keys = installation.backup("first")
    installation.ledger.path.unlink()
    there, told = empty(installation.kind, installation.folder), StringIO()
    monkeypatch.setattr(backup_commands, "_console", Console(file=told, width=1_000))

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(backup_commands, "recall_erasures", full)
    with pytest.raises(OSError, match="no space left"):
        installation.run(there, "restore", str(content), "--keys", str(keys), "--without-ledger")
    assert _LOUD in told.getvalue()
    assert _there(there, _BO)


def test_whoever_is_gone_by_the_keys_alone_comes_behind_those_whom_the_ledger_names(
    installation: Installation,
) -> None:
    """Otherwise database and ledger would tell two stories, and the ledger would be set aside."""
    content, _ = installation.backup("first")
    installation.erase("ind_demo_astrid")
    named = installation.ledger.path.read_bytes()
    installation.erase(_BO)
    whole, later = installation.ledger.path.read_bytes(), installation.folder / "later"
    back_up_keys(installation.url, later, START.replace(hour=23), installation.ring)
    installation.ledger.path.write_bytes(named)
    there = empty(installation.kind, installation.folder)
    told = installation.run(there, "restore", str(content), "--keys", str(later))
    assert told.exit_code == 0, told.output
    assert "Erased again: 2, by 1 lines of the ledger since; 2 had no key" in told.output
    assert installation.ledger.path.read_bytes() == whole
    assert not list(installation.ledger.path.parent.glob("erasures.jsonl.aside-*"))
