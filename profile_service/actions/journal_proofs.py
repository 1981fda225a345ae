"""What the journal tells of itself: to anybody checkpoints, tiles and proofs between them, to each what proves her own lines.

What anybody is told is hashes. A leaf is a commitment under a key of that line alone, so that nothing of a line can be guessed
from it; only who has the line and its key can work it out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from consent.request import Objection
from consent.vocabulary import IndividualId
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import EventId
from profile_service.domain.journal_tree import Checkpoint, Placed
from schemas.proofs.notes import Note, NoteError, Signature
from schemas.proofs.proof_file import InclusionProof
from schemas.proofs.tiles import Tile, consistency_proof, inclusion_proof
from schemas.proofs.tree import ProofError

ReadCosignatures = Callable[[bytes, str], Sequence[tuple[str, str]]]
"""A note and signature lines to those that are a witness's and right: whose, and the line."""
_LATE: Final = 20
"""So many checkpoints back a witness may be with its signature: it fetches one, looks at the tree, and signs."""


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A witness's signature line under the checkpoint of this size."""

    size: int
    witness: str
    line: str


@dataclass(frozen=True, slots=True)
class LineProof:
    """That a line of hers stands in the tree: the line as it is hashed, its key, and the way up to a signed checkpoint."""

    line: Placed
    proof: InclusionProof
    size: int


def newest_note(work: Work) -> Note:
    """The newest checkpoint, with whoever has cosigned it. NotAvailableError before there is any."""
    found = work.tree.checkpoint()
    if found is None:
        raise NotAvailableError
    return _with_cosignatures(work, found)


def tile_of(work: Work, path: str) -> tuple[Tile, bytes]:
    """The hashes of one tile; NotAvailableError where there is none at this path."""
    try:
        tile = Tile.parse(path)
        return tile, work.tree.tile(tile)
    except (ProofError, OverflowError):
        raise NotAvailableError from None


def consistency(work: Work, old: int, new: int) -> Sequence[bytes]:
    """The proof that the tree of one size begins with that of another (RFC 9162, 2.1.4).

    Raises:
        NotAvailableError: the tree does not go so far.
    """
    if not 0 <= old <= new <= work.tree.head().size:
        raise NotAvailableError
    return consistency_proof(old, new, work.tree.tile)


def cosignatures_in(work: Work, read: ReadCosignatures, lines: str) -> Sequence[Cosigned]:
    """What witnesses have signed of one of the newest checkpoints by these lines, and is not kept yet.

    Anybody may send lines, so they are looked at where nobody's writing waits meanwhile.

    Raises:
        ContentError: none of the lines is a witness's and right.
    """
    try:
        newest = work.tree.newest_checkpoints(_LATE) if Signature.parse_all(lines) else ()
        found = [
            Cosigned(one.size, witness, line) for one in newest for witness, line in read(one.note, lines)
        ]
    except NoteError:
        found = []
    if not found:
        right = "signature lines of a witness that is known here, of one of the newest checkpoints"
        raise ContentError([Objection("", "nobody who is known here signed a checkpoint by this", right)])
    return [one for one in found if not _is_kept(work, one)]


def keep_cosignatures(work: Work, desk: Desk, found: Sequence[Cosigned]) -> None:
    """Keep them; the first of each witness's of a checkpoint stays."""
    for one in found:
        work.tree.cosign(one.size, one.witness, one.line, desk.clock.now())


def _is_kept(work: Work, one: Cosigned) -> bool:
    """Whether a signature by this witness's key is there already; whatever second it was made at, it says the same."""
    mine = Signature.parse(one.line.rstrip("\n"))
    kept = (Signature.parse(line.rstrip("\n")) for line in work.tree.cosignatures(one.size))
    return any((other.name, other.key_id) == (mine.name, mine.key_id) for other in kept)


def prove_line(work: Work, caller: IndividualId, event: EventId) -> LineProof:
    """The proof of one line of hers.

    Raises:
        NotAvailableError: there is no such line of hers, or it is not in the tree yet, which takes a second.
    """
    proved = find_proof(work, caller, event)
    if proved is None:
        raise NotAvailableError
    return proved


def find_proof(work: Work, caller: IndividualId, event: EventId) -> LineProof | None:
    """The same; None where there is none."""
    found = work.journal.find(caller, event)
    # It may be of an account that became one with hers, and stays under that one's key.
    return None if found is None or found.individual is None else _proof_of(work, found.individual, event)


def _proof_of(work: Work, individual: IndividualId, event: EventId) -> LineProof | None:
    line, newest = work.tree.placed(individual, event), work.tree.checkpoint()
    if line is None or newest is None:
        return None
    cosigned = work.tree.cosigned()
    head = newest
    if cosigned > line.position:
        head = work.tree.checkpoint(cosigned) or newest
    hashes = inclusion_proof(line.position, head.size, work.tree.tile)
    note = _with_cosignatures(work, head)
    return LineProof(line, InclusionProof(line.position, hashes, note), head.size)


def _with_cosignatures(work: Work, checkpoint: Checkpoint) -> Note:
    lines = work.tree.cosignatures(checkpoint.size)
    return Note.parse(checkpoint.note).adding(Signature.parse(line.rstrip("\n")) for line in lines)
