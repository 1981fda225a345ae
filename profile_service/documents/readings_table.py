"""What an organisation has read, as a table for its own oversight. Whom it was about stands in no line."""

import csv
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from typing import Final

from profile_service.actions.overseeing import ReadingLine
from profile_service.documents.case_table import MARK, safe_cell
from profile_service.domain.event import Kind
from profile_service.language import Words
from profile_service.language.marking import N_
from profile_service.language.words import ZONE

KINDS: Final[Mapping[Kind, str]] = {
    Kind.READ: N_("A reading"),
    Kind.COVERAGE: N_("Asked what is known"),
    Kind.MAPPING: N_("A mapping was begun"),
    Kind.FILE_OPENED: N_("A file was opened"),
    Kind.COPIED: N_("A copy was taken"),
}
_HEADS: Final = (
    N_("Read at"),
    N_("Kind of reading"),
    N_("Stopped"),
    N_("Read by"),
    N_("Unit"),
    N_("Case"),
    N_("Purpose"),
    N_("By law"),
    N_("Parts"),
    N_("Unusual"),
)


def readings_table(lines: Sequence[ReadingLine], purpose: Callable[[str], str], words: Words) -> bytes:
    """The table as bytes, written as `case_table.case_table` is.

    Args:
        purpose: what a coded purpose is called.
    """
    text = StringIO()
    rows = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow([words(one) for one in _HEADS])
    for one in lines:
        cells = (
            one.at.astimezone(ZONE).isoformat(timespec="seconds"),
            "" if one.refused else words(KINDS[one.kind]),
            words(N_("Yes")) if one.refused else words(N_("No")),
            one.reader,
            one.unit,
            one.case_reference,
            purpose(one.purpose) if one.purpose else "",
            one.rule,
            str(one.scopes) if one.scopes else "",
            one.unusual,
        )
        rows.writerow([safe_cell(cell) for cell in cells])
    return (MARK + text.getvalue()).encode("utf-8", "replace")
