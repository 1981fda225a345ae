"""The newest checkpoint of the journal outside of the database: what a database that went back is held against.

One file for those who share a folder, written about once a second while the journal grows. It holds what anybody may read at
`GET /journal/checkpoint`. It is never ahead of what is on disk in the database: a checkpoint is written here after its commit.
"""

from pathlib import Path
from typing import Final

from profile_service.storage.outside import locked, set_aside, write_whole
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import Note, NoteError

NAME: Final = "checkpoint.note"
_LARGEST: Final = 64 * 1024


class OuterCheckpoint:
    """The file in one folder. It is made with the first checkpoint."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def read(self) -> bytes | None:
        """The note, whatever it says; None where there is none. OSError where it cannot be read."""
        try:
            with self.path.open("rb") as file:
                return file.read(_LARGEST)
        except FileNotFoundError:
            return None

    def keep(self, note: bytes) -> None:
        """Put this note in the place of a smaller one, durably. One that is as large or larger stays: another process wrote it.

        Raises:
            OSError: it cannot be written; then what was there is still there.
            NoteError: this is no checkpoint.
        """
        size = _size(note)
        with locked(self.path):
            there = self.read()
            if there is None or _size_or_none(there) < size:
                write_whole(self.path, note)

    def set_aside(self) -> Path | None:
        """Go on without it: the database is rightly an older one. Where it lies now; None where there was none."""
        return set_aside(self.path) if self.path.exists() else None


def _size(note: bytes) -> int:
    return Checkpoint.parse(Note.parse(note).text).size


def _size_or_none(note: bytes) -> int:
    """What cannot be read is not overwritten: whoever looks at it next says that it is wrong."""
    try:
        return _size(note)
    except NoteError:
        return 2**63
