"""A file that shows something: what was made of one that she brought, and why one was not taken."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final, NewType

FileId = NewType("FileId", str)

FILE_SECTION, FILE_FIELD = "evidence", "file"
"""Where an item names its file."""
FINGERPRINT: Final = "file_sha256"

LARGEST_FILE: Final = 10 * 1024 * 1024
"""Bytes, as it comes and as it is kept."""
MOST_FILES: Final = 40
MOST_BYTES: Final = 60 * 1024 * 1024
"""How many files one person keeps at the most, and how many bytes in all."""
LONGEST_NAME: Final = 120


class FileKind(StrEnum):
    """What is kept. Whatever comes in leaves as one of these."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def ending(self) -> str:
        """How the name of such a file ends."""
        return {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}[self.value]


class Fault(StrEnum):
    """Why a file is not taken. The first words say what is wrong, to a program as to whoever puts it in other words."""

    EMPTY = "the file is empty"
    TOO_LARGE = "the file is too large"
    UNKNOWN = "this is no kind of file that is taken"
    HEIC = "this is a picture in HEIC"
    LOCKED = "the file is locked"
    BROKEN = "the file is broken"
    MOVING = "the picture moves"
    TOO_MANY_PIXELS = "the picture has too many pixels"
    TOO_MANY_PAGES = "the file has too many pages"
    LAYERS = "the file has layers that are hidden"
    TOO_MUCH = "the file takes too much to open"

    @property
    def right(self) -> str:
        """What would be right."""
        return _RIGHT[self]


_RIGHT: Final = {
    Fault.EMPTY: "a file with something in it",
    Fault.TOO_LARGE: f"at most {LARGEST_FILE // 1024 // 1024} MiB",
    Fault.UNKNOWN: "a PDF, or a picture in JPEG, PNG or WebP, by its content",
    Fault.HEIC: "the same picture saved or sent as JPEG",
    Fault.LOCKED: "a PDF that opens without a password and has no restrictions",
    Fault.BROKEN: "a file that opens",
    Fault.MOVING: "one picture that stands still",
    Fault.TOO_MANY_PIXELS: "at most 64 million pixels, and at most 20000 a side",
    Fault.TOO_MANY_PAGES: "at most 60 pages",
    Fault.LAYERS: "a PDF that shows all that is in it: printed to a new PDF",
    Fault.TOO_MUCH: "a smaller or a simpler file",
}


class FileRefusedError(Exception):
    """A file is not taken as evidence. Says why, and nothing of what is in it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file written anew, which carries nothing along but what can be seen in it."""

    kind: FileKind
    content: bytes
    pages: int = 1

    @property
    def sha256(self) -> str:
        """Of the bytes as they are kept, and as they leave."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What is known of a file that is kept, without its bytes. `name` is what she calls it, or what it was called."""

    id: FileId
    kind: FileKind
    size: int
    sha256: str
    pages: int
    name: str
    kept_at: datetime
