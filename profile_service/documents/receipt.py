"""A receipt on paper: what was decided, in her language with the Swedish under it, and how it can be checked."""

from collections.abc import Iterable
from typing import Final

from profile_service.documents.checking import HEIGHT, beside_of, both, write_check
from profile_service.documents.flow import TEXT_WIDTH, Cell, Flow, Style
from profile_service.documents.pages import About, write_pdf
from profile_service.documents.structure import Role
from profile_service.domain.paper import Marked
from profile_service.domain.record_facts import RecordFacts
from profile_service.language import Words, spoken
from profile_service.language.marking import N_
from profile_service.language.receipts import Row, proof_rows, receipt_rows, receipt_sentence

_KIND: Final = Style(9, 12, grey=0.25)
_TITLE: Final = Style(18, 24, bold=True, role=Role.TITLE)
_HEADING: Final = Style(11, 15, bold=True, role=Role.HEADING)
_LABEL: Final = Style(9, 12, bold=True)
_VALUE: Final = Style(10, 13.5)
_BESIDE: Final = Style(8.5, 11.5, grey=0.25)
_FOOT: Final = Style(7.5, 9.5, grey=0.25)
_INDENT: Final = 14.0
_BELOW_TITLE: Final = 6.0
"""What hangs below the title's line, such as the tails of Arabic letters, must not reach the small line under it."""


def receipt_pdf(facts: RecordFacts, speech: Words, marked: Marked | None = None) -> bytes:
    """The receipt as PDF, A4. The same receipt gives the same bytes: the file is dated with what it tells of.

    Texts are placed as glyphs: nothing that stands in one is read as markup.
    """
    swedish = beside_of(speech)
    flow = Flow(speech.direction == "rtl")
    title = f"{receipt_sentence(speech, facts.kind)}: {facts.organisation}"
    flow.write(Cell(both(speech, N_("Receipt")), _KIND))
    flow.write(Cell(title, _TITLE))
    if swedish is not None:
        flow.gap(_BELOW_TITLE)
        flow.write(
            Cell(
                f"{receipt_sentence(swedish, facts.kind)}: {facts.organisation}",
                _BESIDE,
                own_side=True,
                language="sv",
            )
        )
    flow.gap(6)
    _write(flow, receipt_rows(speech, facts), None if swedish is None else receipt_rows(swedish, facts))
    flow.gap(8)
    flow.rule()
    flow.write(Cell(both(speech, N_("How this can be shown to be right")), _HEADING))
    _write(flow, proof_rows(speech, facts), None if swedish is None else proof_rows(swedish, facts))
    flow.gap(14)
    flow.keep(HEIGHT)
    flow.rule(0.4, 0.4)
    flow.gap(8)
    write_check(flow, speech, marked)
    name = speech(N_("Receipt"))
    about = About(name, name, spoken(speech.tag), facts.at)
    return write_pdf(flow.pages(lambda page, pages: _footer(speech, facts, page, pages)), about)


def _write(flow: Flow, rows: Iterable[Row], swedish: Iterable[Row] | None) -> None:
    beside = list(swedish) if swedish is not None else []
    for at, row in enumerate(rows):
        flow.gap(5)
        flow.together(lambda row=row, at=at: _row(flow, row, beside[at] if beside else None))  # type: ignore[misc]


def _row(flow: Flow, row: Row, swedish: Row | None) -> None:
    label, lines = row
    flow.write(Cell(label if swedish is None else f"{label}  ·  {swedish[0]}", _LABEL))
    for line in lines:
        flow.write(Cell(line, _VALUE, _INDENT, TEXT_WIDTH - _INDENT))
    for line in swedish[1] if swedish is not None else ():
        if line not in lines:
            flow.write(Cell(line, _BESIDE, _INDENT, TEXT_WIDTH - _INDENT, own_side=True, language="sv"))


def _footer(speech: Words, facts: RecordFacts, page: int, pages: int) -> list[Cell]:
    number = speech(N_("Page {page} of {pages}"), page=page, pages=pages)
    return [Cell(f"{number}  ·  {facts.id}", _FOOT)]
