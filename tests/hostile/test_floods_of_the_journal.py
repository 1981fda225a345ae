"""What anybody may ask of the journal's tree costs little, whatever is sent, and holds up nobody who writes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from profile_service.signing.journal_signer import check_ed25519
from schemas.proofs.notes import COSIGNATURE, Note, Signature, Verifier, cosignature, cosigned
from tests.stage import Stage

_WITNESS = Ed25519PrivateKey.from_private_bytes(b"f" * 32)
_VERIFIER = Verifier("witness.example", COSIGNATURE, _WITNESS.public_key().public_bytes_raw())
_SECOND = 1_790_000_000


@pytest.fixture
def witnessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("EGENKARTA_JOURNAL_WITNESSES", str(_VERIFIER))
    with Stage.open(tmp_path) as stage:
        for _ in range(3):
            stage.code()
            stage.rounds()
        yield stage


def _units(stage: Stage) -> int:
    return stage.parts.database.writer.tally.units


def _forged(at: int) -> str:
    return Signature(_VERIFIER.name, _VERIFIER.key_id, bytes(8) + bytes([at]) * 64).line


def test_many_signatures_in_a_witnesss_name_are_verified_as_one_and_wait_in_nobodys_way(
    witnessed: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[bytes] = []

    def count(public: bytes, signature: bytes, message: bytes) -> bool:
        checked.append(signature)
        return check_ed25519(public, signature, message)

    monkeypatch.setattr("profile_service.signing.live_journal.check_ed25519", count)
    before = _units(witnessed)
    sent = witnessed.http.post("/journal/cosignatures", content="".join(map(_forged, range(64))))
    assert sent.status_code == 422
    assert 1 <= len(checked) <= 20  # once for each of the newest checkpoints
    assert _units(witnessed) == before


def test_what_a_witness_sent_before_is_not_written_again(witnessed: Stage) -> None:
    note = Note.parse(witnessed.http.get("/journal/checkpoint").content)

    def line(second: int) -> str:
        return cosignature(_VERIFIER, second, _WITNESS.sign(cosigned(note.text, second))).line

    before = _units(witnessed)
    assert witnessed.http.post("/journal/cosignatures", content=line(_SECOND)).status_code == 204
    assert _units(witnessed) == before + 1
    for second in (_SECOND, _SECOND + 1):
        assert witnessed.http.post("/journal/cosignatures", content=line(second)).status_code == 204
    assert _units(witnessed) == before + 1


@pytest.mark.parametrize("groups", [6, 7, 100, 1_500])
def test_a_tile_beyond_every_number_is_not_there(stage: Stage, groups: int) -> None:
    """A number of more than 4,300 digits is none that Python reads."""
    answer: Any = stage.http.get(f"/journal/tile/0/{'x999/' * groups}999")
    assert answer.status_code == 404
