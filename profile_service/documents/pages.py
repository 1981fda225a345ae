"""Pages of a PDF: lines of glyphs, rules and squares at places, nothing else. No markup, no images, no links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from profile_service.documents.directions import printable
from profile_service.documents.embedding import EmbeddedFont
from profile_service.documents.fonts import FontFace
from profile_service.documents.glyphs import Glyph
from profile_service.documents.lines import Line
from profile_service.documents.outlines import outline
from profile_service.documents.structure import Part, Structure

PAGE_WIDTH: Final = 595.28
PAGE_HEIGHT: Final = 841.89
_NOTHING: Final = 0.01


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text; `x` is its left edge, `y` its baseline, in points from the lower left corner."""

    line: Line
    x: float
    y: float
    size: float
    grey: float = 0.0
    part: Part | None = None
    """What it is a line of; None for what stands on every page, which is not read out."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    x: float
    y: float
    width: float
    thickness: float
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Squares:
    """A pattern of black squares, such as a QR code: `rows` from the top, each of them whether a square is black.

    `x` and `y` are its lower left corner, `width` its whole width.
    """

    rows: Sequence[Sequence[bool]]
    x: float
    y: float
    width: float
    part: Part


Placed = PlacedLine | Rule | Squares
Page = Sequence[Placed]


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself."""

    title: str
    subject: str
    language: str
    """By its tag (BCP 47), as it is spoken: readers of documents know no forms of a language."""
    made_at: datetime


def write_pdf(pages: Sequence[Page], about: About) -> bytes:
    """Draw the pages. The same input gives the same bytes: the only time in the file is `made_at`."""
    canvas: Any = _PlainCanvas(
        BytesIO(),
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        lang=about.language,
    )
    _describe(canvas, about)
    fonts, structure = _Fonts(), Structure()
    for at, page in enumerate(pages):
        for one in page:
            code = _drawn(one, fonts)
            part = None if isinstance(one, Rule) else one.part
            if part is not None and structure.is_new_heading(part):
                _bookmark(canvas, part, one, f"h{structure.headings}")
            canvas.addLiteral(structure.marked(at, part, code))
        canvas.showPage()
    structure.add_to(canvas._doc)
    for font in fonts:
        font.add_to(canvas._doc)
    return bytes(canvas.getpdfdata())


class _PlainCanvas(Canvas):
    """A canvas whose pages begin without Helvetica, which would be the only font that is not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = ""


class _Fonts:
    def __init__(self) -> None:
        self._fonts: dict[FontFace, EmbeddedFont] = {}

    def __getitem__(self, face: FontFace) -> EmbeddedFont:
        return self._fonts.setdefault(face, EmbeddedFont(face, f"T{len(self._fonts)}"))

    def __iter__(self) -> Iterator[EmbeddedFont]:
        return iter(self._fonts.values())


def _describe(canvas: Any, about: About) -> None:
    moment = about.made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
    # A lone surrogate in a name would stop the file from being written at all.
    canvas.setTitle(printable(about.title).replace("\n", " "))
    canvas.setSubject(printable(about.subject).replace("\n", " "))
    canvas.setAuthor("")
    canvas.setCreator("Egenkarta")
    canvas.setProducer("Egenkarta")
    canvas.setDateFormatter(lambda *_: moment)
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _bookmark(canvas: Any, part: Part, placed: Any, key: str) -> None:
    canvas.bookmarkPage(key, fit="XYZ", left=0, top=placed.y + placed.size)
    canvas.addOutlineEntry(printable(part.text).replace("\n", " "), key, level=0)


def _drawn(one: Placed, fonts: _Fonts) -> str:
    if isinstance(one, Rule):
        return _rule(one)
    return _squares(one) if isinstance(one, Squares) else _text(one, fonts)


def _squares(one: Squares) -> str:
    size = one.width / len(one.rows)
    code = ["q 0 g"]
    for at, row in enumerate(one.rows):
        y = one.y + one.width - (at + 1) * size
        for black, run in groupby(enumerate(row), key=lambda pair: pair[1]):
            places = [place for place, _ in run]
            if black:
                code.append(f"{one.x + places[0] * size:.2f} {y:.2f} {len(places) * size:.2f} {size:.2f} re")
    return " ".join([*code, "f Q"])


def _rule(rule: Rule) -> str:
    end = rule.x + rule.width
    return (
        f"q {rule.grey:.2f} G {rule.thickness:.2f} w {rule.x:.2f} {rule.y:.2f} m {end:.2f} {rule.y:.2f} l S Q"
    )


def _text(placed: PlacedLine, fonts: _Fonts) -> str:
    code, shapes = [f"q {placed.grey:.2f} g BT"], []
    pen, scale = placed.x, placed.size / 1000
    for (face, rise), group in groupby(placed.line.glyphs, key=lambda glyph: (glyph.face, glyph.dy)):
        glyphs = list(group)
        height = placed.y + rise * scale
        if any(glyph.text for glyph in glyphs):
            font = fonts[face]
            shown = _shown(glyphs, font)
            code.append(f"/{font.name} {placed.size:.2f} Tf 1 0 0 1 {pen:.3f} {height:.3f} Tm [{shown}] TJ")
        for glyph in glyphs:
            if not glyph.text:
                shapes.append(outline(face, glyph.id, pen + glyph.dx * scale, height, scale))
            pen += glyph.advance * scale
    return " ".join([*code, "ET", *shapes, "Q"])


def _shown(glyphs: Sequence[Glyph], font: EmbeddedFont) -> str:
    """Codes with the corrections between them: where the reader's pen would be, against where it should be."""
    parts: list[str] = []
    run = ""
    pen = wanted = 0.0
    for glyph in glyphs:
        correction = wanted + glyph.dx - pen
        if glyph.text and abs(correction) > _NOTHING:
            parts += [f"<{run}>"] if run else []
            parts.append(f"{-correction:.2f}")
            run, pen = "", pen + correction
        if glyph.text:
            run += font.code(glyph)
            pen += font.advance(glyph)
        wanted += glyph.advance
    return " ".join([*parts, f"<{run}>"])
