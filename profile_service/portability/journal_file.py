"""The journal in a file: what each line was committed to, the leaves, and every signed checkpoint. Nothing in it is about anybody.

One JSON value on each line: a head, then lines, leaves and checkpoints in the order in which they came, and an end that counts them.
Whoever has it can hold it against a checkpoint without the database, and without any key of anybody.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from profile_service.actions.journal_verifying import KeptNote, Written
from profile_service.domain.journal_tree import JournalLine, TreeLeaf
from schemas.proofs.tree import HASH_BYTES

FORMAT: Final = "egenkarta-journal 1"
_MAYBE: Final = (str, type(None))
_LINES: Final = ((int, str, _MAYBE), (int, str, type(None), _MAYBE))
"""Number, id, and what was committed to; of a line from before there was a tree, what comes of it as it stands."""


class JournalFileError(Exception):
    """This is no file of a journal, or it was cut off."""


def write_journal(
    written: Written, origin: str, keys: Sequence[str], put: Callable[[str], object]
) -> tuple[int, int]:
    """Write a journal down, a line at a time; how many lines and leaves it had.

    Args:
        keys: verifier keys of the journal, for whoever has no better way to know them.
    """
    put(_json({"format": FORMAT, "origin": origin, "keys": list(keys)}))
    lines, notes = iter(written.all_lines()), iter(written.all_notes())
    line, note = next(lines, None), next(notes, None)
    counted, leaves = 0, 0
    for leaf in written.all_leaves():
        while line is not None and line.seq <= leaf.seq:
            counted += _put_line(put, line)
            line = next(lines, None)
        put(_json(["leaf", leaf.position, leaf.seq, leaf.event, leaf.hash.hex()]))
        leaves += 1
        while note is not None and note[0] <= leaves:
            put(_json(["checkpoint", note[0], note[1].decode(errors="replace")]))
            note = next(notes, None)
    while line is not None:
        counted += _put_line(put, line)
        line = next(lines, None)
    while note is not None:
        put(_json(["checkpoint", note[0], note[1].decode(errors="replace")]))
        note = next(notes, None)
    put(_json(["end", counted, leaves]))
    return counted, leaves


class JournalFile:
    """A journal that was written down. It is read anew for each question, so that it may be larger than the memory.

    Raises:
        JournalFileError: it is none, or was cut off.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            head = _value(file.readline(), 1)
        if not isinstance(head, dict) or head.get("format") != FORMAT:
            raise JournalFileError(
                f"{path} is no journal: right would be what 'egenkarta journal export' writes"
            )
        try:
            self.origin = str(head["origin"])
            self.keys = [str(one) for one in head["keys"]]
        except (KeyError, TypeError):
            raise JournalFileError(f"{path}: the head of the file is not whole") from None

    def all_lines(self) -> Iterator[JournalLine]:
        # Whatever is kept as a commitment is read: where it is none, that is said of its line.
        for seq, event, kept, *worked_out in self._each("line", _LINES):
            anew = _bytes(worked_out[0]) if worked_out else None
            yield JournalLine(seq, event, _bytes(kept), anew)

    def all_leaves(self) -> Iterator[TreeLeaf]:
        for position, seq, event, found in self._each("leaf", [(int, int, str, str)]):
            yield TreeLeaf(position, seq, event, _hash(found))

    def all_notes(self) -> Iterator[KeptNote]:
        for size, note in self._each("checkpoint", [(int, str)]):
            yield KeptNote(size, note.encode())

    def check_end(self) -> None:
        """Raises JournalFileError where the file was cut off, or does not have as much in it as it says."""
        ends = list(self._each("end", [(int, int)]))
        counted = [sum(1 for _ in self._each(kind, None)) for kind in ("line", "leaf")]
        if ends != [counted]:
            said = (
                "was cut off" if not ends else f"says that it has {ends[0][0]} lines and {ends[0][1]} leaves"
            )
            raise JournalFileError(
                f"{self._path} {said}; found were {counted[0]} lines and {counted[1]} leaves"
            )

    def _each(self, kind: str, types: Collection[tuple[Any, ...]] | None) -> Iterator[list[Any]]:
        start = f'["{kind}"'.encode()
        with self._path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.startswith(start):
                    value = [] if types is None else _value(line, number)[1:]
                    if types is not None and not any(_is_of(value, one) for one in types):
                        raise JournalFileError(f"{self._path}: line {number} is no {kind}")
                    yield value


def _put_line(put: Callable[[str], object], line: JournalLine) -> int:
    if line.commitment is None:  # what its leaf was made of is worked out, and is not kept with it
        worked_out = None if line.worked_out is None else line.worked_out.hex()
        put(_json(["line", line.seq, line.event, None, worked_out]))
    else:
        put(_json(["line", line.seq, line.event, line.commitment.hex()]))
    return 1


def _is_of(value: Iterable[Any], types: tuple[Any, ...]) -> bool:
    found = list(value)
    return len(found) == len(types) and all(
        isinstance(one, kind) and not isinstance(one, bool) for one, kind in zip(found, types, strict=True)
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _value(line: bytes, number: int) -> Any:
    try:
        text = line.decode()
        value = json.loads(text)
        if "\\u" in text:  # half a character can be written in this way alone
            json.dumps(value, ensure_ascii=False).encode()
        return value
    except (ValueError, RecursionError):
        raise JournalFileError(f"line {number} of the file cannot be read") from None


def _bytes(written: str | None) -> bytes | None:
    if written is None:
        return None
    try:
        found = bytes.fromhex(written)
    except ValueError:
        found = None
    if found is None or len(written) != 2 * len(found):  # spaces between digits are read over
        raise JournalFileError("a hash in the file is none")
    return found


def _hash(written: str) -> bytes:
    found = _bytes(written) or b""
    if len(found) != HASH_BYTES:
        raise JournalFileError("a hash in the file is none")
    return found
