"""The picture of a match: a map of tiles, one for each skill, numbered as the list below it.

What she has fills its tile from below, the higher the better it is supported; what is missing is a dashed edge. So it says the
same in black and white. No style stands in it: the stylesheet colours it, and the content policy holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from markupsafe import Markup, escape

from profile_service.domain.match import STRENGTHS, Fit, Need, Row

_RADIUS: Final = 20.0
_PLACE: Final = 23.0
"""The radius of the place in which a tile stands: a little more, so that no two edges meet."""
_WIDE: Final = sqrt(3) * _PLACE
_STEP: Final = 1.5 * _PLACE
_IN_A_ROW: Final = 7
_EDGE: Final = 3.0
_BETWEEN_NEEDS: Final = 16.0
_MOST: Final = 140
"""How many tiles are drawn; the list has them all."""
WIDTH: Final = _IN_A_ROW * _WIDE + 2 * _EDGE
_ROUND: Final = tuple(
    (x * sqrt(3) / 2 * _RADIUS, y * _RADIUS)
    for x, y in ((0, -1), (1, -0.5), (1, 0.5), (0, 1), (-1, 0.5), (-1, -0.5))
)


@dataclass(frozen=True, slots=True)
class _Tile:
    number: int
    row: Row
    x: float
    y: float


def picture(fit: Fit, title: str, *, from_right: bool) -> Markup:
    """The match as SVG, to stand in a page. Its name is the title; the list beside it says everything.

    Args:
        from_right: whether the script of the page runs from right to left: then the first tile is the rightmost.
    """
    tiles, height = _laid_out(fit)
    drawn = Markup("").join(_drawn(tile, WIDTH - tile.x if from_right else tile.x) for tile in tiles)
    return Markup(
        '<svg class="map" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-labelledby="map-title" focusable="false">'
        '<title id="map-title">{}</title>{}</svg>'
    ).format(WIDTH, height, title, drawn)


def _laid_out(fit: Fit) -> tuple[list[_Tile], float]:
    tiles: list[_Tile] = []
    top = _EDGE + _RADIUS
    for need in Need:
        rows = fit.of(need)[: _MOST - len(tiles)]
        if not rows:
            continue
        for row, (x, y) in zip(rows, _places(), strict=False):
            tiles.append(_Tile(len(tiles) + 1, row, x, top + y))
        top = tiles[-1].y + 2 * _PLACE + _BETWEEN_NEEDS
    bottom = tiles[-1].y if tiles else 0.0
    return tiles, bottom + _RADIUS + _EDGE


def _places() -> Iterator[tuple[float, float]]:
    """The middles of a honeycomb: every other row is one shorter and set in by half a tile."""
    line = 0
    while True:
        short = line % 2
        for at in range(_IN_A_ROW - short):
            yield _EDGE + _WIDE * (at + 0.5 + short / 2), line * _STEP
        line += 1


def _drawn(tile: _Tile, x: float) -> Markup:
    corners = [(x + dx, tile.y + dy) for dx, dy in _ROUND]
    had = tile.row.had
    edge = Markup('<polygon class="{}" points="{}"/>').format("has" if had else "gone", _points(corners))
    inside = Markup("")
    if had is not None:
        share = 1.0 if had.strength is None else (STRENGTHS.index(had.strength) + 1) / len(STRENGTHS)
        line = tile.y + _RADIUS - share * 2 * _RADIUS
        inside = Markup('<polygon class="full" points="{}"/>').format(_points(_below(corners, line)))
    name = escape(tile.row.needed.skill.label)
    number = Markup(
        '<circle class="plate" cx="{:.1f}" cy="{:.1f}" r="11"/><text x="{:.1f}" y="{:.1f}">{}</text>'
    ).format(x, tile.y, x, tile.y, tile.number)
    return Markup("<g><title>{}</title>{}{}{}</g>").format(name, inside, edge, number)


def _below(corners: Sequence[tuple[float, float]], line: float) -> list[tuple[float, float]]:
    """The part of a polygon below a level line."""
    kept: list[tuple[float, float]] = []
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if y1 >= line:
            kept.append((x1, y1))
        if (y1 >= line) != (y2 >= line):
            kept.append((x1 + (line - y1) / (y2 - y1) * (x2 - x1), line))
    return kept


def _points(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
