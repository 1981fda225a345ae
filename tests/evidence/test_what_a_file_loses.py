"""A file is kept as what can be seen in it: nothing that it carried along goes on."""

import subprocess
from io import BytesIO
from pathlib import Path
from shutil import which

import pikepdf
import pypdf
import pytest
from PIL import Image

from profile_service.domain.evidence_file import CleanFile, FileKind
from profile_service.evidence.worker import clean
from tests.evidence.hostile_files import CANARY, PAPERS, PICTURES, TEXT, paper, photograph

_RUNS = (
    b"/JavaScript",
    b"/JS",
    b"/Launch",
    b"/URI",
    b"/EmbeddedFile",
    b"/OpenAction",
    b"/AA",
    b"/RichMedia",
    b"/Annots",
    b"/AcroForm",
    b"/XFA",
)


def _everything_in(kept: CleanFile) -> bytes:
    """The bytes as they lie, and each stream of a PDF as it is once it is unpacked."""
    if kept.kind is not FileKind.PDF:
        return kept.content
    with pikepdf.open(BytesIO(kept.content)) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        unpacked = [one.read_raw_bytes() for one in streams]
        for one in streams:
            try:
                unpacked.append(one.read_bytes())
            except pikepdf.PdfError:
                continue  # a picture in a coding of its own, which lies there as it is
        return b"\n".join([kept.content, *unpacked, *(repr(one).encode() for one in pdf.objects)])


@pytest.mark.parametrize("attack", PICTURES)
def test_a_picture_keeps_what_is_seen(attack: str) -> None:
    raw = PICTURES[attack]()
    assert CANARY in raw or "PNG" in attack
    kept = clean(raw)
    assert CANARY not in kept.content
    with Image.open(BytesIO(kept.content)) as seen:
        seen.load()
        assert seen.size == (120, 80)
        assert not seen.getexif()
        assert not {"icc_profile", "xmp", "comment", "exif", "XML:com.adobe.xmp"} & seen.info.keys()
    assert kept.content.endswith(b"\xff\xd9" if kept.kind is FileKind.JPEG else b"IEND\xaeB`\x82")


@pytest.mark.parametrize("attack", PAPERS)
def test_a_paper_keeps_what_is_seen(attack: str, tmp_path: Path) -> None:
    kept = clean(PAPERS[attack]())
    everything = _everything_in(kept)
    assert CANARY not in everything
    for word in _RUNS:
        assert word not in everything, word
    read = pypdf.PdfReader(BytesIO(kept.content))
    assert read.metadata is None or not set(read.metadata) - {"/Producer"}
    assert read.xmp_metadata is None
    assert not read.attachments
    assert TEXT in read.pages[0].extract_text()
    if which("pdftotext"):
        path = tmp_path / "kept.pdf"
        path.write_bytes(kept.content)
        told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
        assert TEXT in told.stdout.decode()
        assert not told.stderr


def test_what_was_filled_in_is_seen_and_is_no_field_any_more() -> None:
    kept = clean(PAPERS["a form with scripts"]())
    assert "ifyllt" in pypdf.PdfReader(BytesIO(kept.content)).pages[0].extract_text()


def test_a_picture_in_a_paper_is_the_same_picture() -> None:
    kept = clean(PAPERS["a picture that tells where"]())
    with pikepdf.open(BytesIO(kept.content)) as pdf:
        coded = pdf.pages[0].Resources.XObject.Im0.read_raw_bytes()
    with Image.open(BytesIO(coded)) as seen, Image.open(BytesIO(photograph())) as was:
        assert seen.convert("RGB").tobytes() == was.convert("RGB").tobytes()


def test_a_photograph_stands_as_it_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    kept = clean(photograph(exif=exif))
    with Image.open(BytesIO(kept.content)) as seen:
        assert seen.size == (80, 120)
        top, bottom = seen.convert("RGB").getpixel((40, 10)), seen.convert("RGB").getpixel((40, 110))
    assert (top[0] > 200, bottom[2] > 200) == (True, True)  # type: ignore[index]


def test_a_large_photograph_is_made_smaller_and_stays_readable() -> None:
    with Image.open(BytesIO(clean(photograph((6000, 4000))).content)) as seen:
        assert 2000 <= max(seen.size) <= 3500


def test_the_same_file_becomes_the_same_bytes() -> None:
    assert clean(paper()).sha256 == clean(paper()).sha256
