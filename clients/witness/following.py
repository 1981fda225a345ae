"""A witness that goes and looks: fetches a log's checkpoint, proves from its tiles that it grew, cosigns, and hands that in."""

import contextlib
from collections.abc import Callable
from typing import Final, NoReturn

import httpx

from clients import ed25519
from clients.address import is_loopback, secure_address
from clients.errors import EgenkartaError, UnexpectedAnswerError
from clients.witness.asking import Asker
from clients.witness.judging import Finding, Judgement, Witness
from clients.witness.memory import WatchedLog
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import Note, NoteError, signed_by
from schemas.proofs.tiles import WIDTH, Tile, consistency_proof, root_at
from schemas.proofs.tree import HASH_BYTES, ProofError

_LOOKS: Final = 3
_BETWEEN_LOOKS: Final = 0.5


class MisbehaviourError(EgenkartaError):
    """The log shrank, forked or was rewritten. What it signed is kept as evidence."""


class Follower:
    """Looks at one log over HTTP.

    Args:
        prefix: below which the log has its checkpoint and its tiles, as in https://egenkarta.example/journal.
        sends: whether cosignatures are handed in at the log.
        sleep: waits that many seconds.

    Raises:
        InvalidArgumentError: this is no address, or it is plain HTTP to another machine.
    """

    def __init__(self, witness: Witness, prefix: str, sends: bool, sleep: Callable[[float], object]) -> None:
        base = secure_address(prefix.rstrip("/"))
        self._prefix = str(base)
        self._witness = witness
        self._sends = sends
        self._sleep = sleep
        # A proxy of the environment has no part in talking to this very machine.
        self._asker = Asker(direct=is_loopback(base.host))

    def look(self) -> Judgement | None:
        """Look once; None where there was nothing new and the log shows this witness's cosignature already.

        Raises:
            MisbehaviourError: it shrank, forked or cannot prove that it only grew, on each of a few looks.
            UnexpectedAnswerError: what stands there is no log that is watched.
            TransportError: no answer came, or not in time.
        """
        self._asker.begin()
        for remaining in reversed(range(_LOOKS)):
            try:
                return self._look(is_last=not remaining)
            except _DoubtError:
                # Something between may have answered with what it had kept.
                self._sleep(_BETWEEN_LOOKS)
        raise AssertionError("the last look ends the loop")  # pragma: no cover

    def close(self) -> None:
        """Close the connection."""
        self._asker.close()

    def _look(self, is_last: bool) -> Judgement | None:
        note, head, log = self._checkpoint()
        own = self._witness.memory.pen.verifier
        if log.checkpoint == head:
            with contextlib.suppress(NoteError):
                signed_by(note, [own], ed25519.check)
                return None
        if head.size < log.size:
            self._doubt(
                is_last,
                note,
                f"{head.origin} shrank: it had {log.size} entries when it was witnessed, and shows {head.size} now.",
            )
        judgement = self._witness.judge(note, log.size, self._proof(head, log, note, is_last))
        if judgement.finding is Finding.UNPROVED:
            self._accuse_of_rewriting(is_last, note, head, log, judgement.said)
        if judgement.finding is Finding.FORKED:
            raise MisbehaviourError(f"{judgement.said} The evidence is {judgement.evidence}")
        if judgement.finding is Finding.OUT_OF_STEP and not is_last:
            raise _DoubtError  # another process of this witness was quicker
        if judgement.cosignature is None:
            raise UnexpectedAnswerError(judgement.said)
        if self._sends:
            self._hand_in(judgement.cosignature.line)
        return judgement

    def _checkpoint(self) -> tuple[Note, Checkpoint, WatchedLog]:
        try:
            note = Note.parse(self._get("checkpoint"))
            head = Checkpoint.parse(note.text)
        except NoteError as error:
            raise UnexpectedAnswerError(f"{self._prefix}/checkpoint: {error}") from None
        log = self._witness.memory.logs().get(head.origin)
        if log is None:
            raise UnexpectedAnswerError(
                f"{self._prefix} is the log {head.origin!r}, which is not watched here; "
                "take it up with 'egenkarta-witness watch'"
            )
        try:
            signed_by(note, log.keys, ed25519.check)
        except NoteError as error:
            raise UnexpectedAnswerError(f"{head.origin}: {error}") from None
        return note, head, log

    def _proof(self, head: Checkpoint, log: WatchedLog, note: Note, is_last: bool) -> tuple[bytes, ...]:
        try:
            return consistency_proof(log.size, head.size, self._tile(head.size))
        except ProofError as error:
            self._accuse_of_rewriting(is_last, note, head, log, str(error))

    def _accuse_of_rewriting(
        self, is_last: bool, note: Note, head: Checkpoint, log: WatchedLog, said: str
    ) -> NoReturn:
        what = (
            f"{head.origin} was rewritten: its {head.size} entries are not proved to begin with the {log.size} "
            f"that were witnessed ({said})."
        )
        self._doubt(is_last, note, what, self._roots(head, log))

    def _roots(self, head: Checkpoint, log: WatchedLog) -> str:
        """What the log's own tiles say, for whoever reads the evidence."""
        try:
            roots = [(size, root_at(size, self._tile(head.size))) for size in (log.size, head.size)]
        except (ProofError, EgenkartaError):
            return "its tiles give no root\n"
        return "".join(f"its tiles give for {size} entries the root {root.hex()}\n" for size, root in roots)

    def _doubt(self, is_last: bool, note: Note, what: str, proof: str = "") -> NoReturn:
        if not is_last:
            raise _DoubtError
        with self._witness.memory.held() as held:
            kept = held.accuse(what, Checkpoint.parse(note.text).origin, note, proof)
        raise MisbehaviourError(f"{what} The evidence is {kept}")

    def _tile(self, size: int) -> Callable[[Tile], bytes]:
        def read(tile: Tile) -> bytes:
            # What reads a smaller tree out of a larger one's tiles asks for less of a tile than is there.
            there = min((size >> (8 * tile.level)) - tile.index * WIDTH, WIDTH)
            wide = Tile(tile.level, tile.index, there)
            try:
                content = self._get(wide.path)
            except UnexpectedAnswerError:
                if wide.whole:
                    raise
                content = self._get(Tile(tile.level, tile.index).path)
            return content[: tile.width * HASH_BYTES]

        return read

    def _get(self, path: str) -> bytes:
        status, content = self._asker.ask("GET", f"{self._prefix}/{path}")
        if status != httpx.codes.OK:
            raise UnexpectedAnswerError(f"{self._prefix}/{path} answered {status}")
        return content

    def _hand_in(self, line: str) -> None:
        status, _ = self._asker.ask("POST", f"{self._prefix}/cosignatures", line.encode())
        if not httpx.codes.is_success(status):
            raise UnexpectedAnswerError(
                f"the log did not take the cosignature ({status}): right would be this witness's key "
                "in the EGENKARTA_JOURNAL_WITNESSES of whoever runs it"
            )


class _DoubtError(Exception):
    """It looks wrong; look again before saying so."""
