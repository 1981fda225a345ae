"""What the service tells of the journal's tree, verified with what it tells alone."""

import hmac
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from profile_service.signing.journal_signer import check_ed25519
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import COSIGNATURE, Note, Verifier, cosignature, cosigned, signed_by
from schemas.proofs.proof_file import InclusionProof
from schemas.proofs.tiles import Tile, root_at
from schemas.proofs.tree import ProofError, leaf_hash, verify_consistency
from tests.stage import Stage

_WITNESS = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
_VERIFIER = Verifier("witness.example", COSIGNATURE, _WITNESS.public_key().public_bytes_raw())
_SECOND = 1_790_000_000


@pytest.fixture
def witnessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setenv("EGENKARTA_JOURNAL_WITNESSES", str(_VERIFIER))
    with Stage.open(tmp_path) as stage:
        yield stage


def _head(stage: Stage) -> tuple[Note, Checkpoint, list[Verifier]]:
    answer = stage.http.get("/journal/checkpoint")
    assert answer.status_code == 200, answer.text
    keys = [Verifier.parse(one) for one in stage.http.get("/journal/keys").json()["keys"]]
    note = Note.parse(answer.content)
    assert signed_by(note, keys, check_ed25519)
    return note, Checkpoint.parse(note.text), keys


def _read(stage: Stage, tile: Tile) -> bytes:
    answer = stage.http.get(f"/journal/{tile.path}")
    assert answer.status_code == 200, tile.path
    assert "immutable" in answer.headers["cache-control"]
    return answer.content


def test_the_tiles_lead_to_the_signed_root_and_the_tree_only_grew(stage: Stage) -> None:
    assert stage.http.get("/journal/checkpoint").status_code == 404  # nothing was taken up yet
    stage.rounds()
    _, first, _ = _head(stage)
    stage.read(stage.granted())
    stage.rounds()
    _, second, _ = _head(stage)
    assert second.size > first.size
    assert root_at(second.size, lambda tile: _read(stage, tile)) == second.root
    assert root_at(first.size, lambda tile: _read(stage, tile)) == first.root
    asked = {"from": first.size, "to": second.size}
    proof = stage.http.get("/journal/consistency", params=asked).json()
    hashes = [b64decode(one) for one in proof["hashes"]]
    verify_consistency(first.size, first.root, second.size, second.root, hashes)
    with pytest.raises(ProofError):
        verify_consistency(first.size, second.root, second.size, second.root, hashes)


def test_what_is_not_there_is_not_available(stage: Stage) -> None:
    stage.rounds()
    for address in (
        "tile/0/001",
        "tile/0/000",
        "tile/0/000.p/255",
        "tile/1/000.p/1",
        "tile/entries/000",
        "tile/99/000",
        "tile/0/0",
        "tile/0/x999/999/999",
        "consistency?from=0&to=100000",
        "consistency?from=3&to=2",
    ):
        assert stage.http.get(f"/journal/{address}").status_code == 404, address


def test_her_line_is_proved_with_what_she_is_given_and_nobody_elses_is(stage: Stage) -> None:
    stage.read(stage.granted())
    hers = stage.individual("astrid")
    line = stage.http.get("/v1/me/disclosures", headers=hers).json()["disclosures"][0]
    address = f"/v1/me/journal/{line['id']}/proof"
    assert stage.http.get(address, headers=hers).status_code == 404
    stage.rounds()
    told = stage.http.get(address, headers=hers).json()
    row = orjson.loads(told["row"])
    assert (row["id"], row["kind"], row["outcome"]) == (line["id"], "read", "disclosed")
    assert row["sealed"] == sha256(told["sealed"].encode()).hexdigest()
    assert orjson.loads(told["sealed"])["case_reference"] == line["case_reference"]
    imprint = b64decode(told["imprint"])
    leaf = leaf_hash(hmac.digest(b64decode(told["row_key"]), told["row"].encode(), "sha256") + imprint)
    assert len(imprint) == 16
    _, head, keys = _head(stage)
    proof = InclusionProof.parse(told["proof"].encode())
    assert proof.verify(leaf, keys, check_ed25519) == head
    changed = told["row"].replace("disclosed", "refused")
    other = leaf_hash(hmac.digest(b64decode(told["row_key"]), changed.encode(), "sha256") + imprint)
    with pytest.raises(ProofError):
        proof.verify(other, keys, check_ed25519)
    assert stage.http.get(address, headers=stage.individual("bo")).status_code == 404


def test_a_witness_hands_in_what_it_signed_and_it_goes_along(witnessed: Stage) -> None:
    stage = witnessed
    stage.rounds()
    note, _, _ = _head(stage)

    def line(text: str) -> str:
        signed = _WITNESS.sign(cosigned(text, _SECOND))
        return cosignature(_VERIFIER, _SECOND, signed).line

    sent = stage.http.post("/journal/cosignatures", content=line("another text\n"))
    assert sent.status_code == 422
    assert stage.http.post("/journal/cosignatures", content="nothing\n").status_code == 422
    for _ in range(2):
        assert stage.http.post("/journal/cosignatures", content=line(note.text)).status_code == 204
    cosigned_note, _, _ = _head(stage)
    assert len(cosigned_note.signatures) == len(note.signatures) + 1
    assert signed_by(cosigned_note, [_VERIFIER], check_ed25519) == [(_VERIFIER, _SECOND)]


def test_nothing_of_anybody_is_in_what_anybody_may_fetch(stage: Stage) -> None:
    stage.read(stage.granted())
    stage.rounds()
    _, head, _ = _head(stage)
    told = stage.http.get("/journal/checkpoint").text + stage.http.get("/journal/keys").text
    assert "ind_" not in told
    assert len(_read(stage, Tile(0, 0, head.size))) == head.size * 32
