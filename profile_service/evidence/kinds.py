"""What a file is, told by its first bytes: not by its name, and not by what it is said to be."""

from typing import Final

from profile_service.domain.evidence_file import Fault, FileRefusedError

_HEIF_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
)
"""ISO/IEC 23008-12, annex B, and the AVIF brands: what telephones write."""


def kind_of(raw: bytes) -> str:
    """ "PDF", or the name by which Pillow knows the format.

    A PDF begins with its header at the very first byte. Many readers look for it further on (ISO 32000-1, annex H, 3.4.1),
    which is just what a file that is two things at once lives on.

    Raises:
        FileRefusedError: it is empty, or none that is taken.
    """
    if not raw:
        raise FileRefusedError(Fault.EMPTY)
    if raw.startswith(b"%PDF-"):
        return "PDF"
    if raw.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "WEBP"
    if raw[4:8] == b"ftyp" and raw[8:12] in _HEIF_BRANDS:
        raise FileRefusedError(Fault.HEIC)
    raise FileRefusedError(Fault.UNKNOWN)
