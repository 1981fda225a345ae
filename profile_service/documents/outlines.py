"""A glyph as a shape (ISO 32000-1, 8.5.2): for what is seen and is no letter by itself."""

from functools import cache
from typing import Any, Final

import uharfbuzz as hb

from profile_service.documents.fonts import FontFace

Point = tuple[float, float]


class _Pen:
    """Collects the segments of an outline, in thousandths of the font size. Quadratic curves become cubic ones."""

    def __init__(self, scale: float) -> None:
        self.segments: list[tuple[str, tuple[Point, ...]]] = []
        self._scale = scale
        self._at: Point = (0.0, 0.0)

    def put(self, sign: str, *points: Point) -> None:
        scaled = tuple((x * self._scale, y * self._scale) for x, y in points)
        if sign == "v":
            control, end = scaled
            begin = self._at
            scaled = (_towards(begin, control), _towards(end, control), end)
            sign = "c"
        if scaled:
            self._at = scaled[-1]
        self.segments.append((sign, scaled))


def _towards(end: Point, control: Point) -> Point:
    return end[0] + (control[0] - end[0]) * 2 / 3, end[1] + (control[1] - end[1]) * 2 / 3


def _drawing() -> Any:
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, pen: pen.put("m", (x, y)))
    funcs.set_line_to_func(lambda x, y, pen: pen.put("l", (x, y)))
    funcs.set_quadratic_to_func(lambda x1, y1, x, y, pen: pen.put("v", (x1, y1), (x, y)))
    funcs.set_cubic_to_func(lambda x1, y1, x2, y2, x, y, pen: pen.put("c", (x1, y1), (x2, y2), (x, y)))
    funcs.set_close_path_func(lambda pen: pen.put("h"))
    return funcs


_FUNCS: Final = _drawing()


@cache
def _segments(face: FontFace, glyph: int) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    pen = _Pen(face.scale)
    face.font.draw_glyph(glyph, _FUNCS, pen)
    return tuple(pen.segments)


def outline(face: FontFace, glyph: int, x: float, y: float, scale: float) -> str:
    """What fills the shape of a glyph at a place; empty for one that has none.

    Args:
        scale: points for a thousandth of the font size.
    """
    code = []
    for sign, points in _segments(face, glyph):
        numbers = " ".join(f"{x + px * scale:.2f} {y + py * scale:.2f}" for px, py in points)
        code.append(f"{numbers} {sign}".strip())
    return " ".join([*code, "f"]) if code else ""
