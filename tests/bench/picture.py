"""The growth curve as a picture."""

from collections.abc import Sequence
from math import log10
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.graphics import renderSVG
from reportlab.graphics.charts.lineplots import LinePlot
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import HexColor

if TYPE_CHECKING:
    from tests.bench.growth import Grown

_INK = HexColor("#1b1b1b")
_LINE = HexColor("#0b5a8a")
_WIDTH, _HEIGHT = 560, 320


def draw_growth(found: "Sequence[Grown]", file: Path) -> None:
    """Median time of one consented read over the number of grants and journal lines, both from zero or one upwards."""
    points = [(log10(one.rows), one.p50 / 1000) for one in found]
    plot = LinePlot()
    plot.x, plot.y, plot.width, plot.height = 60, 50, _WIDTH - 90, _HEIGHT - 110
    plot.data = [points]
    plot.lines[0].strokeColor, plot.lines[0].strokeWidth = _LINE, 2
    plot.xValueAxis.valueSteps = [x for x, _ in points]
    plot.xValueAxis.labelTextFormat = lambda x: f"10^{x:.0f}"
    plot.yValueAxis.valueMin = 0
    plot.yValueAxis.valueMax = max(y for _, y in points) * 1.25
    plot.yValueAxis.labelTextFormat = "%.1f"
    drawing = Drawing(_WIDTH, _HEIGHT)
    drawing.add(plot)
    for x, y, text, size in (
        (60, _HEIGHT - 30, "Consented read, one at a time: p50 in milliseconds", 14),
        (60, 14, "grants and journal lines in the database (logarithmic)", 11),
    ):
        drawing.add(String(x, y, text, fontSize=size, fillColor=_INK))
    renderSVG.drawToFile(drawing, str(file))
