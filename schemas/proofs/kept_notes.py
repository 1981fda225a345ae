"""Notes that somebody kept: one, several in one file, or what a witness remembers."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import Note, NoteError, Signature

_DASH: Final = "\u2014 ".encode()


def read_notes(content: bytes, origin: str | None = None) -> list[Note]:
    """All notes of a file, in its order: a checkpoint, a witness's history, or a witness's memory.

    A note that was cut off while it was written is passed over, at the end or with others behind it.

    Args:
        origin: of a witness's memory, the log whose note is meant; all of them where it is not said.

    Raises:
        NoteError: there is none.
    """
    notes = _remembered(content, origin) if content.lstrip()[:1] == b"{" else notes_of(content)
    if not notes:
        raise NoteError("there is no checkpoint in it")
    return notes


def notes_of(content: bytes) -> list[Note]:
    """The whole notes of a history, none where it has none. Raises NoteError where one of them cannot be read."""
    return [_note(one) for one in _each(content)]


def end_of_last(content: bytes) -> int:
    """Where the last whole signature line of a history, or of the end of one, ends: what stands behind it was cut off."""
    ends = [one.end for one in _each(content)]
    return ends[-1] if ends else 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """The lines of a text, maybe behind what is left of another, with the whole signature lines under it."""

    text: Sequence[bytes]
    signatures: Sequence[bytes]
    end: int


def _remembered(content: bytes, origin: str | None) -> list[Note]:
    try:
        logs = json.loads(content)["logs"]
        written = [log["note"] for name, log in logs.items() if origin in (None, name)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoteError("this is JSON, but not a witness's memory") from None
    return [Note.parse(_encoded(one)) for one in written if isinstance(one, str)]


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a character, which JSON can say
        raise NoteError("a signed note is UTF-8") from None


def _each(content: bytes) -> Iterator[_Kept]:
    """A checkpoint's text has no empty line, so one begins where signature lines end, or where there are none under one."""
    text: list[bytes] = []
    signatures: list[bytes] = []
    is_text, at, end = True, 0, 0
    for line in content.split(b"\n")[:-1]:  # the last one has no end: it was cut off, or is nothing
        at += len(line) + 1
        if is_text:
            is_text = bool(line) or not text
            text += [line] if line else []
        elif _is_signature(line):
            signatures.append(line)
            end = at
        else:
            if signatures:
                yield _Kept(text, signatures, end)
            text, signatures, is_text = [line] if line else [], [], True
    if signatures:
        yield _Kept(text, signatures, end)


def _is_signature(line: bytes) -> bool:
    try:
        Signature.parse(line.decode())
    except (NoteError, UnicodeDecodeError):
        return False
    return line.startswith(_DASH)


def _note(kept: _Kept) -> Note:
    signatures = b"".join(line + b"\n" for line in kept.signatures)
    names = {Signature.parse(line.decode()).name.encode() for line in kept.signatures}
    text = _own_text(kept.text, sorted(names, key=len, reverse=True))
    return Note.parse(b"".join(line + b"\n" for line in text) + b"\n" + signatures)


def _own_text(lines: Sequence[bytes], names: Sequence[bytes]) -> Sequence[bytes]:
    """The checkpoint that is signed, without what is left of one before it that was cut off within its text.

    Args:
        names: of those who signed, the longest first.

    It begins with the log's name, which is one of those who signed it, so the last place is right where that stands and
    a size and a root follow. What begins in no such way is taken as it is.
    """
    ends = tuple(names)
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].endswith(ends):
            name = next(one for one in names if lines[at].endswith(one))
            if _is_checkpoint([name, *lines[at + 1 : at + 3]]):
                return [name, *lines[at + 1 :]]
    return lines


def _is_checkpoint(lines: Sequence[bytes]) -> bool:
    try:
        Checkpoint.parse(b"".join(line + b"\n" for line in lines).decode())
    except (NoteError, UnicodeDecodeError):
        return False
    return True
