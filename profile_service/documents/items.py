"""A section on paper: its heading, and a row for each item."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from profile_service.documents.checking import beside_of
from profile_service.documents.directions import base_level
from profile_service.documents.flow import TEXT_WIDTH, Cell, Flow, Style
from profile_service.documents.periods import newest_first, period_of
from profile_service.documents.structure import Role
from profile_service.domain.profile import Assertion
from profile_service.domain.sections import SECTIONS
from profile_service.language import (
    Words,
    field_label,
    item_title,
    section_label,
    source_label,
    strength_label,
    support_lines,
    title_field,
    value_lines,
)
from profile_service.language.marking import N_

VALUE: Final = Style(9.5, 13)
_HEADING: Final = Style(12.5, 17, bold=True, role=Role.HEADING)
_TITLE: Final = Style(10.5, 14, bold=True, role=Role.ENTRY)
_SIDE: Final = Style(9, 14, grey=0.15)
_META: Final = Style(8, 11, grey=0.25)
_SIDE_WIDTH: Final = 112.0
_INDENT: Final = 124.0
_WIDTH: Final = TEXT_WIDTH - _INDENT
_AT_LEAST: Final = 56.0
_LONG: Final = 40

# What stands beside an item, so that the eye finds it in one column: when, or how well.
_SIDES: Final = {
    "expectations": ("horizon",),
    "languages": (),
    "skills": ("level",),
    "transversal": ("level",),
    "licences": ("issued",),
    "evidence": ("date",),
    "plan": ("status",),
    "progress": ("date",),
    "assessments": ("assessed_on",),
}
_PERIODS: Final = frozenset({"experience", "education"})
# Sections whose texts are long and all of one weight: no field of them is a title.
_UNTITLED: Final = frozenset({"adaptations"})
_HIDDEN: Final = frozenset(
    {"hide_employer", "file_sha256", "file", "supports", "ongoing", "about", "followed_by", "assessment_id"}
)
_PLACES: Final = frozenset(
    {"employer", "school", "country", "regions", "issuer", "owner", "agreed_with", "assessor", "unit"}
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What an item is looked at beside: the day, and all that is printed, out of which something may speak for it."""

    today: date
    sections: Mapping[str, Sequence[Assertion]]


def write_section(
    flow: Flow, words: Words, section: str, items: Sequence[Assertion], is_protected: bool, beside: Beside
) -> None:
    """The heading, and the items: newest first where they have a time, otherwise as the person has them."""
    metas = {meta_line(words, item, beside) for item in items}
    shared = metas.pop() if len(metas) == 1 and len(items) > 1 else None
    first, *others = newest_first(items) if section in _PERIODS else items

    def begin() -> None:
        _write_heading(flow, words, section, shared)
        _write_item(flow, words, first, is_protected, None if shared else beside)

    flow.together(begin)
    for item in others:
        flow.together(partial(_write_item, flow, words, item, is_protected, None if shared else beside))


def write_fields(
    flow: Flow,
    words: Words,
    item: Assertion,
    fields: Iterable[str],
    indent: float = 0.0,
    width: float = TEXT_WIDTH,
) -> None:
    """A line for each field that says something: its name, and the value."""
    for field in fields:
        lines = value_lines(words, item.section, field, item.content.get(field))
        if lines:
            label = field_label(words, item.section, field)
            value = words.join(lines)
            if len(value) > _LONG and base_level(value, 0) != base_level(label, 0):
                # Text of the other direction is a paragraph of its own, or its lines would be torn apart.
                flow.write(Cell(f"{label}:", VALUE, indent, width))
                flow.write(Cell(value, VALUE, indent, width, own_side=True))
            else:
                flow.write(Cell(f"{label}: {value}", VALUE, indent, width))


def _write_heading(flow: Flow, words: Words, section: str, shared: str | None) -> None:
    flow.gap(14)
    flow.keep(_HEADING.leading + _AT_LEAST)
    flow.write(Cell(heading(words, section), _HEADING))
    flow.gap(5)
    flow.rule()
    if shared:
        flow.gap(2)
        flow.write(Cell(words(N_("For all of this: {source}"), source=shared), _META))


def heading(words: Words, section: str) -> str:
    """The name of a section, with the Swedish after it where the paper is in another language."""
    swedish = beside_of(words)
    own = section_label(words, section)
    theirs = "" if swedish is None else section_label(swedish, section)
    return own if theirs in ("", own) else f"{own}  ·  {theirs}"


def meta_line(words: Words, item: Assertion, beside: Beside) -> str:
    """Where a statement comes from, how well and by what it is supported, when it was last confirmed, and whether that is too long ago."""
    confirmed = words(N_("last confirmed {day}"), day=words.day(item.last_confirmed))
    support = support_lines(words, item, beside.sections, beside.today)
    told = [
        source_label(words, item.source),
        *(support or (strength_label(words, item.strength),)),
        confirmed,
    ]
    if item.is_stale(beside.today):
        told.append(words(N_("old: ask whether it is still right")))
    return "  ·  ".join(told)


def _write_item(flow: Flow, words: Words, item: Assertion, is_protected: bool, beside: Beside | None) -> None:
    """One item. `beside` is None where what would stand under it stands under the heading, for all of them."""
    flow.gap(7)
    flow.keep(_AT_LEAST)
    title = None if item.section in _UNTITLED else item_title(words, item.section, item.content)
    side = _side(words, item)
    taken = {*_SIDES.get(item.section, ()), *_HIDDEN}
    # A title that was shortened is printed whole below.
    if title is not None and not title.endswith("…"):
        taken.add(title_field(item.section, item.content) or "")
    if item.section in _PERIODS:
        taken |= {"start", "end"}
    if item.content.get("outcome") == "ongoing":
        taken.add("outcome")
    if is_protected:
        taken |= _PLACES
    elif item.content.get("hide_employer") is True:
        taken.add("employer")
    if side:
        flow.beside(Cell(side, _SIDE, 0.0, _SIDE_WIDTH))
    if title is not None:
        flow.write(Cell(title, _TITLE, _INDENT, _WIDTH))
    fields = [field for field in SECTIONS[item.section].fields if field not in taken]
    write_fields(flow, words, item, fields, _INDENT, _WIDTH)
    if beside is not None:
        flow.write(Cell(meta_line(words, item, beside), _META, _INDENT, _WIDTH))
    flow.clear()


def _side(words: Words, item: Assertion) -> str:
    if item.section in _PERIODS:
        return period_of(words, item, " –\n")
    fields = _SIDES.get(item.section, ())
    return "\n".join(
        line for field in fields for line in value_lines(words, item.section, field, item.content.get(field))
    )
