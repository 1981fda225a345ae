"""A receipt carries the proof that the line which names it stands in the tree; it travels beside what was signed."""

import hmac
from base64 import b64decode
from hashlib import sha256

import orjson

from profile_service.signing.journal_signer import check_ed25519
from schemas.access.receipts import Receipt
from schemas.proofs.notes import Verifier
from schemas.proofs.proof_file import InclusionProof
from schemas.proofs.tree import leaf_hash
from tests.stage import Stage


def test_each_receipt_is_proved_once_its_line_is_in_the_tree(stage: Stage) -> None:
    grant = stage.granted()
    stage.withdraw(grant)
    hers = stage.individual("astrid")
    at_once = stage.http.get("/v1/me/receipts", headers=hers).json()["receipts"]
    assert [one["journal"] for one in at_once[:2]] == [None, None]
    stage.rounds()
    keys = [Verifier.parse(one) for one in stage.http.get("/journal/keys").json()["keys"]]
    taken = stage.http.get("/v1/me/export", headers=hers).json()["receipts"]
    found = stage.http.get("/v1/me/receipts", headers=hers).json()["receipts"]
    assert {one["kind"] for one in found} >= {"given", "withdrawn"}
    for receipt in [*found, *taken]:
        read = Receipt.model_validate(receipt)
        assert read.journal is not None
        assert read.journal.sealed is not None
        row, sealed = orjson.loads(read.journal.row), orjson.loads(read.journal.sealed)
        assert row["sealed"] == sha256(read.journal.sealed.encode()).hexdigest()
        assert sealed["receipt"] == read.id
        assert sealed["receipt_sha256"] == sha256(read.signed.encode()).hexdigest()
        commitment = hmac.digest(b64decode(read.journal.row_key), read.journal.row.encode(), "sha256")
        leaf = leaf_hash(commitment + b64decode(read.journal.imprint))
        proof = InclusionProof.parse(read.journal.proof.encode())
        assert proof.verify(leaf, keys, check_ed25519).size == read.journal.tree_size


def test_the_organisations_copy_names_no_id_of_hers(stage: Stage) -> None:
    grant = stage.granted()
    stage.rounds()
    answer = stage.http.get(f"/v1/receipts/{grant}", headers=stage.organisation("norrsken"))
    assert answer.status_code == 200
    assert "journal" not in answer.json()
