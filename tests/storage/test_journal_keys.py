"""The keys that sign checkpoints: two at once, so that a rotation stops no witness, and the old ones verify for ever."""

import json
from pathlib import Path

import pytest

from clients import ed25519
from profile_service.signing.journal_keys import JournalKeys
from profile_service.signing.journal_signer import JournalSigner, check_ed25519
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.ring_file import KeyRingError
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import Note, NoteError, signed_by

_ORIGIN = "egenkarta.example/journal"
_ROOT = bytes(range(32))


def test_a_checkpoint_is_signed_by_the_key_in_use_and_the_one_before() -> None:
    first = JournalKeys.generate()
    second, third = first.rotated(), first.rotated().rotated()
    signers = [JournalSigner(keys, _ORIGIN) for keys in (first, second, third)]
    notes = [Note.parse(one.sign_checkpoint(7, _ROOT)) for one in signers]
    assert Checkpoint.parse(notes[0].text) == Checkpoint(_ORIGIN, 7, _ROOT)
    assert [len(note.signatures) for note in notes] == [1, 2, 2]
    old = signers[0].verifiers
    for note in notes[:2]:
        assert signed_by(note, old, check_ed25519) == [(old[0], None)]
        assert signed_by(note, old, ed25519.check) == [(old[0], None)]
    with pytest.raises(NoteError):
        signed_by(notes[2], old, check_ed25519)
    for note in notes:
        assert signed_by(note, signers[2].verifiers, check_ed25519)
    assert len(signers[2].verifiers) == 3


def test_a_key_that_signs_no_more_keeps_no_secret(tmp_path: Path) -> None:
    ring = KeyRing.generate("operator").rotated().rotated()
    ring.save(tmp_path / "ring.json")
    assert KeyRing.load(tmp_path / "ring.json").journal == ring.journal
    written = json.loads((tmp_path / "ring.json").read_text(encoding="utf-8"))["journal"]
    assert [("seed" in key) for key in written["keys"].values()] == [False, True, True]


def test_a_ring_from_before_gets_its_journal_key_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "ring.json"
    KeyRing.generate("operator").save(path)
    old = json.loads(path.read_text(encoding="utf-8"))
    del old["journal"]
    path.write_text(json.dumps(old), encoding="utf-8")
    with pytest.raises(KeyRingError, match="keys upgrade"):
        KeyRing.load(path)
    assert KeyRing.upgrade(path)
    assert not KeyRing.upgrade(path)
    new = json.loads(path.read_text(encoding="utf-8"))
    assert new.pop("journal")["active"]
    assert new == old


@pytest.mark.parametrize("change", ["another half", "no secret", "another name"])
def test_a_journal_key_that_was_tampered_with_is_no_key(tmp_path: Path, change: str) -> None:
    path = tmp_path / "ring.json"
    KeyRing.generate("operator").save(path)
    ring = json.loads(path.read_text(encoding="utf-8"))
    journal = ring["journal"]
    kid = journal["active"]
    other = next(iter(JournalKeys.generate().to_json()["keys"].values()))
    if change == "another half":
        journal["keys"][kid]["seed"] = other["seed"]
    elif change == "no secret":
        del journal["keys"][kid]["seed"]
    else:
        journal["keys"][kid] = other
    path.write_text(json.dumps(ring), encoding="utf-8")
    with pytest.raises(KeyRingError):
        KeyRing.load(path)
