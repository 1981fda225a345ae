"""Notes that somebody kept: one, several in one file, or what a witness remembers."""

import json

from schemas.proofs.notes import Note, NoteError


def read_notes(content: bytes, origin: str | None = None) -> list[Note]:
    """All notes of a file, in its order: a checkpoint, a witness's history, or a witness's memory.

    Args:
        origin: of a witness's memory, the log whose note is meant; all of them where it is not said.

    Raises:
        NoteError: there is none.
    """
    notes = _remembered(content, origin) if content.lstrip()[:1] == b"{" else _one_after_another(content)
    if not notes:
        raise NoteError("there is no checkpoint in it")
    return notes


def _remembered(content: bytes, origin: str | None) -> list[Note]:
    try:
        logs = json.loads(content)["logs"]
        written = [log["note"] for name, log in logs.items() if origin in (None, name)]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoteError("this is JSON, but not a witness's memory") from None
    return [Note.parse(one.encode()) for one in written if isinstance(one, str)]


def _one_after_another(content: bytes) -> list[Note]:
    """Texts of checkpoints have no empty line, so each note ends where its signatures do. What was cut off at the end is left."""
    parts = content.split(b"\n\n")
    notes = []
    for at in range(0, len(parts) - 1, 2):
        is_last = at + 2 >= len(parts)
        signatures = parts[at + 1]
        if is_last and not signatures.endswith(b"\n"):
            break
        notes.append(Note.parse(parts[at] + b"\n\n" + signatures.removesuffix(b"\n") + b"\n"))
    return notes
