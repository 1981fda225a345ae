"""Where the ledger of erasures is not there, a restore does not bring erased people back unseen. On both databases."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.manifest import Manifest
from profile_service.storage.moving.copying import end_of
from tests import databases
from tests.backups.installations import Installation
from tests.moving.places import empty

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
