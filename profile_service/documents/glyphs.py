"""A glyph and its place; and in text that runs from the right, the letters that a reader of the file finds under it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from profile_service.documents.fonts import FontFace


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph, the text it stands for, and where it goes; measures in thousandths of the font size.

    One without text is drawn as a shape: a reader of the file finds nothing there. `wide` is how far a PDF reader takes it to reach, where that is another measure than that of its font.
    """

    face: FontFace
    id: int
    text: str
    advance: float
    dx: float
    dy: float
    wide: float | None = None


def carried(face: FontFace, glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Glyphs of a run from the right, so that each code stands for one letter at most, and letters stand where they are read.

    A reader of the file puts letters in order by where they are seen. Of two letters under one glyph (lam and alef) it knows no places,
    and a vowel mark is drawn before its letter and to the right of where that begins: both would come out the wrong way around. So in such
    a group the letter's glyph stands for the last sign, with a share of the width, and blanks to the right of it carry the others; marks
    are drawn without text.
    """
    for group in _groups(glyphs):
        text = "".join(one.text for one in reversed(group))
        width = sum(one.advance for one in group)
        blank = face.font.get_nominal_glyph(ord(" "))
        if (len(group) == 1 and len(text) < 2) or width <= 0 or blank is None:  # noqa: PLR2004
            yield from group
            continue
        *marks, letter = group
        share = round(width / len(text), 2)
        yield from (replace(one, text="") for one in marks)
        yield replace(letter, text=text[-1], wide=share)
        for at, sign in enumerate(reversed(text[:-1]), start=1):
            yield Glyph(face, int(blank), sign, 0.0, at * share - width, 0.0, share)


def _groups(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """From left to right, each letter with its marks: they come before it, since they come after it in reading order."""
    group: list[Glyph] = []
    for one in glyphs:
        group.append(one)
        if one.advance > 0 and one.text:
            yield group
            group = []
    if group:
        yield group
