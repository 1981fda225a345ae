"""Breaking a text into lines that fit."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from profile_service.documents.directions import Directed, direct, printable
from profile_service.documents.glyphs import Glyph
from profile_service.documents.shaping import shape, width_of, word_width

# A line may end after a blank, a hyphen, a slash or an Ethiopic word space.
_PIECES: Final = re.compile(r"[^ \-/\u1361]*[ \-/\u1361]+|[^ \-/\u1361]+")
_LONGEST_PIECE: Final = 200


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs from left to right, and how wide they are in points."""

    glyphs: tuple[Glyph, ...]
    width: float
    right_to_left: bool


def break_text(text: str, width: float, size: float, bold: bool, base: int) -> list[Line]:
    """The lines of a text, at most `width` points wide. A word that is wider than a line is broken inside."""
    lines: list[Line] = []
    for paragraph in printable(text).split("\n"):
        directed = direct(paragraph.strip(" "), base)
        lines += [
            _line(directed.slice(*span), size, bold) for span in _spans(directed.text, width, size, bold)
        ]
    return lines


def _line(part: Directed, size: float, bold: bool) -> Line:
    glyphs = tuple(shape(part, bold))
    return Line(glyphs, width_of(list(glyphs)) * size / 1000, part.base == 1)


def _spans(text: str, width: float, size: float, bold: bool) -> Iterator[tuple[int, int]]:
    room = width * 1000 / size
    start, filled = 0, 0.0
    for at, piece in _pieces(text, room, bold):
        wide = word_width(piece.rstrip(" "), bold)
        if filled and filled + wide > room:
            yield start, _without_blanks(text, start, at)
            start, filled = at, 0.0
        filled += word_width(piece, bold)
    yield start, len(text)


def _without_blanks(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" "))


def _pieces(text: str, room: float, bold: bool) -> Iterator[tuple[int, str]]:
    for match in _PIECES.finditer(text):
        at, piece = match.start(), match.group()
        while len(piece) > _LONGEST_PIECE or word_width(piece.rstrip(" "), bold) > room:
            length = _fitting(piece, room, bold)
            if length >= len(piece):
                break
            yield at, piece[:length]
            at, piece = at + length, piece[length:]
        yield at, piece


def _fitting(piece: str, room: float, bold: bool) -> int:
    """How many characters of a word fit on a line; at least one, and a letter with its marks."""
    low, high = 1, min(len(piece), _LONGEST_PIECE)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if word_width(piece[:middle], bold) <= room else (low, middle - 1)
    # Marks without end have no letter to stay with: they are cut where the line is full.
    letters = (at for at in range(low, 1, -1) if at == len(piece) or not _is_mark(piece[at]))
    return next(letters, low)


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Me", "Mc", "Cf")
