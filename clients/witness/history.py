"""The notes that a witness kept, about one a minute: what its memory is held against, and what a journal is.

The memory is written first, so it is never behind this. Where it is, somebody touched it or put an older one back.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from clients import ed25519
from clients.errors import EgenkartaError
from clients.witness.files import sync_folder
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.kept_notes import end_of_last, notes_of
from schemas.proofs.notes import Note, NoteError, Verifier

_TAIL: Final = 2_100_000
"""Bytes: more than the two largest notes, so that the end of a whole one is among them."""


class ForgottenError(EgenkartaError):
    """The witness's own files are not as it left them, so it cannot say what it saw."""


class History:
    """The file of one witness.

    Args:
        own: by what its cosignatures are known.
    """

    def __init__(self, path: Path, own: Verifier) -> None:
        self._path = path
        self._own = own

    def append(self, note: Note) -> None:
        """Write a note behind the last whole one: what a crash or a full disk cut short was never told to anybody."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+b") as file:
            _cut_what_is_torn(file)
            file.write(note.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self._path.parent)

    def check_memory(self, origin: str, known: Checkpoint | None, since: int) -> None:
        """See that nothing larger was witnessed after this second than the memory knows of.

        Where the memory knows of something, the newest of the history is looked at; else all of it.

        Raises:
            ForgottenError: the history knows better.
        """
        size = 0 if known is None else known.size
        for second, note in reversed(list(self._notes(origin, None if known is None else _TAIL))):
            if second > since and Checkpoint.parse(note.text).size > size and self._is_own(note):
                raise ForgottenError(
                    f"{self._path} knows of {Checkpoint.parse(note.text).size} entries of {origin} that were witnessed, and "
                    f"the memory beside it of {size}: it was touched, or is an older one; nothing is signed before you "
                    "put the right one back, or say 'egenkarta-witness begin-anew'"
                )

    def newest(self, origin: str) -> int:
        """The second of the last cosignature of a log that was kept; 0 where there is none. Raises ForgottenError."""
        return max((second for second, _ in self._notes(origin, None)), default=0)

    def _notes(self, origin: str, last: int | None) -> Iterator[tuple[int, Note]]:
        """Notes of a log and when this witness signed them, from the last so many bytes."""
        try:
            for note in notes_of(self._read(last)):
                if note.text.startswith(f"{origin}\n"):
                    for one in note.signatures:
                        if (one.name, one.key_id) == (self._own.name, self._own.key_id):
                            yield int.from_bytes(one.blob[:8], "big"), note
        except NoteError as error:
            raise ForgottenError(f"{self._path} is not as the witness left it: {error}") from None

    def _read(self, last: int | None) -> bytes:
        try:
            with self._path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                if last is None or size <= last:
                    file.seek(0)
                    return file.read()
                file.seek(size - last)
                return file.read().partition(b"\n")[2]
        except FileNotFoundError:
            return b""

    def _is_own(self, note: Note) -> bool:
        mine = [one for one in note.signatures if one.key_id == self._own.key_id]
        try:
            self._own.check(note.text, mine[0], ed25519.check)
        except NoteError:
            return False
        return True


def _cut_what_is_torn(file: BinaryIO) -> None:
    size = file.seek(0, os.SEEK_END)
    first = max(0, size - _TAIL)
    file.seek(first)
    tail = file.read()
    end = end_of_last(tail)
    if tail[end:] != b"\n" and (end or not first):
        file.truncate(first + end)
        file.seek(first + end)
        file.write(b"\n" if end else b"")
