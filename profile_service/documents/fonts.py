"""The fonts, all of them installed with the service: which one can draw a character, in which weight."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pymupdf_fonts
import uharfbuzz as hb

# FiraGO draws Latin, Cyrillic, Greek, Arabic with the letters of Dari and Pashto, Hebrew, Georgian, Devanagari and Thai.
# Only fonts with TrueType outlines: the others of the package would need another way of embedding.
_PACKAGED: Final = {False: ("figo", "notos", "cascadia"), True: ("figbo", "notosbo", "cascadiab")}
_ETHIOPIC: Final = "fonts/ofl/notosansethiopic/NotoSansEthiopic[wdth,wght].ttf"
"""Noto Sans Ethiopic (OFL): one file with all weights, out of which HarfBuzz makes the two that are used."""
_WEIGHTS: Final = {False: 400.0, True: 700.0}
_DEBIAN: Final = Path("/usr/share/fonts/truetype/noto")
"""Debian's fonts-noto-core, for scripts of which no language of the service is written. Never required."""

_TRUETYPE: Final = b"\x00\x01\x00\x00"


@dataclass(frozen=True, eq=False, slots=True)
class FontFace:
    """A font, ready to shape with. Measures are in thousandths of the font size."""

    name: str
    program: bytes
    face: Any
    font: Any
    characters: frozenset[int]
    scale: float
    ascent: float
    descent: float

    def draws(self, sign: str) -> bool:
        """Whether there is a glyph for the character."""
        return ord(sign) in self.characters


def face_for(sign: str, bold: bool) -> FontFace | None:
    """The first font that has the character; None where no font has it."""
    return _face_for(sign, bold)


def first_face(bold: bool) -> FontFace:
    """The font of everyday text."""
    return _packaged(_PACKAGED[bold][0])


@cache
def box() -> tuple[FontFace, int]:
    """The glyph that says that no font has a character."""
    face = first_face(bold=False)
    return face, int(face.font.get_nominal_glyph(ord("▯")) or 0)


@cache
def _face_for(sign: str, bold: bool) -> FontFace | None:
    return next((face for face in _faces(sign, bold) if face.draws(sign)), None)


def _faces(sign: str, bold: bool) -> Iterator[FontFace]:
    for name in _PACKAGED[bold]:
        yield _packaged(name)
    yield _ethiopic(bold)
    debian = _debian(script_of(sign), bold)
    if debian:
        yield debian
    if bold:
        yield from _faces(sign, bold=False)


@cache
def script_of(sign: str) -> str:
    """The script of a letter, by the first word of its Unicode name; empty for what all scripts share.

    The standard library has no table of scripts; the names serve to keep letters of two scripts in runs of their own.
    """
    if unicodedata.category(sign)[0] not in "LM":
        return ""
    return unicodedata.name(sign, "").partition(" ")[0]


@cache
def _packaged(name: str) -> FontFace:
    return _load(name, bytes(pymupdf_fonts.fontbuffers[name]()))


@cache
def _ethiopic(bold: bool) -> FontFace:
    # The package is never imported: of it there is only the file.
    found = find_spec("justmytype_intl_africa")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("justmytype-intl-africa is not installed", name="justmytype_intl_africa")
    variable = hb.Face((Path(found.origin).parent / _ETHIOPIC).read_bytes())
    whole = hb.SubsetInput()
    whole.keep_everything()
    whole.pin_axis_location(variable, "wght", _WEIGHTS[bold])
    whole.pin_axis_location(variable, "wdth", 100.0)
    program = bytes(hb.subset(variable, whole).blob.data)
    return _load("NotoSansEthiopic" + ("-Bold" if bold else "-Regular"), program)


@cache
def _debian(script: str, bold: bool) -> FontFace | None:
    weight = "Bold" if bold else "Regular"
    path = _DEBIAN / f"NotoSans{script.title()}-{weight}.ttf"
    if not script.isalpha() or not path.is_file():
        return None
    program = path.read_bytes()
    return _load(path.stem, program) if program.startswith(_TRUETYPE) else None


def _load(name: str, program: bytes) -> FontFace:
    face = hb.Face(program)
    font = hb.Font(face)
    scale = 1000 / face.upem
    extents = font.get_font_extents("ltr")
    return FontFace(
        name, program, face, font, frozenset(face.unicodes), scale,
        extents.ascender * scale, extents.descender * scale,
    )  # fmt: skip
