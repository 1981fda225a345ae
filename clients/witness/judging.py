"""What a witness signs and what it refuses (C2SP tlog-witness, `add-checkpoint`), and what counts as proved misbehaviour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Final

from clients import ed25519
from clients.witness.memory import Held, Memory, WatchedLog
from schemas.proofs.checkpoint import Checkpoint, read_size
from schemas.proofs.notes import Note, NoteError, Signature, signed_by
from schemas.proofs.proof_file import read_hashes
from schemas.proofs.tree import ProofError, verify_consistency

_OLD: Final = "old "
_LARGEST_TEXT: Final = 16 * 1024
"""Bytes of a checkpoint: what is signed must fit into the memory, together with what signs it."""


class Finding(Enum):
    """What came of a look at a checkpoint."""

    COSIGNED = auto()
    UNKNOWN_LOG = auto()
    UNSIGNED = auto()
    """None of the keys that this log may use signed it."""
    UNREADABLE = auto()
    OUT_OF_STEP = auto()
    """The proof begins at another size than the one that was witnessed last."""
    UNPROVED = auto()
    """It is not proved to begin with what was witnessed."""
    FORKED = auto()
    """The log signed two different trees of one size."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A finding; the size that was witnessed last, the cosignature where there is one, else what is wrong."""

    finding: Finding
    size: int = 0
    cosignature: Signature | None = None
    said: str = ""
    evidence: Path | None = None


class Witness:
    """Judges checkpoints, one at a time, against what it remembers.

    Args:
        now: the time in seconds, which a cosignature says.
    """

    def __init__(self, memory: Memory, now: Callable[[], float]) -> None:
        self.memory = memory
        self._now = now

    def take(self, body: bytes) -> Judgement:
        """A request as it comes over HTTP: the old size, the proof, and the checkpoint."""
        try:
            old, proof, note = read_request(body)
        except (NoteError, ProofError) as error:
            return Judgement(Finding.UNREADABLE, said=str(error))
        return self.judge(note, old, proof)

    def judge(self, note: Note, old: int, proof: Sequence[bytes]) -> Judgement:
        """Cosign a checkpoint that grew out of what was witnessed. What is signed is remembered before this returns."""
        try:
            head = Checkpoint.parse(note.text)
        except NoteError as error:
            return Judgement(Finding.UNREADABLE, said=str(error))
        if len(note.text.encode()) > _LARGEST_TEXT:
            return Judgement(Finding.UNREADABLE, said="this checkpoint says far more than one would")
        with self.memory.held() as held:
            log = held.logs.get(head.origin)
            if log is None:
                return Judgement(Finding.UNKNOWN_LOG, said="this log is not watched here")
            try:
                signed_by(note, log.keys, ed25519.check)
            except NoteError as error:
                return Judgement(Finding.UNSIGNED, log.size, said=str(error))
            return self._judge(held, log, note, head, old, proof)

    def _judge(
        self, held: Held, log: WatchedLog, note: Note, head: Checkpoint, old: int, proof: Sequence[bytes]
    ) -> Judgement:
        before = log.checkpoint
        if before is not None and head.size == before.size and head.root != before.root:
            what = (
                f"{head.origin} signed two different trees of {head.size} entries: its journal was rewritten."
            )
            kept = held.accuse(what, head.origin, note)
            return Judgement(Finding.FORKED, log.size, said=what, evidence=kept)
        if old > head.size:
            return Judgement(Finding.UNREADABLE, log.size, said="the old size is larger than the new one")
        if old != log.size:
            said = f"the last checkpoint that was witnessed has {log.size} entries, not {old}"
            return Judgement(Finding.OUT_OF_STEP, log.size, said=said)
        try:
            if before is None:
                _check_first(proof)
            else:
                verify_consistency(old, before.root, head.size, head.root, proof)
        except ProofError as error:
            return Judgement(Finding.UNPROVED, log.size, said=str(error))
        mine = held.remember(head.origin, plain(note, log), int(self._now()))
        return Judgement(Finding.COSIGNED, head.size, mine)


def plain(note: Note, log: WatchedLog) -> Note:
    """The note with the signatures of the log alone, each once: what others cosigned is not for this witness to remember."""
    known = {(key.name, key.key_id) for key in log.keys}
    return Note(note.text, ()).adding(one for one in note.signatures if (one.name, one.key_id) in known)


def read_request(body: bytes) -> tuple[int, tuple[bytes, ...], Note]:
    """The body of `add-checkpoint`. Raises NoteError, ProofError for anything else."""
    head, blank, note = body.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        lines = [""]
    if not blank or not lines[0].startswith(_OLD):
        raise NoteError("expected a line with the old size, the proof, an empty line and a checkpoint")
    return read_size(lines[0].removeprefix(_OLD)), read_hashes(lines[1:]), Note.parse(note)


def _check_first(proof: Sequence[bytes]) -> None:
    if proof:
        raise ProofError("from an empty tree there is nothing to prove")
