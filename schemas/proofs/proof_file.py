"""A proof that an entry stands in a log, in a text that can be kept and verified offline (C2SP tlog-proof)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from schemas.proofs.checkpoint import Checkpoint, read_size
from schemas.proofs.notes import (
    CheckSignature,
    Note,
    NoteError,
    Verifier,
    decode_base64,
    encode_hash,
    signed_by,
)
from schemas.proofs.tree import HASH_BYTES, ProofError, verify_inclusion

_FIRST: Final = "c2sp.org/tlog-proof@v1"
_INDEX: Final = re.compile(r"index (\S+)", re.ASCII)
_EXTRA: Final = "extra "
_MOST: Final = 63
_LARGEST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """Where an entry stands, the hashes beside its way up, and the checkpoint that they lead to."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes = b""

    def encode(self) -> bytes:
        """The text of the proof."""
        lines = [_FIRST]
        lines += [f"{_EXTRA}{encode_hash(self.extra)}"] if self.extra else []
        lines += [f"index {self.index}", *map(encode_hash, self.hashes), "", ""]
        return "\n".join(lines).encode() + self.checkpoint.encode()

    @classmethod
    def parse(cls, content: bytes) -> Self:
        """Read a proof. Raises NoteError for anything else. It says nothing until it is verified."""
        head, blank, note = content.partition(b"\n\n")
        if len(content) > _LARGEST or not blank:
            raise NoteError("this is no proof of a log: its parts are missing")
        try:
            lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError:
            lines = []
        if lines[:1] != [_FIRST]:
            raise NoteError(f"this is no proof of a log: it does not begin with {_FIRST}")
        extra = b""
        if lines[1:2] and lines[1].startswith(_EXTRA):
            extra = decode_base64(lines.pop(1).removeprefix(_EXTRA))
        found = _INDEX.fullmatch(lines[1]) if lines[1:] else None
        if found is None:
            raise NoteError("this is no proof of a log: it does not say which entry")
        return cls(read_size(found[1]), read_hashes(lines[2:]), Note.parse(note), extra)

    def verify(self, leaf: bytes, log: Sequence[Verifier], check: CheckSignature) -> Checkpoint:
        """Hold the proof against a leaf's hash; the checkpoint that it stands in.

        Its origin must be the name of the key that signed it. C2SP tlog-checkpoint says SHOULD; it is a must here, since
        whoever gives the keys says by their name which log is meant, and a key may sign for another one too. A log that
        was renamed is another one by this: its old checkpoints are right under the keys with its old name.

        Raises:
            NoteError: the log did not sign this checkpoint.
            ProofError: the leaf does not stand there.
        """
        names = {who.name for who, _ in signed_by(self.checkpoint, log, check)}
        head = Checkpoint.parse(self.checkpoint.text)
        if head.origin not in names:
            raise NoteError("this checkpoint is of another log than the key that signed it")
        verify_inclusion(leaf, self.index, head.size, self.hashes, head.root)
        return head


def read_hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    """The hashes of a proof, one on each line. Raises NoteError, ProofError where they cannot be."""
    if len(lines) > _MOST:
        raise ProofError(f"a proof has at most {_MOST} hashes")
    hashes = tuple(decode_base64(line) for line in lines)
    if any(len(one) != HASH_BYTES for one in hashes):
        raise ProofError(f"a hash has {HASH_BYTES} bytes")
    return hashes
