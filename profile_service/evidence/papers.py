"""PDFs: the pages are carried over to a new file, as what can be seen on them, and nothing else of the old one is.

What a reader would run, follow, send or unpack hangs on the old file's catalogue and on annotations (ISO 32000-1, 12.5, 12.6, 7.7): both stay
behind. What is filled in and stamped on a page is drawn into it first.
"""

from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel

from profile_service.domain.evidence_file import LARGEST_FILE, CleanFile, Fault, FileKind, FileRefusedError
from profile_service.evidence.embedded import bare_jpeg, bare_jpx
from profile_service.evidence.paper_limits import refuse_hidden_layers, refuse_vast_pages

MOST_PAGES: Final = 60
MOST_OBJECTS: Final = 50_000
MOST_UNPACKED: Final = 256 * 1024 * 1024
"""Bytes in all streams together, once they are unpacked."""

_OF_A_PAGE: Final = frozenset(
    {
        "/Type",
        "/Parent",
        "/MediaBox",
        "/CropBox",
        "/TrimBox",
        "/Rotate",
        "/UserUnit",
        "/Resources",
        "/Contents",
        "/Group",
    }
)
"""What a page keeps. Not its annotations, actions, thumbnail, metadata or the working notes of the program that made it."""

_NOT_OF_A_STREAM: Final = frozenset(
    {
        "/Metadata", "/PieceInfo", "/AF", "/AA", "/A", "/OPI", "/Ref", "/F", "/FFilter", "/FDecodeParms", "/LastModified", "/Alternates", "/ID",
        "/StructParent", "/StructParents", "/Measure", "/PtData", "/OC", "/JS", "/EF",
    }
)  # fmt: skip
"""What a stream loses: notes, files elsewhere (7.3.8.2), other pictures that could stand in its place, and layers."""

_NOT_OF_A_DICTIONARY: Final = frozenset(
    {"/Metadata", "/PieceInfo", "/AF", "/JS", "/JavaScript", "/EF", "/OpenAction", "/AA"}
)
_CODED: Final = frozenset({"/CCITTFaxDecode", "/JBIG2Decode"})


def rewrite(raw: bytes) -> CleanFile:
    """The pages of a PDF in a file of their own.

    Raises:
        FileRefusedError: it is locked, broken, or more than is taken.
    """
    try:
        # What is broken is not mended: of a file that was cut off, mending makes empty pages.
        with Pdf.open(BytesIO(raw), attempt_recovery=False) as old:
            _measure(old)
            _draw_in(old)
            return _carried_over(old)
    except pikepdf.PasswordError:
        raise FileRefusedError(Fault.LOCKED) from None
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RuntimeError):
        # What qpdf and its binding raise on a file that is not what it says.
        raise FileRefusedError(Fault.BROKEN) from None


def _measure(old: Pdf) -> None:
    if old.is_encrypted:
        raise FileRefusedError(Fault.LOCKED)
    if len(old.pages) > MOST_PAGES:
        raise FileRefusedError(Fault.TOO_MANY_PAGES)
    if len(old.objects) > MOST_OBJECTS:
        raise FileRefusedError(Fault.TOO_MUCH)
    if not len(old.pages):
        raise FileRefusedError(Fault.BROKEN)
    refuse_hidden_layers(old)
    refuse_vast_pages(old)


def _draw_in(old: Pdf) -> None:
    """What is filled in, stamped or signed on a page becomes a part of the page; what is hidden there does not."""
    if "/AcroForm" in old.Root:
        if "/XFA" in old.Root.AcroForm:
            del old.Root.AcroForm["/XFA"]
        old.generate_appearance_streams()
    old.flatten_annotations("all")


def _carried_over(old: Pdf) -> CleanFile:
    for page in old.pages:
        for key in [key for key in page.obj.keys() if key not in _OF_A_PAGE]:  # noqa: SIM118  no mapping
            del page.obj[key]
    new = Pdf.new()
    new.pages.extend(old.pages)
    unpacked = 0
    for one in new.objects:
        if isinstance(one, Stream):
            unpacked += _scrub_stream(one)
        elif isinstance(one, Dictionary):
            _scrub(one, _NOT_OF_A_DICTIONARY)
        if unpacked > MOST_UNPACKED:
            raise FileRefusedError(Fault.TOO_MUCH)
    into = BytesIO()
    new.remove_unreferenced_resources()
    new.save(
        into,
        compress_streams=True,
        recompress_flate=True,
        stream_decode_level=StreamDecodeLevel.generalized,
        object_stream_mode=ObjectStreamMode.disable,
        deterministic_id=True,
    )
    content = into.getvalue()
    if len(content) > LARGEST_FILE:
        raise FileRefusedError(Fault.TOO_LARGE)
    return CleanFile(FileKind.PDF, content, len(new.pages))


def _scrub(one: Any, unwanted: frozenset[str]) -> None:
    """Take keys away here, and in what lies directly inside."""
    for key in list(one.keys()):
        if key in unwanted:
            del one[key]
        else:
            inside = one[key]
            if isinstance(inside, Dictionary) and not inside.is_indirect:
                _scrub(inside, _NOT_OF_A_DICTIONARY)


def _scrub_stream(stream: Stream) -> int:
    """Take away what hangs on a stream; how many bytes there are in it once it is unpacked."""
    _scrub(stream, _NOT_OF_A_STREAM)
    if stream.get("/Subtype") == Name.PS:  # PostScript (8.8.2): a program, which nobody shows
        stream.write(b"")
        return 0
    filters = _filters(stream)
    if not filters or filters[-1] not in ("/DCTDecode", "/JPXDecode", *_CODED):
        return len(stream.read_bytes(StreamDecodeLevel.generalized))
    if len(filters) > 1:
        # A picture's own coding inside another: rare, and a place to hide things from whoever does not unpack it.
        stream.write(
            _unpacked(stream, filters[:-1]), filter=Name(filters[-1]), decode_parms=_last_parms(stream)
        )
    coded = stream.read_raw_bytes()
    if filters[-1] == "/DCTDecode":
        stream.write(bare_jpeg(coded), filter=Name.DCTDecode, decode_parms=_last_parms(stream))
    elif filters[-1] == "/JPXDecode":
        stream.write(bare_jpx(coded), filter=Name.JPXDecode)
    return len(coded)


def _filters(stream: Stream) -> list[str]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(found)] if isinstance(found, Name) else [str(one) for one in found]


def _last_parms(stream: Stream) -> Any:
    found = stream.get("/DecodeParms")
    if isinstance(found, pikepdf.Array):
        found = found[len(found) - 1] if len(found) else None
    return found if isinstance(found, Dictionary) else None


def _unpacked(stream: Stream, filters: list[str]) -> bytes:
    """What is inside the outer codings: by a stream of its own that has no others."""
    with Pdf.new() as aside:
        outer = aside.make_stream(stream.read_raw_bytes())
        outer["/Filter"] = pikepdf.Array([Name(one) for one in filters])
        return bytes(outer.read_bytes(StreamDecodeLevel.generalized))
