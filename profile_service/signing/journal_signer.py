"""Signs the journal's checkpoints as notes (C2SP signed-note, tlog-checkpoint), and verifies what was signed."""

from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from profile_service.signing.journal_keys import JournalKeys
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import ED25519, Note, Signature, Verifier


class JournalSigner:
    """Signs under one origin, with the key in use and the one before it.

    Args:
        origin: the log's name, which is the keys' name as well.
    """

    def __init__(self, keys: JournalKeys, origin: str) -> None:
        self.origin = origin
        self._signing = [
            (Verifier(origin, ED25519, key.public), Ed25519PrivateKey.from_private_bytes(key.seed))
            for key in keys.signing
            if key.seed is not None
        ]
        signing = [one for one, _ in self._signing]
        former = [Verifier(origin, ED25519, key.public) for key in keys.keys.values()]
        self.verifiers: tuple[Verifier, ...] = (*signing, *(one for one in former if one not in signing))
        """Every key that checkpoints have been signed with, the one in use first."""

    def sign_checkpoint(self, size: int, root: bytes) -> bytes:
        """The note that says: this log has this many leaves, with this root. Whoever calls has made sure that it is so."""
        text = Checkpoint(self.origin, size, root).text
        signatures = (
            Signature(verifier.name, verifier.key_id, key.sign(text.encode()))
            for verifier, key in self._signing
        )
        return Note(text, tuple(signatures)).encode()


def check_ed25519(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this key signed this message; see `schemas.proofs.notes.CheckSignature`."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):  # no point on the curve
        return False
    return True


def parse_verifiers(written: Sequence[str]) -> tuple[Verifier, ...]:
    """Verifier keys as they stand in settings. Raises NoteError."""
    return tuple(Verifier.parse(one) for one in written)
