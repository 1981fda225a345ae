"""Checking without asking anybody that a line of the log stands in the journal's tree: the line, its key, and the way up to what was signed.

Nothing here talks to the service. The journal's keys are those that it has published; a witness's come from whoever keeps the witness.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from clients import ed25519
from clients.errors import EgenkartaError, InvalidArgumentError
from schemas.access.journal import JournalKeys, LineProof
from schemas.proofs.notes import COSIGNATURE, ED25519, Note, NoteError, Verifier, signed_by
from schemas.proofs.proof_file import InclusionProof
from schemas.proofs.tree import ProofError, leaf_hash


class InvalidProofError(EgenkartaError):
    """This does not prove that the line stands in the journal: what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Who may have signed: the journal under its name, and witnesses."""

    journal: tuple[Verifier, ...]
    witnesses: tuple[Verifier, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvedLine:
    """A line that stands in the journal.

    `cosigned` says which witness saw the tree that it stands in, and when. `sealed` is what only she can open, where it was told.
    """

    line: Mapping[str, Any]
    sealed: Mapping[str, Any]
    position: int
    tree_size: int
    origin: str
    cosigned: tuple[tuple[str, datetime], ...]

    @property
    def told(self) -> dict[str, object]:
        """The same as JSON."""
        return {
            "line": self.line,
            "sealed": self.sealed,
            "position": self.position,
            "tree_size": self.tree_size,
            "origin": self.origin,
            "cosigned": [{"witness": name, "at": at.isoformat()} for name, at in self.cosigned],
        }


def read_journal_keys(content: bytes, witnesses: Sequence[str] = ()) -> Keys:
    """The published keys, from a file, and the keys of witnesses as their keepers gave them.

    All of them have the journal's name, which follows from the service's address, and a proof is of that name alone. One that
    was made under a former address is right with the keys as they were published there, so these are kept with it. That
    `journal verify` takes its keys under whatever name is no model: there whoever runs the journal looks at his own.

    Args:
        witnesses: in place of those that the service names.

    Raises:
        InvalidArgumentError: these are none.
    """
    try:
        keys = JournalKeys.model_validate_json(content)
        journal = tuple(Verifier.parse(one) for one in keys.keys)
        seen = tuple(Verifier.parse(one) for one in (witnesses or keys.witnesses))
    except (ValidationError, NoteError):
        raise InvalidArgumentError(
            "these are not a journal's keys; expected what 'egenkarta-client journal-keys' writes"
        ) from None
    if any(one.kind != ED25519 for one in journal) or any(one.kind != COSIGNATURE for one in seen):
        raise InvalidArgumentError("a witness's key stands among the journal's, or the other way round")
    if any(one.name != keys.origin for one in journal):
        raise InvalidArgumentError("a key has another name than the journal that it is said to be of")
    return Keys(journal, seen)


def verify_line(content: bytes, keys: Keys) -> ProvedLine:
    """Check the proof of a line, as the API returns it.

    Raises:
        InvalidProofError: it proves nothing, or something was changed in it.
    """
    try:
        proof = LineProof.model_validate_json(content)
    except ValidationError:
        raise InvalidProofError(
            "this is not the proof of a line; expected what 'egenkarta-client line-proof' writes"
        ) from None
    return verify_proof(proof, keys)


def verify_proof(proof: LineProof, keys: Keys) -> ProvedLine:
    """As `verify_line`, once it is read."""
    row = proof.row.encode()
    line = _object(row, "the line")
    sealed = _sealed(proof, line)
    if line.get("id") != proof.event_id:
        raise InvalidProofError("the line is not the one that it is said to be")
    commitment = hmac.digest(base64.b64decode(proof.row_key), row, "sha256")
    try:
        inclusion = InclusionProof.parse(proof.proof.encode())
        leaf = leaf_hash(commitment + base64.b64decode(proof.imprint))
        head = inclusion.verify(leaf, keys.journal, ed25519.check)
    except (NoteError, ProofError) as error:
        raise InvalidProofError(f"the line is not proved to stand in the journal: {error}") from None
    if (inclusion.index, head.size) != (proof.leaf_index, proof.tree_size):
        raise InvalidProofError("what stands beside the proof is not what is proved")
    cosigned = _cosigned(inclusion.checkpoint, keys.witnesses)
    return ProvedLine(line, sealed, inclusion.index, head.size, head.origin, cosigned)


def _sealed(proof: LineProof, line: Mapping[str, Any]) -> Mapping[str, Any]:
    if proof.sealed is None:
        return {}
    if hashlib.sha256(proof.sealed.encode()).hexdigest() != line.get("sealed"):
        raise InvalidProofError("what was sealed in the line is not what is told of it")
    return _object(proof.sealed.encode(), "what was sealed")


def _cosigned(note: Note, witnesses: Sequence[Verifier]) -> tuple[tuple[str, datetime], ...]:
    """Who saw this tree. A false signature in a witness's name spoils the proof; none at all does not."""
    try:
        found = signed_by(note, witnesses, ed25519.check)
    except NoteError as error:
        names = {(one.name, one.key_id) for one in witnesses}
        if names & {(one.name, one.key_id) for one in note.signatures}:
            raise InvalidProofError(f"a cosignature is false: {error}") from None
        return ()
    return tuple((one.name, datetime.fromtimestamp(second or 0, UTC)) for one, second in found)


def _object(content: bytes, what: str) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InvalidProofError(f"{what} is no JSON object")
    return found
