"""The last lines of a paper: how whoever holds it can find out whether it was made here and still holds."""

from typing import Final

import segno

from profile_service.documents.flow import TEXT_WIDTH, Cell, Flow, Style
from profile_service.domain.paper import Marked
from profile_service.language import Words, spoken, words
from profile_service.language.marking import N_

_HEADING: Final = Style(9.5, 13, bold=True)
_TEXT: Final = Style(8.5, 11.5, grey=0.15)
_BESIDE: Final = Style(8, 10.5, grey=0.3)
_CODE: Final = Style(9.5, 13.5, bold=True)
_SQUARE: Final = 80.0
_INDENT: Final = 92.0
_QUIET: Final = 2
HEIGHT: Final = 100.0
"""What the lines take at most, where nothing else is below them."""

_SCAN: Final = N_("Scan the square, or open {place} and write these letters:")
_TOLD: Final = N_("You are told when it was made and whether it still holds. You are not told whose it is.")
_BREAKS: Final = N_("The file has a seal. If anything in the file is changed, the seal breaks.")


def beside_of(speech: Words) -> Words | None:
    """The Swedish that stands beside; None where the paper is in Swedish itself."""
    if spoken(speech.tag) == "sv":
        return None
    swedish = words("sv")
    return swedish.for_readers() if speech.to_reader else swedish


def both(speech: Words, msgid: str) -> str:
    """A heading in her language, with the Swedish after it."""
    swedish, text = beside_of(speech), speech(msgid)
    beside = "" if swedish is None else swedish(msgid)
    return text if beside in ("", text) else f"{text}  ·  {beside}"


def write_check(flow: Flow, speech: Words, marked: Marked | None) -> None:
    """The QR code with the word beside it. Without a mark there is the seal alone, and nothing to scan."""
    if marked is None:
        flow.write(Cell(speech(_BREAKS), _TEXT))
        return
    swedish, width = beside_of(speech), TEXT_WIDTH - _INDENT
    flow.keep(HEIGHT)
    flow.squares(_rows(marked.address), _SQUARE, speech(N_("QR code: {address}"), address=marked.address))
    flow.write(Cell(both(speech, N_("Check this paper")), _HEADING, _INDENT, width))
    flow.write(Cell(speech(_SCAN, place=marked.place), _TEXT, _INDENT, width))
    if swedish is not None:
        told = swedish(_SCAN, place=marked.place)
        flow.write(Cell(told, _BESIDE, _INDENT, width, own_side=True, language="sv"))
    # Letters from left to right, whatever stands around them.
    flow.write(Cell(marked.spoken, _CODE, _INDENT, width))
    flow.write(Cell(f"{speech(_TOLD)} {speech(_BREAKS)}", _TEXT, _INDENT, width))
    flow.clear()


def _rows(address: str) -> list[list[bool]]:
    code = segno.make(address, error="m", boost_error=False, micro=False)
    return [[bool(module & 1) for module in row] for row in code.matrix_iter(border=_QUIET)]
