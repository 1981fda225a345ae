"""What a log signs of itself: whose it is, how many leaves it has, and their root (C2SP tlog-checkpoint)."""

import re
from dataclasses import dataclass
from typing import Final, Self

from schemas.proofs.notes import NoteError, decode_base64, encode_hash
from schemas.proofs.tree import EMPTY_ROOT, HASH_BYTES

_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_PARTS: Final = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a tree. `extensions` are lines that nobody here gives a meaning to."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that is signed."""
        return "\n".join((self.origin, str(self.size), encode_hash(self.root), *self.extensions)) + "\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a note. Raises NoteError where it is no checkpoint's."""
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < _PARTS or not all(lines) or not text.endswith("\n"):
            raise NoteError("this is no checkpoint: an origin, a size and a root, each on its line")
        size = read_size(lines[1])
        root = decode_base64(lines[2])
        if len(root) != HASH_BYTES or (size == 0 and root != EMPTY_ROOT):
            raise NoteError("the root of this checkpoint is none")
        return cls(lines[0], size, root, tuple(lines[_PARTS:]))


def read_size(written: str) -> int:
    """A number of leaves, in its one spelling. Raises NoteError."""
    if _SIZE.fullmatch(written) is None:
        raise NoteError("this is no number of leaves")
    return int(written)
