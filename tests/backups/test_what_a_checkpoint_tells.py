"""What a checkpoint from outside says of what a restore loses, and that only one which this journal signed says anything."""

from pathlib import Path

import pytest

from profile_service.command_line.lost_since import journal_words, lost_words
from profile_service.signing.journal_keys import JournalKeys
from profile_service.signing.journal_signer import JournalSigner
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.manifest import JournalHead, Manifest
from profile_service.storage.outer_checkpoint import OuterCheckpoint
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import Note, Signature
from tests import databases
from tests.backups.installations import Installation
from tests.moving.places import empty

pytestmark = databases.only_on_sqlite("it says the same of both, and a restore on both is tried elsewhere")
_HEAD = JournalHead(9, 9, 7, (b"\1" * 32).hex(), "")


def _signed(keys: JournalKeys, size: int, root: bytes, origin: str = "log.example/journal") -> bytes:
    return JournalSigner(keys, origin).sign_checkpoint(size, root)


def _unsigned(size: int) -> bytes:
    text = Checkpoint("127.0.0.1:8000/journal", size, b"\2" * 32).text
    return Note(text, (Signature("127.0.0.1:8000/journal", b"\0\0\0\1", b"x" * 64),)).encode()


def test_a_checkpoint_from_outside_says_what_was_lost() -> None:
    def known(size: int, root: bytes) -> Checkpoint:
        return Checkpoint("log.example/journal", size, root)

    assert journal_words(_HEAD, known(9, b"\2" * 32))[0].startswith(
        "LOST: 2 lines of the journal, the leaves 7 to 8 of its tree"
    )
    assert "Nothing" in journal_words(_HEAD, known(7, b"\1" * 32))[0]
    assert "older" in journal_words(_HEAD, known(3, b"\2" * 32))[0]
    with pytest.raises(BackupError, match="another journal's"):
        journal_words(_HEAD, known(7, b"\2" * 32))


def test_one_that_this_journal_signed_counts_whatever_its_name_and_key_were_then(tmp_path: Path) -> None:
    before = JournalKeys.generate()
    given = tmp_path / "given"
    given.write_bytes(_signed(before, 9, b"\2" * 32, "where-it-was.example/journal"))
    for keys in (before, before.rotated(), before.rotated().rotated().rotated()):
        assert "LOST: 2 lines" in lost_words(_HEAD, keys, given, tmp_path / "none")[0]


@pytest.mark.parametrize("whose", ["nobody's", "another's", "none at all"])
def test_one_that_this_journal_did_not_sign_is_refused_where_it_is_given_and_told_where_it_lay(
    tmp_path: Path, whose: str
) -> None:
    keys, path = JournalKeys.generate(), tmp_path / "it"
    path.write_bytes(
        {
            "nobody's": _unsigned(1_000_000),
            "another's": _signed(JournalKeys.generate(), 1_000_000, b"\2" * 32),
            "none at all": b"\0 1000000",
        }[whose]
    )
    with pytest.raises(BackupError, match="no checkpoint of this journal"):
        lost_words(_HEAD, keys, path, tmp_path / "none")
    told = lost_words(_HEAD, keys, None, path)
    assert "Nothing is concluded" in told[0]
    assert str(path) in told[0]
    assert told[1:] == journal_words(_HEAD, None)
    assert "LOST" not in " ".join(told)


@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
def test_the_command_holds_a_backup_against_what_its_own_journal_signed_alone(
    installation: Installation,
) -> None:
    content, keys = installation.backup("first")
    size = Manifest.read(content, installation.ring).journal.size
    given = installation.folder / "given"
    given.write_bytes(_unsigned(size + 5))
    there = empty(installation.kind, installation.folder)
    words = ("restore", str(content), "--keys", str(keys))
    with pytest.raises(BackupError, match="no checkpoint of this journal"):
        installation.run(there, *words, "--checkpoint", str(given))
    outside = OuterCheckpoint(installation.ledger.path.parent)
    outside.path.write_bytes(_unsigned(size + 5))
    told = installation.run(there, *words)
    assert told.exit_code == 0, told.output
    assert "LOST" not in told.output
    assert "Nothing is concluded" in told.output
    given.write_bytes(_signed(installation.ring.journal, size + 5, b"\2" * 32))
    there = empty(installation.kind, installation.folder)
    told = installation.run(there, *words, "--checkpoint", str(given))
    assert "LOST: 5 lines" in told.output
