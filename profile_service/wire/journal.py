"""The journal's proofs, on the wire."""

from base64 import b64encode
from collections.abc import Sequence

from profile_service.actions.journal_proofs import LineProof
from profile_service.portability.own_format import Wire


def render_line_proof(proved: LineProof) -> Wire:
    """`schemas.access.journal.LineProof`."""
    line = proved.line
    return {
        "event_id": line.event,
        "row": line.row.decode(),
        "row_key": b64encode(line.row_key).decode(),
        "imprint": b64encode(line.imprint).decode(),
        "sealed": None if line.sealed is None else line.sealed.decode(),
        "leaf_index": line.position,
        "tree_size": proved.size,
        "proof": proved.proof.encode().decode(),
    }


def render_consistency(old: int, new: int, hashes: Sequence[bytes]) -> Wire:
    """`schemas.access.journal.ConsistencyProof`."""
    return {"old_size": old, "new_size": new, "hashes": [b64encode(one).decode() for one in hashes]}


def render_keys(origin: str, keys: Sequence[str], witnesses: Sequence[str]) -> Wire:
    """`schemas.access.journal.JournalKeys`."""
    return {"origin": origin, "keys": list(keys), "witnesses": list(witnesses)}
