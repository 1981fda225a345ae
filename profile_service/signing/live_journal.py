"""The journal's name and keys in a running service: what signs its checkpoints, and whose cosignatures it takes."""

from collections.abc import Sequence
from dataclasses import replace

from profile_service.signing.journal_signer import JournalSigner, check_ed25519
from profile_service.signing.live_ring import LiveRing
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import COSIGNATURE, Note, NoteError, Signature, Verifier, signed_by


class LiveJournal:
    """See `doors.house.Logging`: signs with the key that is in use now.

    Args:
        origin: the log's name, which is the keys' name as well.
        witnesses: verifier keys of those whose cosignatures are taken.
    """

    def __init__(self, ring: LiveRing, origin: str, witnesses: Sequence[Verifier]) -> None:
        self.origin = origin
        self._ring, self._keys = ring, ring.current.journal
        self._signer = JournalSigner(self._keys, origin)
        self._witnesses = {(one.name, one.key_id): one for one in witnesses if one.kind == COSIGNATURE}

    @property
    def verifiers(self) -> Sequence[str]:
        """The keys that checkpoints are or were signed with, the one in use first."""
        return [str(one) for one in self._now().verifiers]

    @property
    def witnesses(self) -> Sequence[str]:
        """The keys of the witnesses."""
        return [str(one) for one in self._witnesses.values()]

    def sign_checkpoint(self, size: int, root: bytes) -> bytes:
        """A note that says that this tree stands here."""
        return self._now().sign_checkpoint(size, root)

    def has_signed(self, note: bytes, size: int, root: bytes) -> bool:
        """Whether one of the journal's keys, of whatever time, signed this note, and it says this size and root.

        Under whatever name the journal had then: that follows from the service's address.
        """
        try:
            written = Note.parse(note)
            head = Checkpoint.parse(written.text)
            signed_by(
                written, [replace(one, name=head.origin) for one in self._now().verifiers], check_ed25519
            )
        except NoteError:
            return False
        return (head.size, head.root) == (size, root)

    def cosigned(self, note: bytes, lines: str) -> Sequence[tuple[str, str]]:
        """Of signature lines under a checkpoint those that are a witness's and right: whose, and the line.

        Raises:
            NoteError: these are no signature lines.
        """
        text, found = Note.parse(note).text, []
        # One of each, so that whoever sends many in a witness's name makes nobody verify more than there are witnesses.
        signed: dict[tuple[str, bytes], Signature] = {}
        for signature in Signature.parse_all(lines):
            signed.setdefault((signature.name, signature.key_id), signature)
        for key, witness in self._witnesses.items():
            if key in signed and _is_right(witness, text, signed[key]):
                found.append((f"{witness.name}+{witness.key_id.hex()}", signed[key].line))
        return found

    def _now(self) -> JournalSigner:
        keys = self._ring.current.journal
        if keys is not self._keys:
            self._keys, self._signer = keys, JournalSigner(keys, self.origin)
        return self._signer


def _is_right(witness: Verifier, text: str, signature: Signature) -> bool:
    try:
        witness.check(text, signature, check_ed25519)
    except NoteError:
        return False
    return True
