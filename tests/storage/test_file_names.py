"""A database's file is the one that was named, whatever characters its name has."""

from pathlib import Path

from consent.vocabulary import IndividualId
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.database import Database, upgrade


def test_a_percent_sign_in_a_files_name_is_a_percent_sign(tmp_path: Path) -> None:
    path = tmp_path / "one%20and another?#.sqlite3"
    upgrade(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}", KeyRing.generate("operator"))
    try:
        database.writer.run(lambda work: work.vault.create(IndividualId("ind_one")))
    finally:
        database.close()
    assert {one.name.removesuffix("-wal").removesuffix("-shm") for one in tmp_path.iterdir()} == {path.name}
