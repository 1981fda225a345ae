"""A copy for a case file as a table: comma-separated values (RFC 4180) as Swedish spreadsheets open them.

Semicolons, since a comma is the decimal sign there, and a byte order mark, by which a spreadsheet knows the letters. What somebody
has written is never a formula: a cell that could be taken for one begins with an apostrophe (OWASP, CSV Injection).
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Final

from profile_service.domain.case_copy import CaseCopy
from profile_service.domain.profile import Assertion
from profile_service.domain.sections import SECTIONS
from profile_service.language import (
    Words,
    field_label,
    item_title,
    section_label,
    source_label,
    strength_label,
    value_lines,
)
from profile_service.language.marking import N_
from profile_service.language.words import ZONE

MARK: Final = "\ufeff"
_FORMULA: Final = "=+-@|%＝＋－＠﹦﹢﹣﹫﹪｜"
"""What a spreadsheet begins a formula or a command with, at full width and in small forms too."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zs"})
_NEXT_CELL: Final = re.compile(rf"([,;][\"']*)(?=[{re.escape(_FORMULA)}])")
"""Where a cell would begin if the file were opened with a comma between its cells, quotation marks or not."""
_HEADS: Final = (
    N_("Section"), N_("Entry"), N_("Field"), N_("Value"), N_("Source"), N_("Support"), N_("Last confirmed"), N_("Old"),
    N_("Purpose"), N_("Sharing"), N_("Case"), N_("Read by"), N_("Unit"), N_("Organisation"), N_("Read at"), N_("Open until"),
)  # fmt: skip


def case_table(copy: CaseCopy, words: Words) -> bytes:
    """The table as bytes: a row for each field that was shown, with where it comes from and what the reading rests on."""
    words = words.for_readers()
    text = StringIO()
    rows = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow([words(one) for one in _HEADS])
    beside = _beside(copy, words)
    for section in SECTIONS:
        for item in copy.disclosure.sections.get(section, ()):
            rows.writerows([*map(safe_cell, [*row, *beside])] for row in _rows(words, item, copy))
    return (MARK + text.getvalue()).encode("utf-8", "replace")


def safe_cell(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula, on one line."""
    one_line = _NEXT_CELL.sub(r"\1'", " ".join(text.split()))
    first = next((sign for sign in one_line if unicodedata.category(sign) not in _UNSEEN), "")
    return f"'{one_line}" if first and first in _FORMULA else one_line


def _rows(words: Words, item: Assertion, copy: CaseCopy) -> Iterator[list[str]]:
    today = copy.at.astimezone(ZONE).date()
    title = item_title(words, item.section, item.content) or ""
    for field in SECTIONS[item.section].fields:
        lines = value_lines(words, item.section, field, item.content.get(field))
        if lines:
            yield [
                section_label(words, item.section),
                title,
                field_label(words, item.section, field),
                "; ".join(lines),
                source_label(words, item.source),
                strength_label(words, item.strength),
                item.last_confirmed.astimezone(ZONE).date().isoformat(),
                words(N_("Yes")) if item.is_stale(today) else words(N_("No")),
            ]


def _beside(copy: CaseCopy, words: Words) -> list[str]:
    declaration = copy.disclosure.declaration
    spoken = declaration.purpose.sentence if declaration is not None else {}
    last = copy.until - timedelta(microseconds=1)
    return [
        copy.rule or spoken.get(words.tag) or spoken.get("sv") or next(iter(spoken.values()), ""),
        copy.ground,
        copy.case_reference,
        copy.reader,
        copy.unit,
        copy.organisation,
        copy.at.astimezone(ZONE).isoformat(timespec="minutes"),
        last.astimezone(ZONE).date().isoformat(),
    ]
