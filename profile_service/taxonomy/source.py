"""Read a file once, from one handle: its bytes, their hash, and the text in it. Everything is bounded before it is kept."""

import hashlib
import os
import stat
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from profile_service.domain.concept import SourceFile
from profile_service.taxonomy import limits
from profile_service.taxonomy.characters import refused_in
from profile_service.taxonomy.errors import TaxonomyError, place_of

_CHUNK: Final = 1 << 16
_OUT: Final = 1 << 20
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF8: Final = "text in UTF-8"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: `told` is what is kept of it, `text` is what it says."""

    path: Path
    told: SourceFile
    text: str

    @property
    def name(self) -> str:
        return self.told.name


def read_source(path: Path) -> Source:
    """Read a file, unpacked where it is packed (gzip, RFC 1952).

    Raises:
        TaxonomyError: it is no file, it is too large or too small to be one, it changed meanwhile, or it is no UTF-8 text.
        OSError: it cannot be opened.
    """
    raw = _bytes_of(path)
    told = SourceFile(path.name, hashlib.sha256(raw).hexdigest(), len(raw))
    if raw.startswith(_ZIP):
        raise TaxonomyError(
            path.name, "", "it is a ZIP archive or a spreadsheet", "the CSV or JSON files out of it"
        )
    plain = _unpacked(path.name, raw) if raw.startswith(_GZIP) else raw
    return Source(path, told, _text(path.name, plain))


def _bytes_of(path: Path) -> bytes:
    name = path.name
    # Not blocking: a pipe that nobody writes to would hold us for ever. On a file it means nothing.
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise TaxonomyError(name, "", "it is a folder, a pipe or a device", "a file")
        if before.st_size > limits.FILE:
            raise TaxonomyError(
                name,
                "",
                f"it has {before.st_size:,} bytes",
                f"at most {limits.FILE:,}, such as one file of a taxonomy",
            )
        raw = file.read(limits.FILE + 1)
        after = os.fstat(file.fileno())
    if len(raw) != before.st_size or (before.st_size, before.st_mtime_ns) != (
        after.st_size,
        after.st_mtime_ns,
    ):
        raise TaxonomyError(name, "", "it changed while it was read", "a file that nobody writes to")
    if not raw.strip():
        raise TaxonomyError(name, "", "it is empty", "a file with a header and rows, or JSON")
    return raw


def _unpacked(name: str, raw: bytes) -> bytes:
    plain = bytearray()
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for begin in range(0, len(raw), _CHUNK):
            waiting = raw[begin : begin + _CHUNK]
            used = begin + len(waiting)
            while waiting:
                if member.eof:
                    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
                plain += member.decompress(waiting, _OUT)
                _bound(name, used, len(plain))
                waiting = member.unused_data if member.eof else member.unconsumed_tail
        while not member.eof and (rest := member.decompress(b"", _OUT)):
            plain += rest
            _bound(name, len(raw), len(plain))
    except zlib.error:
        raise TaxonomyError(
            name, "", "what is packed in it is damaged", "the file as it was published"
        ) from None
    if not member.eof:
        raise TaxonomyError(name, "", "it breaks off before its end", "the whole file: fetch it again")
    return bytes(plain)


def _bound(name: str, packed: int, plain: int) -> None:
    if plain > limits.UNPACKED:
        raise TaxonomyError(
            name,
            "",
            f"unpacked it has more than {limits.UNPACKED:,} bytes",
            "one file of a taxonomy; nothing more was unpacked",
        )
    if plain > limits.FREE_OF_RATIO and plain > packed * limits.RATIO:
        raise TaxonomyError(
            name,
            "",
            f"unpacked it grows to more than {limits.RATIO} times its packed size",
            "one file of a taxonomy; nothing more was unpacked",
        )


def _text(name: str, plain: bytes) -> str:
    if plain.startswith(_WIDE):
        raise TaxonomyError(name, "line 1", "it is written in UTF-16", _UTF8)
    try:
        text = plain.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = plain.count(b"\n", 0, error.start) + 1
        byte = plain[error.start]
        raise TaxonomyError(
            name,
            place_of(line),
            f"the byte 0x{byte:02x} is no UTF-8; it may be Latin-1 or Windows-1252",
            _UTF8,
        ) from None
    start, refused = refused_in(text)
    if refused:
        line = text.count("\n", 0, start) + 1
        raise TaxonomyError(
            name,
            place_of(line),
            f"{refused} stands in it",
            f"{_UTF8} without it",
        )
    return text
