"""Fonts inside the PDF: each glyph with the text it stands for, so that what is seen can also be copied and read out."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFStreamFilterZCompress,
    PDFString,
)

from profile_service.documents.fonts import FontFace
from profile_service.documents.glyphs import Glyph

_COMPRESS: Final = [PDFStreamFilterZCompress()]
# What a printer needs of a font: the outlines and their measures. Shaping is done, names are not asked for.
_UNNEEDED: Final = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "meta", "name", "cmap", "post", "OS/2")
_SYMBOLIC: Final = 4
_MOST_IN_BLOCK: Final = 100


class EmbeddedFont:
    """A composite font (ISO 32000-1, 9.7) that grows with what is written.

    Each glyph with its text and width gets a code of its own: one glyph may stand for different texts, and the code is what
    a reader maps back to text.
    """

    def __init__(self, face: FontFace, name: str) -> None:
        self.name = name
        self._face = face
        self._codes: dict[tuple[int, str, float], int] = {}
        self._widths: dict[int, float] = {}

    def code(self, glyph: Glyph) -> str:
        """The code of a glyph, in hexadecimal."""
        code = self._codes.setdefault((glyph.id, glyph.text, self.advance(glyph)), len(self._codes) + 1)
        self._widths.setdefault(code, self.advance(glyph))
        return f"{code:04x}"

    def advance(self, glyph: Glyph) -> float:
        """The width that the PDF reader moves on by after the glyph."""
        if glyph.wide is not None:
            return glyph.wide
        return float(self._face.font.get_glyph_h_advance(glyph.id) * self._face.scale)

    def add_to(self, document: Any) -> None:
        """Put the font, cut down to its used glyphs, into a ReportLab document."""
        program, renumbered = _subset(self._face, {glyph for glyph, _, _ in self._codes})
        title = PDFName(f"{_tag(self.name)}+{self._face.name}")
        descendant = document.Reference(
            PDFDictionary(
                {
                    "Type": PDFName("Font"),
                    "Subtype": PDFName("CIDFontType2"),
                    "BaseFont": title,
                    "CIDSystemInfo": PDFDictionary(
                        {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                    ),
                    "FontDescriptor": document.Reference(self._descriptor(document, title, program)),
                    "CIDToGIDMap": document.Reference(_stream(self._glyph_map(renumbered))),
                    "DW": 0,
                    "W": PDFArray([1, PDFArray([round(wide, 2) for wide in self._widths.values()])]),
                }
            )
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(
            PDFDictionary(
                {
                    "Type": PDFName("Font"),
                    "Subtype": PDFName("Type0"),
                    "BaseFont": title,
                    "Encoding": PDFName("Identity-H"),
                    "DescendantFonts": PDFArray([descendant]),
                    "ToUnicode": document.Reference(_stream(_to_unicode(self._codes))),
                }
            )
        )

    def _descriptor(self, document: Any, title: str, program: bytes) -> PDFDictionary:
        face = self._face
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": title,
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray([-1000, round(face.descent), 3000, round(face.ascent)]),
                "ItalicAngle": 0,
                "Ascent": round(face.ascent),
                "Descent": round(face.descent),
                "CapHeight": round(face.ascent),
                "StemV": 80,
                "FontFile2": document.Reference(_stream(program, Length1=len(program))),
            }
        )

    def _glyph_map(self, renumbered: Mapping[int, int]) -> bytes:
        glyphs = [0, *(renumbered.get(glyph, 0) for glyph, _, _ in self._codes)]
        return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)


def _subset(face: FontFace, glyphs: Iterable[int]) -> tuple[bytes, Mapping[int, int]]:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update({0, *glyphs})
    wanted.drop_table_tag_set.update({_table_tag(name) for name in _UNNEEDED})
    plan = hb.SubsetPlan(face.face, wanted)
    cut = plan.execute()
    return bytes(cut.blob.data), dict(plan.old_to_new_glyph_mapping)


def _table_tag(name: str) -> int:
    return int.from_bytes(name.ljust(4).encode("ascii"), "big")


def _tag(name: str) -> str:
    """Six capital letters, by which a PDF names a font that is not whole (ISO 32000-1, 9.6.4)."""
    return "EGEN" + "".join(chr(ord("A") + int(digit)) for digit in name[1:].rjust(2, "0"))


def _stream(content: bytes, **entries: int) -> PDFStream:
    return PDFStream(PDFDictionary(entries), content, _COMPRESS)


def _to_unicode(codes: Mapping[tuple[int, str, float], int]) -> bytes:
    pairs = [
        f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for (_, text, _), code in codes.items() if text
    ]
    blocks = [pairs[at : at + _MOST_IN_BLOCK] for at in range(0, len(pairs), _MOST_IN_BLOCK)]
    listed = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{listed}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
