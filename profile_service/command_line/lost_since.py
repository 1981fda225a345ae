"""What was lost between a backup and the last thing that somebody outside knows of the journal."""

from pathlib import Path
from typing import Final

from profile_service.signing.journal_keys import JournalKeys
from profile_service.signing.journal_signer import JournalSigner, check_ed25519
from profile_service.storage.backups.errors import BackupError
from profile_service.storage.backups.manifest import JournalHead
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import Note, NoteError, signed_by

_PAUSE: Final = (
    "A withdrawal, or the end of a mandate, may be among it: --pause-everybody lets nobody read or act for her before she has "
    "looked."
)
ADVICE: Final = (
    "Whoever cosigns the journal will see it go back, and refuse: that is right. Tell them, and the people concerned, that a "
    "backup was put back, from when it is, and what was lost (deploy/BACKUP.md, 'After a restore'); the witness "
    "goes on when its keeper lets it begin anew (deploy/WITNESS.md), and keeps what it has."
)


STANDS_AGAIN: Final = (
    "What was taken away since the backup stands again: a passkey, a sheet or an e-ID that somebody removed signs in as her, a "
    "member of staff or a key that an organisation removed is there. Nobody here knows which: ask people to look at their ways "
    "in, and organisations at their staff and keys (deploy/BACKUP.md, 'After a restore'). Start codes and invitations are dead."
)


def lost_words(head: JournalHead, keys: JournalKeys, given: Path | None, outside: Path) -> list[str]:
    """For whoever puts a backup back: by the checkpoint that is given, or else by the one that was kept outside.

    Raises:
        BackupError: what is given holds no checkpoint of this journal, or either holds one that it can never have had.
    """
    if given is not None:
        return journal_words(head, read_checkpoint(given, keys))
    if not outside.exists():
        return journal_words(head, None)
    try:
        known = read_checkpoint(outside, keys)
    except (BackupError, OSError) as error:
        # Nobody asked for it, and whoever may write there could otherwise keep a backup from being put back.
        return [f"Nothing is concluded from what was kept outside: {error}.", *journal_words(head, None)]
    return journal_words(head, known)


def read_checkpoint(path: Path, keys: JournalKeys) -> Checkpoint:
    """What this journal has said of itself, under whatever name it had then: that changes with the service's address.

    Raises:
        BackupError: it is no checkpoint, or none of these keys signed it.
    """
    try:
        note = Note.parse(path.read_bytes())
        known = Checkpoint.parse(note.text)
        signed_by(note, JournalSigner(keys, known.origin).verifiers, check_ed25519)
    except NoteError as error:
        raise BackupError(
            f"{path} is no checkpoint of this journal: {error}; right would be what 'egenkarta journal checkpoint' wrote, or "
            "the same note as a witness keeps it"
        ) from None
    return known


def journal_words(head: JournalHead, known: Checkpoint | None) -> list[str]:
    """What is lost since, by a checkpoint that this journal signed.

    Raises:
        BackupError: the journal of the backup is not the one that signed it.
    """
    if known is None:
        return [
            "What was written since is lost. How much, a checkpoint that a witness keeps would tell: --checkpoint FILE. "
            + _PAUSE,
            ADVICE,
        ]
    if known.size < head.size:
        return [
            f"The checkpoint is older than the backup: {known.size} leaves, the backup has {head.size}. {_PAUSE}",
            ADVICE,
        ]
    if known.size == head.size:
        if known.root.hex() != head.root:
            raise BackupError(
                f"the checkpoint is another journal's, or one of the two was changed: both have {known.size} leaves, and not the "
                "same root; right would be one from after the backup, of the journal that was backed up"
            )
        return [
            "Nothing was lost that the checkpoint knows of: it is the backup's own. What was written after it, in the last second "
            f"before the end or since it was kept, nobody has counted. {_PAUSE}"
        ]
    lost = known.size - head.size
    return [
        f"LOST: {lost} lines of the journal, the leaves {head.size} to {known.size - 1} of its tree, with what they tell of. {_PAUSE}",
        ADVICE,
    ]


def went_back_words(kept: bytes, size: int) -> str:
    """How many lines a checkpoint that was kept knows of beyond a tree that ends here now; nothing where it is none, or no larger."""
    try:
        known = Checkpoint.parse(Note.parse(kept).text)
    except NoteError:
        return ""
    lost = known.size - size
    return f"LOST: {lost} lines, the leaves {size} to {known.size - 1} of the tree. " if lost > 0 else ""
