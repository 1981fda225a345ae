"""PDFs: the pages are carried over to a new file, as what can be seen on them, and nothing else of the old one is.

What a reader would run, follow, send or unpack hangs on the old file's catalogue and on annotations (ISO 32000-1, 12.5, 12.6, 7.7): both stay
behind. What is filled in and stamped on a page is drawn into it first. Of its resources only what has to do with its looks goes along, and
what draws is written anew, without comments and marks.

What is left, precisely: text that is drawn but not seen (white on white, under a picture, as recognised text under a scan is), and the
letters that a drawn text says it stands for (/ActualText, for those who listen); the inside of font programs, of tables from codes to letters,
of colour profiles, of functions and of JBIG2 pictures; the keys of a picture that stands in the content itself; and the names that are
given to fonts and resources.
"""

from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, Name, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel

from profile_service.domain.evidence_file import LARGEST_FILE, CleanFile, Fault, FileKind, FileRefusedError
from profile_service.evidence.embedded import bare_jpeg, bare_jpx
from profile_service.evidence.paper_limits import refuse_hidden_layers, refuse_vast_pages
from profile_service.evidence.paper_scrubbing import Scrubbing

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
    except (
        pikepdf.PdfError,
        pikepdf.models.PdfParsingError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RuntimeError,
    ):
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
            unpacked += _bare(one)
        if unpacked > MOST_UNPACKED:
            raise FileRefusedError(Fault.TOO_MUCH)
    scrubbing = Scrubbing()
    for page in new.pages:
        scrubbing.page(page, new)
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


def _bare(stream: Stream) -> int:
    """Take away what a picture's own coding tells besides; how many bytes there are in a stream once it is unpacked."""
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
