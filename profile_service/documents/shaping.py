"""From text to glyphs with HarfBuzz: runs of one direction, script and font, then from left to right."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import uharfbuzz as hb

from profile_service.documents.directions import Directed, direct, visual_order
from profile_service.documents.fonts import FontFace, box, face_for, first_face, script_of
from profile_service.documents.glyphs import Glyph, carried

_JOINERS: Final = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int
    level: int
    face: FontFace
    script: str


def shape(line: Directed, bold: bool) -> list[Glyph]:
    """The glyphs of one line, from left to right."""
    runs = list(_runs(line, bold))
    ordered = visual_order(runs, [run.level for run in runs])
    return [glyph for run in ordered for glyph in _shape_run(line.text, run)]


def width_of(glyphs: list[Glyph]) -> float:
    """How wide glyphs are, in thousandths of the font size."""
    return sum(glyph.advance for glyph in glyphs)


@lru_cache(maxsize=20_000)
def word_width(word: str, bold: bool) -> float:
    """How wide a word is on its own, in thousandths of the font size."""
    return width_of(shape(direct(word, 0), bold))


def _runs(line: Directed, bold: bool) -> Iterator[_Run]:
    start, face, script = 0, first_face(bold), ""
    for at, sign in enumerate(line.text):
        own_face = _face(sign, face, bold)
        own_script = script if _inherits(sign) else script_of(sign)
        same = own_face is face and line.levels[at] == line.levels[start] and own_script in ("", script)
        if not same and (script or own_face is not face or line.levels[at] != line.levels[start]):
            if at > start:
                yield _Run(start, at, line.levels[start], face, script)
            start, script = at, ""
        face, script = own_face, own_script or script
    if line.text:
        yield _Run(start, len(line.text), line.levels[start], face, script)


def _face(sign: str, current: FontFace, bold: bool) -> FontFace:
    # A mark stays with its letter, and a space with its words, where the font has them.
    if (_inherits(sign) or sign.isspace()) and current.draws(sign):
        return current
    return face_for(sign, bold) or (current if sign in _JOINERS else first_face(bold))


def _inherits(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.combining(sign) > 0 or unicodedata.category(sign) in ("Mn", "Me")


def _shape_run(text: str, run: _Run) -> Iterator[Glyph]:
    buffer = hb.Buffer()
    # The whole line goes in, so that a letter at the edge of a run still joins its neighbour in the next.
    buffer.add_codepoints(
        [ord(sign) for sign in text], item_offset=run.start, item_length=run.end - run.start
    )
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    hb.shape(run.face.font, buffer)
    glyphs = _glyphs(text, run, buffer)
    return carried(run.face, glyphs) if run.level % 2 else glyphs


def _glyphs(text: str, run: _Run, buffer: Any) -> Iterator[Glyph]:
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], run.end], strict=True))
    order = range(len(infos) - 1, -1, -1) if run.level % 2 else range(len(infos))
    texts: dict[int, str] = {}
    told: set[int] = set()
    for at in order:
        cluster = infos[at].cluster
        # Where a character becomes several glyphs, the first one in reading order stands for it.
        texts[at] = "" if cluster in told else text[cluster : ends[cluster]]
        told.add(cluster)
    scale = run.face.scale
    for at, (info, position) in enumerate(zip(infos, positions, strict=True)):
        if info.codepoint == 0:
            yield _missing(texts[at])
            continue
        yield Glyph(
            run.face, info.codepoint, texts[at],
            position.x_advance * scale, position.x_offset * scale, position.y_offset * scale,
        )  # fmt: skip


def _missing(text: str) -> Glyph:
    face, glyph = box()
    return Glyph(face, glyph, text, face.font.get_glyph_h_advance(glyph) * face.scale, 0.0, 0.0)
