"""Text from the top of a page to its foot, and on to the next one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from profile_service.documents.lines import Line, break_text
from profile_service.documents.pages import PAGE_HEIGHT, PAGE_WIDTH, Page, Placed, PlacedLine, Rule, Squares
from profile_service.documents.structure import Part, Role

MARGIN: Final = 54.0
TOP: Final = PAGE_HEIGHT - 54.0
FOOT: Final = 72.0
TEXT_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN
_FOOT_LINE: Final = 58.0
_LONGEST_TOGETHER: Final = 220.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks, and what it is. `leading` is the distance between baselines."""

    size: float
    leading: float
    bold: bool = False
    grey: float = 0.0
    role: Role = Role.TEXT


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a column; `indent` and `width` are measured from the side where reading begins.

    With `own_side` a paragraph begins where its own script does, otherwise where the document does. `language` where it is
    another than the document's.
    """

    text: str
    style: Style
    indent: float = 0.0
    width: float = TEXT_WIDTH
    own_side: bool = False
    language: str = ""


class Flow:
    """Pages being filled, in the direction that the document is read.

    Args:
        top: where the text begins on each page, and `foot` where it ends.
    """

    def __init__(self, right_to_left: bool, top: float = TOP, foot: float = FOOT) -> None:
        self._rtl = right_to_left
        self._top, self._foot = top, foot
        self._pages: list[list[Placed]] = [[]]
        self._y = top
        self._side = (0, top)

    @property
    def room(self) -> float:
        """How much of this page is left."""
        return self._y - self._foot

    @property
    def here(self) -> float:
        """How far down the text is."""
        return self._y

    @property
    def drawn(self) -> list[list[Placed]]:
        """What there is so far, page by page."""
        return self._pages

    def gap(self, height: float) -> None:
        """Leave room, but none at the top of a page."""
        if self._y < self._top:
            self._y -= height

    def keep(self, height: float) -> None:
        """Begin a new page where less than this is left."""
        if self.room < height:
            self._new_page()

    def together(self, write: Callable[[], None]) -> None:
        """Write what belongs together on one page, where it is short enough for that to look right."""
        pages, marks, y = len(self._pages), len(self._pages[-1]), self._y
        write()
        taken = (y - self._foot) + (self._top - self._y)
        is_short = len(self._pages) == pages + 1 and taken < _LONGEST_TOGETHER
        if is_short and marks:
            del self._pages[pages:]
            del self._pages[-1][marks:]
            self._new_page()
            write()

    def rule(
        self, thickness: float = 0.6, grey: float = 0.0, indent: float = 0.0, width: float = TEXT_WIDTH
    ) -> None:
        """A line across the page, or across a column of it."""
        left = PAGE_WIDTH - MARGIN - indent - width if self._rtl else MARGIN + indent
        self._pages[-1].append(Rule(left, self._y, width, thickness, grey))

    def squares(self, rows: Sequence[Sequence[bool]], width: float, said: str) -> None:
        """A pattern at the side where reading begins, as high as it is wide; what is written next stands beside it."""
        self.keep(width)
        left = PAGE_WIDTH - MARGIN - width if self._rtl else MARGIN
        self._pages[-1].append(Squares(rows, left, self._y - width, width, Part(Role.FIGURE, said)))
        self._side = (len(self._pages), self._y - width)

    def write(self, cell: Cell) -> None:
        """A text on lines of its own, on to the next page where it must."""
        part = _part(cell)
        for line in self._broken(cell):
            self.keep(cell.style.leading)
            self._y -= cell.style.leading
            self._place(line, cell, self._y, part)

    def beside(self, cell: Cell) -> None:
        """A short text that starts where the next one does; `keep` its height before."""
        y, part = self._y, _part(cell)
        for line in self._broken(cell):
            y -= cell.style.leading
            self._place(line, cell, y, part)
        self._side = (len(self._pages), y)

    def clear(self) -> None:
        """Go on below the text that stands beside."""
        page, y = self._side
        if page == len(self._pages):
            self._y = min(self._y, y)

    def pages(self, footer: Callable[[int, int], Sequence[Cell]]) -> list[Page]:
        """The pages, each with its footer: one line for each of the cells."""
        count = len(self._pages)
        for number, page in enumerate(self._pages, start=1):
            page.append(Rule(MARGIN, _FOOT_LINE, TEXT_WIDTH, 0.4, 0.4))
            y = _FOOT_LINE
            for cell in footer(number, count):
                for line in self._broken(cell):
                    y -= cell.style.leading
                    self._place(line, cell, y, None, page)
        return list(self._pages)

    def _new_page(self) -> None:
        self._pages.append([])
        self._y = self._top

    def _broken(self, cell: Cell) -> list[Line]:
        return break_text(cell.text, cell.width, cell.style.size, cell.style.bold, int(self._rtl))

    def _place(
        self, line: Line, cell: Cell, y: float, part: Part | None, page: list[Placed] | None = None
    ) -> None:
        left = MARGIN + cell.indent
        if self._rtl:
            left = PAGE_WIDTH - MARGIN - cell.indent - cell.width
        if line.right_to_left if cell.own_side else self._rtl:
            left += cell.width - line.width
        target = self._pages[-1] if page is None else page
        target.append(PlacedLine(line, left, y, cell.style.size, cell.style.grey, part))


def _part(cell: Cell) -> Part:
    return Part(cell.style.role, cell.text, cell.language)
