"""The competence passport on one page: what she wants, what she has done and can do, and what others have confirmed.

However much there is, it is one page: of each section as much as fits, what is confirmed first, and it is said how much was left out.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Final

from profile_service.documents.asides import ASIDES
from profile_service.documents.checking import both, write_check
from profile_service.documents.directions import printable
from profile_service.documents.flow import FOOT, TEXT_WIDTH, TOP, Cell, Flow, Style
from profile_service.documents.items import heading
from profile_service.documents.lines import break_text
from profile_service.documents.pages import About, write_pdf
from profile_service.documents.periods import newest_first
from profile_service.documents.person import heading_name
from profile_service.documents.structure import Role
from profile_service.domain.paper import Marked
from profile_service.domain.profile import Assertion, Profile
from profile_service.language import (
    Words,
    item_title,
    source_label,
    spoken,
    strength_label,
    support_told,
    value_lines,
)
from profile_service.language.marking import N_
from profile_service.language.words import ZONE

_KIND: Final = Style(9, 12, grey=0.25)
_NAME: Final = Style(22, 28, bold=True, role=Role.TITLE)
_CONTACT: Final = Style(10, 14)
_HEADING: Final = Style(10.5, 14, bold=True, role=Role.HEADING)
_ENTRY: Final = Style(9.5, 12.5, bold=True, role=Role.ENTRY)
_SHORT: Final = Style(9.5, 12.5)
_SIDE: Final = Style(8.5, 11, grey=0.2)
_FOOT: Final = Style(7.5, 9.5, grey=0.25)
_WIDE: Final = 296.0
_NARROW: Final = TEXT_WIDTH - _WIDE - 24.0
_MOST: Final = 12
_SCALES: Final = (1.25, 1.15, 1.08, 1.0)
"""How much larger than least the text is: the first is taken with which everything is on the page."""
_LONGEST: Final = 400
_MANY: Final = 999
_CONFIRMED: Final = "●"

_LEFT: Final = ("expectations", "experience", "education")
_RIGHT: Final = ("languages", "skills", "transversal", "licences")


@dataclass(frozen=True, slots=True)
class _Page:
    """What all parts of the page are written with."""

    words: Words
    profile: Profile
    made_at: datetime
    items: Mapping[str, Sequence[Assertion]] = field(default_factory=dict)
    """What is on it, by section, in the order in which it is left out last."""
    scale: float = 1.0
    """How much larger than least the text is: a page with little on it is easier to read."""

    def style(self, least: Style) -> Style:
        """A style in the size of this page."""
        return replace(least, size=least.size * self.scale, leading=least.leading * self.scale)

    def mark(self, item: Assertion) -> tuple[str, str]:
        """The sign of what is confirmed, and who or what confirms it; two empty ones for her own account."""
        told = support_told(self.words, item, self.profile.sections, self.made_at.astimezone(ZONE).date())
        if not told.confirmed or not told.lines:
            return "", ""
        line = told.lines[0]
        if line == strength_label(self.words, item.strength):
            line = f"{line}  ·  {source_label(self.words, item.source)}"
        return f"{_CONFIRMED} ", line

    def ordered(self, section: str) -> list[Assertion]:
        """What is confirmed first, then what is newest, then as she has it."""
        shown = [
            one for one in self.profile.sections.get(section, ()) if one.content.get("hidden") is not True
        ]
        if section in ("experience", "education"):
            shown = newest_first(shown)
        return sorted(shown, key=lambda one: not self.mark(one)[0])


def sheet_pdf(profile: Profile, words: Words, made_at: datetime, marked: Marked | None = None) -> bytes:
    """The passport as PDF, one A4. The same profile gives the same bytes but for the mark."""
    plain = _Page(words.for_readers(), profile, made_at)
    plain = replace(plain, items={section: plain.ordered(section) for section in (*_LEFT, *_RIGHT)})
    rtl = words.direction == "rtl"
    head = Flow(rtl)
    _write_head(head, plain)
    tops = head.here - 10
    # Only how high it is: how much is left out is not known yet.
    measured = Flow(rtl)
    _write_end(measured, plain, _MANY, marked)
    bottom = FOOT + TOP - measured.here + 14
    columns = next(
        (
            tried
            for scale in _SCALES
            if (tried := _columns(replace(plain, scale=scale), (tops, bottom))).is_one_page
        ),
        None,
    ) or _fitted(plain, (tops, bottom))
    end = Flow(rtl, bottom - 8, 0)
    _write_end(end, plain, columns.left_out, marked)
    (whole,) = end.pages(partial(_footer, plain))
    title = plain.words(N_("Competence passport"))
    placed = [*head.drawn[0], *columns.left.drawn[0], *columns.right.drawn[0], *whole]
    return write_pdf([placed], About(title, title, spoken(words.tag), made_at))


@dataclass(frozen=True, slots=True)
class _Columns:
    left: Flow
    right: Flow
    left_out: int

    @property
    def is_one_page(self) -> bool:
        return len(self.left.drawn) == len(self.right.drawn) == 1


def _columns(page: _Page, room: tuple[float, float], left: int = _MOST, right: int = _MOST) -> _Columns:
    """Both columns, with so many entries of a section at most."""
    rtl = page.words.direction == "rtl"
    one, other = Flow(rtl, *room), Flow(rtl, *room)
    out = _write_sections(one, page, _LEFT, left, 0.0, _WIDE)
    out += _write_sections(other, page, _RIGHT, right, _WIDE + 24.0, _NARROW)
    return _Columns(one, other, out)


def _fitted(page: _Page, room: tuple[float, float]) -> _Columns:
    """Both columns, each as full as it can be."""
    left = bisect_left(
        range(_MOST), True, key=lambda less: len(_columns(page, room, _MOST - less, 0).left.drawn) == 1
    )
    right = bisect_left(
        range(_MOST), True, key=lambda less: len(_columns(page, room, 0, _MOST - less).right.drawn) == 1
    )
    return _columns(page, room, _MOST - left, _MOST - right)


def _write_head(flow: Flow, page: _Page) -> None:
    words, people = page.words, page.profile.sections.get("person", ())
    person = people[0] if people else None
    protected = person is not None and person.content.get("protected_identity") is True
    title = both(words, N_("Competence passport"))
    name = "" if person is None or protected else heading_name(words, person, False)
    if name and name != words(N_("Competence profile")):
        flow.write(Cell(title, _KIND))
        _short(flow, Cell(name, _NAME), 2)
    else:
        flow.write(Cell(title, _NAME))
    if person is not None and not protected:
        contact = [
            line
            for field in ("place", "phone", "email")
            for line in value_lines(words, "person", field, person.content.get(field))
        ]
        if contact:
            flow.gap(2)
            _short(flow, Cell("  ·  ".join(contact), _CONTACT), 2)


def _write_sections(
    flow: Flow, page: _Page, sections: Sequence[str], most: int, indent: float, width: float
) -> int:
    """A column; how many entries are not in it."""
    left_out = 0
    for section in sections:
        items = page.items[section]
        few = items[:most]
        left_out += len(items) - len(few)
        if not few:
            continue
        flow.gap(12)
        _write_heading(flow, page, section, indent, width)
        for item in few:
            _write_item(flow, page, item, indent, width)
    return left_out


def _write_heading(flow: Flow, page: _Page, section: str, indent: float, width: float) -> None:
    flow.write(Cell(heading(page.words, section), page.style(_HEADING), indent, width))
    flow.gap(4)
    flow.rule(0.6, 0.0, indent, width)


def _write_item(flow: Flow, page: _Page, item: Assertion, indent: float, width: float) -> None:
    words, content = page.words, item.content
    title = item_title(words, item.section, content)
    if title is None:
        return
    mark, by = page.mark(item)
    flow.gap(4)
    wide = item.section in _LEFT
    _short(flow, Cell(f"{mark}{title}", page.style(_ENTRY if wide else _SHORT), indent, width), 2)
    for line in ASIDES[item.section](words, item):
        _short(flow, Cell(line, page.style(_SIDE), indent, width), 2)
    if by:
        _short(flow, Cell(by, page.style(_SIDE), indent, width), 2)


def _short(flow: Flow, cell: Cell, most: int) -> None:
    """A text on so many lines at most; what is cut off ends in three dots."""
    text = printable(cell.text).replace("\n", " ")[:_LONGEST]
    for length in _lengths(text):
        shown = text if length == len(text) else f"{text[:length].rstrip()}…"
        lines = break_text(shown, cell.width, cell.style.size, cell.style.bold, 0)
        if len(lines) <= most:
            flow.write(Cell(shown, cell.style, cell.indent, cell.width))
            return


def _lengths(text: str) -> Iterator[int]:
    length = len(text)
    while length > 1:
        yield length
        length = length * 9 // 10
    yield length


def _write_end(flow: Flow, page: _Page, left_out: int, marked: Marked | None) -> None:
    words = page.words
    told = words(N_("● means: somebody else, or a paper, confirms it. All else is the person's own account."))
    if left_out:
        more = words.plural(
            "{n} more entry is in the full paper.", "{n} more entries are in the full paper.", left_out
        )
        told = f"{told} {more}"
    flow.write(Cell(told, _SIDE))
    flow.gap(4)
    flow.rule(0.4, 0.4)
    flow.gap(6)
    write_check(flow, words, marked)


def _footer(page: _Page, number: int, pages: int) -> list[Cell]:
    del number, pages
    words = page.words
    belongs = words(
        N_(
            "This profile belongs to the person it is about. She or he decides who may see it,"
            " and can change it after this copy was made."
        )
    )
    made = words(N_("Made on {moment}"), moment=words.moment(page.made_at))
    return [Cell(made, _FOOT), Cell(belongs, _FOOT)]
