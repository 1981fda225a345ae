"""A backup is made of a database that is in use alone, lasts with its folders, and is called whole only where its content is. On both."""

from pathlib import Path

import pytest

from profile_service.storage.backups import manifest
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.making import back_up_keys
from profile_service.storage.moving.closing import close, reopen
from profile_service.storage.moving.copying import end_of
from profile_service.storage.standing import NotInUseError
from tests import databases
from tests.backups.installations import Installation
from tests.stage import START

pytestmark = databases.only_on_sqlite("these are made of both, whatever the others run on")


def test_no_backup_is_made_of_a_database_that_was_moved_away(installation: Installation) -> None:
    """It could not be put back; and its keys would be those of people who are erased where it is now."""
    close(end_of(installation.url), "one")
    with pytest.raises(NotInUseError, match="was moved to another database"):
        installation.backup("first")
    with pytest.raises(NotInUseError, match="was moved to another database"):
        back_up_keys(installation.url, installation.folder / "keys", START, installation.ring)
    assert not (installation.folder / "first").exists()
    assert not (installation.folder / "keys").exists()
    assert reopen(end_of(installation.url))
    installation.backup("first")


def test_a_manifest_without_its_content_is_no_backup(installation: Installation) -> None:
    content, keys = installation.backup("first")
    next(content.glob("content.*")).unlink()
    with pytest.raises(BackupError, match="is no whole backup: content"):
        installation.checked(content, keys)


def test_the_name_of_each_folder_that_was_made_is_made_to_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(manifest, "sync_folder", synced.append)
    manifest.make_folder(tmp_path / "a" / "b" / "c")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    assert (tmp_path / "a" / "b" / "c").stat().st_mode & 0o777 == 0o700
    manifest.make_folder(tmp_path / "a" / "b" / "c")
    assert len(synced) == 3
