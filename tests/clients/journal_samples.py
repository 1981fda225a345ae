"""Proofs of lines as the service makes them, made here by hand with keys of our own, and the commands about them."""

import base64
import hashlib
import hmac
import json
from typing import Any

from small_service import Reply

from clients import ed25519
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import COSIGNATURE, ED25519, Note, Signature, Verifier, cosignature, cosigned
from schemas.proofs.proof_file import InclusionProof
from schemas.proofs.tree import leaf_hash, node_hash

ORIGIN = "egenkarta.example/journal"
SEED, WITNESS_SEED = bytes(range(32)), bytes(range(32, 64))
LOG = Verifier(ORIGIN, ED25519, ed25519.public_of(SEED))
WITNESS = Verifier("witness.example/w", COSIGNATURE, ed25519.public_of(WITNESS_SEED))
KEYS = {"origin": ORIGIN, "keys": [str(LOG)], "witnesses": [str(WITNESS)]}
SEALED = json.dumps({"reader": "Ann", "case": "A-1"})
SECOND = 1_772_352_000


def line(**changed: Any) -> str:
    """A line as it is hashed."""
    said = {
        "at": "2026-03-01T08:00:00.000000+00:00",
        "grant": "gra_1",
        "id": "evt_1",
        "individual": "ind_1",
        "kind": "read",
        "organisation": "org_norrsken",
        "outcome": "disclosed",
        "reason": None,
        "sealed": hashlib.sha256(SEALED.encode()).hexdigest(),
        **changed,
    }
    return json.dumps(said, separators=(",", ":"), sort_keys=True)


def line_proof(
    row: str = "",
    seed: bytes = SEED,
    witness: bytes | None = WITNESS_SEED,
    sealed: str = SEALED,
    imprint: bytes = bytes(16),
    origin: str = ORIGIN,
    name: str = ORIGIN,
    second: int = SECOND,
) -> dict[str, Any]:
    """The proof that the line stands second of two; signed in this name, and cosigned at this second."""
    said, key = row or line(sealed=hashlib.sha256(sealed.encode()).hexdigest()), bytes(32)
    first = leaf_hash(b"another line")
    leaf = leaf_hash(hmac.digest(key, said.encode(), "sha256") + imprint)
    text = Checkpoint(origin, 2, node_hash(first, leaf)).text
    log = Verifier(name, ED25519, ed25519.public_of(seed))
    note = Note(text, (Signature(log.name, log.key_id, ed25519.sign(seed, text.encode())),))
    if witness is not None:
        who = Verifier(WITNESS.name, COSIGNATURE, ed25519.public_of(witness))
        note = note.adding([cosignature(who, second, ed25519.sign(witness, cosigned(text, second)))])
    return {
        "event_id": "evt_1",
        "row": said,
        "row_key": base64.b64encode(key).decode(),
        "imprint": base64.b64encode(imprint).decode(),
        "sealed": sealed,
        "leaf_index": 1,
        "tree_size": 2,
        "proof": InclusionProof(1, (first,), note).encode().decode(),
    }


ASTRID = [
    (
        ["line-proof", "evt_1"],
        "GET",
        "/v1/me/journal/evt_1/proof",
        Reply(content=line_proof()),
        "of: 2 lines",
    ),
]
WITHOUT_AN_ANSWER = {"journal-keys", "journal-checkpoint", "verify-line"}

ME: list[tuple[Any, ...]] = [
    (
        "line_proof",
        lambda me: me.line_proof("evt_1"),
        "GET",
        "/v1/me/journal/evt_1/proof",
        Reply(content=line_proof()),
    ),
]
