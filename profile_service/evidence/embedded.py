"""Pictures inside a PDF: the parts of their own formats that tell more than the picture."""

from typing import Final

from profile_service.domain.evidence_file import Fault, FileRefusedError

_SOI, _SOS, _EOI = 0xD8, 0xDA, 0xD9
_MARK, _ADOBE, _COMMENT = 0xFF, 0xEE, 0xFE
_OF_PROGRAMS: Final = range(0xE0, 0xF0)
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_KEPT_BOXES: Final = frozenset({b"jP  ", b"ftyp", b"jp2h", b"jp2c"})
_BOX_HEAD, _LONG_BOX_HEAD = 8, 16


def bare_jpeg(raw: bytes) -> bytes:
    """A JPEG stream (ITU-T T.81) without its application segments and comments, and cut off where it ends.

    EXIF, GPS, XMP, thumbnails and second pictures stand in APP segments; the pixels are left as they are. The one that says how the
    colours are kept (Adobe's APP14) stays.

    Raises:
        FileRefusedError: it is no JPEG, or it ends before its end.
    """
    if not raw.startswith(b"\xff\xd8"):
        raise FileRefusedError(Fault.BROKEN)
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(raw):
        if raw[at] != _MARK:
            raise FileRefusedError(Fault.BROKEN)
        marker = raw[at + 1]
        if marker == _MARK:
            at += 1
        elif marker == _EOI:
            break
        elif marker in _ALONE or marker == _SOI:
            at += 2
        else:
            end = at + 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
            if marker == _SOS:
                end = _end_of_scan(raw, end)
            if not _tells_more(marker, raw[at + 4 : end]):
                kept.append(raw[at:end])
            at = end
    return b"".join([*kept, b"\xff\xd9"])


def _tells_more(marker: int, segment: bytes) -> bool:
    if marker == _ADOBE:
        return not segment.startswith(b"Adobe")
    return marker in _OF_PROGRAMS or marker == _COMMENT


def _end_of_scan(raw: bytes, at: int) -> int:
    """Where the coded pixels end: at the first marker that is neither a stuffed byte nor a restart."""
    while True:
        at = raw.find(b"\xff", at)
        if at < 0 or at + 1 >= len(raw):
            return len(raw)
        if raw[at + 1] not in (0x00, *_ALONE):
            return at
        at += 2


def bare_jpx(raw: bytes) -> bytes:
    """A JPEG 2000 stream (ISO/IEC 15444-1, annex I) with the boxes that make the picture, and no others.

    Raises:
        FileRefusedError: the boxes do not add up.
    """
    if raw.startswith(b"\xff\x4f\xff\x51"):  # the code stream alone, without boxes
        return raw
    kept, at = [], 0
    while at + _BOX_HEAD <= len(raw):
        size, name = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(raw[at + 8 : at + 16], "big")
        end = len(raw) if size == 0 else at + size
        if end < at + _BOX_HEAD or end > len(raw):
            raise FileRefusedError(Fault.BROKEN)
        if name in _KEPT_BOXES:
            kept.append(raw[at:end])
        at = end
    if not any(box[4:8] == b"jp2c" for box in kept):
        raise FileRefusedError(Fault.BROKEN)
    return b"".join(kept)
