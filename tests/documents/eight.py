"""Documents in the eight languages, always the same: a specimen of each script, and one of each kind.

`python -m tests.documents.eight` writes the goldens anew; look at every picture before you commit them.
"""

import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdf
from PIL import Image

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import paper_cast as cast  # noqa: E402
import test_receipt as receipts  # noqa: E402

from profile_service.documents.flow import Cell, Flow, Style  # noqa: E402
from profile_service.documents.pages import About, write_pdf  # noqa: E402
from profile_service.documents.passport import profile_pdf  # noqa: E402
from profile_service.documents.plan import plan_pdf  # noqa: E402
from profile_service.documents.receipt import receipt_pdf  # noqa: E402
from profile_service.documents.sheet import sheet_pdf  # noqa: E402
from profile_service.documents.structure import Role  # noqa: E402
from profile_service.domain.paper import Marked  # noqa: E402
from profile_service.language import words  # noqa: E402

GOLDEN = HERE / "golden"
MARKED = Marked("abcdefghijklmnopqrstuvwx23", "https://egenkarta.example/verify")
KINDS = ("sheet", "profile", "plan", "receipt")
SPECIMENS = {
    "sv": "Åsa lagade räksmörgås åt 240 elever på Östermalm – och ärtsoppa, förstås.",
    "sv-simple": "Jag kan laga mat. Jag kan köra bil.",
    "en": "“I’d cook for 240 pupils”, she said — every day.",
    "ar": "عملتُ خياطةً في حلب من 2003 إلى 2015، وأصلح الملابس كلها. أستعمل آلات Juki و Singer كل يوم.",
    "so": "Waxaan ahay karriye; waxaan ku shaqeeyay Muqdisho 10 sano.",
    "ti": "ኣብ ኣስመራ 12 ዓመት ሰሪሐ፤ ትግርኛን ዓረብኛን እዛረብ። Truckkort ኣለኒ።",
    "prs": "من در کابل ۱۲ سال خیاطی کردم؛ ژاکت و پیراهن می‌دوختیم، گاهی با ماشین Juki. پښتو هم ګړېږم.",
    "uk": "Я працювала кухаркою в Ґданську 5 років: «їжа — це любов», є сім’я.",
}
"""A sentence in each language, with what is hard to set in it."""
PICTURED = (
    *(("specimen", tag) for tag in ("sv", "ar", "so", "ti", "prs", "uk")),
    ("sheet", "sv"),
    ("sheet", "ar"),
    ("plan", "sv"),
    ("receipt", "ar"),
)
"""What is compared as a picture: each script at least once, each kind at least once."""
_DOTS = 40


@cache
def made(kind: str, tag: str) -> bytes:
    """One document."""
    speech = words(tag)
    if kind == "specimen":
        return specimen(tag)
    if kind == "receipt":
        return receipt_pdf(receipts.FACTS, speech, MARKED)
    whose = cast.ASTRID if kind == "plan" else cast.MUHAMMAD
    setter = {"sheet": sheet_pdf, "profile": profile_pdf, "plan": plan_pdf}[kind]
    return setter(cast.profile(whose), speech, cast.NOW, MARKED)


def specimen(tag: str) -> bytes:
    """A sentence as a heading, as a text, and bold between small Swedish words; nothing in it that a catalogue says."""
    flow = Flow(words(tag).direction == "rtl", foot=500)
    text = SPECIMENS[tag]
    flow.write(Cell(text, Style(20, 28, bold=True, role=Role.TITLE)))
    flow.gap(10)
    flow.write(Cell(text, Style(12, 17), width=300))
    flow.gap(10)
    flow.write(Cell(f"Erfarenhet: {text} (intyg)", Style(9, 13), own_side=True))
    flow.write(Cell(text, Style(9, 13), indent=200, width=150))
    return write_pdf(
        flow.pages(lambda page, pages: [Cell(f"{page}/{pages}", Style(8, 10))]),
        About(tag, tag, tag, cast.NOW),
    )


@cache
def parts(kind: str, tag: str) -> tuple[str, ...]:
    """What a document says, part by part in reading order, as its structure has it."""
    root = pypdf.PdfReader(BytesIO(made(kind, tag))).trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    found = (one.get_object() for one in root["/K"]["/K"])
    return tuple(str(one.get("/ActualText", one.get("/Alt"))) for one in found)


def read_by_poppler(pdf: bytes) -> str:
    """What `pdftotext` finds, without the marks that it adds for the direction, on one line."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    text = done.stdout.decode()
    return " ".join("".join(sign for sign in text if sign not in "\u202a\u202b\u202c\u200e\u200f").split())


def picture(pdf: bytes) -> Image.Image:
    """The first page in grey, small: what is seen, and not how its edges are smoothed."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "page"
        command = ["pdftoppm", "-r", str(_DOTS * 2), "-gray", "-png", "-f", "1", "-singlefile", "-", str(out)]
        subprocess.run(command, input=pdf, capture_output=True, check=True)
        with Image.open(out.with_suffix(".png")) as page:
            return page.convert("L").resize((page.width // 2, page.height // 2), Image.Resampling.BOX)


def differing(one: Image.Image, other: Image.Image) -> float:
    """How much of the ink is elsewhere: 0 for the same page, 1 for pages that share nothing."""
    if one.size != other.size:
        return 1.0
    pairs = list(zip(one.tobytes(), other.tobytes(), strict=True))
    ink = sum(255 - min(pair) for pair in pairs)
    return sum(abs(a - b) for a, b in pairs) / max(1, ink)


def pictures() -> Iterator[tuple[Path, bytes]]:
    """Where each golden picture lies, and the document of which it is."""
    for kind, tag in PICTURED:
        yield GOLDEN / f"{kind}_{tag}.png", made(kind, tag)


def write() -> None:
    """Write the goldens anew."""
    GOLDEN.mkdir(exist_ok=True)
    for path, pdf in pictures():
        picture(pdf).quantize(16).save(path, optimize=True)


if __name__ == "__main__":
    write()
