"""A sheet as a list of things to do: how each part stands in words, and which questions share a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from profile_service.domain.instrument import AnswerKind, InstrumentItem, InstrumentSection
from profile_service.domain.mapping_sheet import Sheet
from profile_service.web.mapping_forms import Question

_ON_A_PAGE: Final = 4
_SECONDS: Final = 25
_LONGER: Final = {AnswerKind.ENTRIES: 150, AnswerKind.LONG_TEXT: 90}
_ROUND: Final = 5
"""Minutes are told in steps of five: it is a guess, and looks like one."""


class PartState(StrEnum):
    """How a part of an instrument stands."""

    DONE = "done"
    KNOWN = "known"
    """Nothing was answered, and nothing has to be: all of it is filled in."""
    LEFT = "left"
    HIDDEN = "hidden"
    CLOSED = "closed"
    """Special, and not opened."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an instrument, with those of its questions that are put to whoever sits there, in order."""

    section: InstrumentSection
    questions: tuple[Question, ...]
    state: PartState
    left: int
    """How many still ask for an answer."""
    pages: Mapping[str, int]
    """The page of each question, by its id. The same however much is answered."""

    @property
    def known(self) -> int:
        """How many are filled in from before."""
        return sum(question.known for question in self.questions)

    @property
    def numbers(self) -> list[int]:
        """The pages that have anything on them now."""
        return sorted({self.page_of(question) for question in self.questions})

    def page_of(self, question: Question) -> int:
        """On which page a question is."""
        return self.pages[question.item.id]

    def on(self, number: int) -> list[Question]:
        """The questions of a page."""
        return [question for question in self.questions if self.page_of(question) == number]

    def next_left(self, after: int) -> int | None:
        """The first page behind this one on which anything is left to answer; None where there is none."""
        pages = (self.page_of(question) for question in self.questions if question.asked)
        return next((page for page in sorted(pages) if page > after), None)


def parts_of(sheet: Sheet, *, at_work: bool) -> list[Part]:
    """Every part that there is for whoever sits there, in order."""
    parts = [_part(section, sheet) for section in sheet.instrument.sections]
    return [part for part in parts if _is_there(part, sheet, at_work=at_work)]


def minutes_for(items: Sequence[InstrumentItem]) -> int:
    """About how long it takes to answer all of them."""
    seconds = sum(_LONGER.get(item.kind, _SECONDS) for item in items)
    return max(1, -(-seconds // (60 * _ROUND))) * _ROUND


def pages_of(section: InstrumentSection) -> dict[str, int]:
    """Which questions share a page. Entries have one of their own, and what depends on an answer comes on a later one."""
    pages: dict[str, int] = {}
    number, here = 1, list[str]()
    for item in section.items:
        alone = item.kind is AnswerKind.ENTRIES
        waits = item.shown_if is not None and item.shown_if.item in here
        if here and (alone or waits or len(here) >= _ON_A_PAGE):
            number, here = number + 1, []
        pages[item.id] = number
        here.append(item.id)
        if alone:
            number, here = number + 1, []
    return pages


def _part(section: InstrumentSection, sheet: Sheet) -> Part:
    session, pages = sheet.session, pages_of(section)
    if section.special and section.id not in session.opened:
        return Part(section, (), PartState.CLOSED, 0, pages)
    if section.id in session.hidden:
        return Part(section, (), PartState.HIDDEN, 0, pages)
    rows = [row for row in sheet.rows if row.section.id == section.id]
    questions = tuple(Question(row.item, row.covered, row.answer, row.asked) for row in rows)
    left = sum(question.asked for question in questions)
    answered = any(question.answer is not None for question in questions)
    state = PartState.LEFT if left else PartState.DONE if answered else PartState.KNOWN
    return Part(section, questions, state, left, pages)


def _is_there(part: Part, sheet: Sheet, *, at_work: bool) -> bool:
    # What she has not opened for them is not even named to them.
    if part.state is PartState.CLOSED:
        return not at_work or part.section.id in sheet.may_open
    return part.state is PartState.HIDDEN or bool(part.questions)
