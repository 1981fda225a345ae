"""A copy for a case file on paper: who read it, for what, until when, and then what was shown."""

from datetime import timedelta
from functools import partial
from typing import Final

from profile_service.documents.flow import TEXT_WIDTH, Cell, Flow, Style
from profile_service.documents.items import Beside, write_section
from profile_service.documents.pages import About, write_pdf
from profile_service.domain.case_copy import CaseCopy
from profile_service.domain.sections import SECTIONS
from profile_service.language import Words, scope_sentence
from profile_service.language.marking import N_
from profile_service.language.words import ZONE

_KIND: Final = Style(9, 12, grey=0.25)
_TITLE: Final = Style(18, 24, bold=True)
_LABEL: Final = Style(9, 13.5, grey=0.25)
_VALUE: Final = Style(10, 13.5)
_NOTE: Final = Style(9.5, 13, bold=True)
_FOOT: Final = Style(7.5, 9.5, grey=0.25)
_SIDE_WIDTH: Final = 112.0
_INDENT: Final = 124.0


def case_copy_pdf(copy: CaseCopy, words: Words) -> bytes:
    """The copy as PDF, A4. The same copy gives the same bytes: it is dated with its reading.

    What was shown is cut already, by the grant and by what stays with somebody who is protected; nothing is added here.
    """
    words = words.for_readers()
    flow = Flow(words.direction == "rtl")
    title = words(N_("Case {case}"), case=copy.case_reference)
    flow.write(Cell(words(N_("Copy for a case file")), _KIND))
    flow.write(Cell(title, _TITLE))
    flow.gap(4)
    for label, value in _facts(copy, words):
        flow.together(partial(_fact, flow, label, value))
    flow.gap(8)
    told = words(
        N_(
            "This is a copy. The person can have changed or stopped something since. Your rules for case files hold for it."
        )
    )
    flow.write(Cell(told, _NOTE))
    sections, today = copy.disclosure.sections, copy.at.astimezone(ZONE).date()
    for section in SECTIONS:
        items = sections.get(section, ())
        if items:
            write_section(flow, words, section, items, False, Beside(today, sections))
    if not any(sections.values()):
        flow.gap(10)
        flow.write(Cell(words(N_("The person has not written anything there yet.")), _VALUE))
    about = About(title, words(N_("Copy for a case file")), words.tag, copy.at)
    return write_pdf(flow.pages(lambda page, pages: _footer(copy, words, page, pages)), about)


def _facts(copy: CaseCopy, words: Words) -> list[tuple[str, str]]:
    declaration = copy.disclosure.declaration
    spoken = declaration.purpose.sentence if declaration is not None else {}
    why = copy.rule or spoken.get(words.tag) or spoken.get("sv") or next(iter(spoken.values()), "")
    last = copy.until - timedelta(microseconds=1)
    return [
        (words(N_("Read by")), ", ".join(one for one in (copy.reader, copy.unit, copy.organisation) if one)),
        (words(N_("Read at")), words.moment(copy.at)),
        (words(N_("By law")) if copy.rule else words(N_("Purpose")), why),
        (words(N_("Open until")), words.day(last)),
        (words(N_("What")), "\n".join(scope_sentence(words, str(one)) for one in copy.disclosure.scopes)),
        (words(N_("Sharing")), copy.ground),
    ]


def _fact(flow: Flow, label: str, value: str) -> None:
    flow.gap(2)
    flow.keep(_VALUE.leading)
    flow.beside(Cell(label, _LABEL, 0.0, _SIDE_WIDTH))
    flow.write(Cell(value, _VALUE, _INDENT, TEXT_WIDTH - _INDENT))
    flow.clear()


def _footer(copy: CaseCopy, words: Words, page: int, pages: int) -> list[Cell]:
    number = words(N_("Page {page} of {pages}"), page=page, pages=pages)
    read = words(N_("Read {moment} by {name}"), moment=words.moment(copy.at), name=copy.reader)
    return [Cell(f"{number}  ·  {read}  ·  {copy.ground}", _FOOT)]
