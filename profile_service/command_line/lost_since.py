"""What was lost between a backup and the last thing that somebody outside knows of the journal."""

from pathlib import Path
from typing import Final

from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.manifest import JournalHead
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import Note, NoteError

_PAUSE: Final = "A withdrawal may be among it: --pause-everybody lets nobody read before she has looked."
ADVICE: Final = (
    "Whoever cosigns the journal will see it go back, and refuse: that is right. Tell them, and the people concerned, that a "
    "backup was put back, from when it is, and what was lost (deploy/BACKUP.md, 'After a restore'); the witness "
    "starts a new file for the journal from now on, and keeps the old one."
)


def journal_words(head: JournalHead, checkpoint: Path | None) -> list[str]:
    """For whoever puts a backup back.

    Raises:
        BackupError: the file holds no checkpoint, or one that this journal can never have had.
    """
    if checkpoint is None:
        return [
            "What was written since is lost. How much, a checkpoint that a witness keeps would tell: --checkpoint FILE. "
            + _PAUSE,
            ADVICE,
        ]
    known = _read(checkpoint)
    if known.size < head.size:
        return [
            f"The checkpoint is older than the backup: {known.size} leaves, the backup has {head.size}. {_PAUSE}",
            ADVICE,
        ]
    if known.size == head.size:
        if known.root.hex() != head.root:
            raise BackupError(
                f"{checkpoint} is another journal's, or one of the two was changed: they have the same size and not the same root"
            )
        return [
            "Nothing was lost that the checkpoint knows of: it is the backup's own. What was written after it, in the last second "
            f"before the end or since it was kept, nobody has counted. {_PAUSE}"
        ]
    lost = known.size - head.size
    return [
        f"LOST: {lost} lines of the journal, from {head.size} to {known.size - 1}, with what they tell of. {_PAUSE}",
        ADVICE,
    ]


def went_back_words(kept: bytes, size: int) -> str:
    """What a checkpoint that was kept says of a tree that ends here now."""
    try:
        known = Checkpoint.parse(Note.parse(kept).text)
    except NoteError as error:
        return f"What was kept outside is no checkpoint: {error}."
    if known.size > size:
        return f"LOST: {known.size - size} lines, from {size} to {known.size - 1}, which the checkpoint kept outside knows of."
    return f"The checkpoint kept outside is of {known.size} lines: nothing that it knows of is missing."


def _read(path: Path) -> Checkpoint:
    try:
        return Checkpoint.parse(Note.parse(path.read_bytes()).text)
    except NoteError as error:
        raise BackupError(f"{path} is no checkpoint: {error}") from None
