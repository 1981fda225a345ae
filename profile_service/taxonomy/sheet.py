"""CSV, strictly (RFC 4180): every row has the header's columns, every quote closes, and each row knows its line."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from profile_service.taxonomy import limits
from profile_service.taxonomy.errors import MisfitError

_OTHER_SEPARATORS: Final = (";", "\t")


class Sheet:
    """The header of a CSV file, and its rows, read once.

    Raises:
        MisfitError: the header is none, has too many columns, or names one twice.
    """

    def __init__(self, text: str) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        self.columns: tuple[str, ...] = tuple(name.strip() for name in self._next(1) or ())
        if len(self.columns) > limits.COLUMNS:
            raise MisfitError(1, f"it has {len(self.columns)} columns", f"at most {limits.COLUMNS}")
        twice = next((name for name in self.columns if self.columns.count(name) > 1), None)
        if twice is not None:
            raise MisfitError(1, f"the column {twice[:50]!r} is there twice", "each column once")

    @property
    def other_separator(self) -> str:
        """The separator that stands in the header in place of commas, if it looks like that; else empty."""
        if len(self.columns) > 1:
            return ""
        return next((one for one in _OTHER_SEPARATORS if self.columns and one in self.columns[0]), "")

    def pick(self, *names: str, trimmed: bool = False) -> Iterator[tuple[int, Sequence[str]]]:
        """The rows: each with the line that it begins on, and the named columns; one that the file lacks is empty.

        Args:
            trimmed: empty columns at the end of a row may be missing.

        Raises:
            MisfitError: a row that does not fit, by its line.
        """
        places = [self.columns.index(name) if name in self.columns else -1 for name in names]
        for line, row in self._rows(trimmed):
            yield line, [row[place] if place >= 0 else "" for place in places]

    def _rows(self, trimmed: bool) -> Iterator[tuple[int, list[str]]]:
        width = len(self.columns)
        number = 0
        while True:
            line = self._reader.line_num + 1
            row = self._next(line)
            if row is None:
                return
            if not row:
                continue
            number += 1
            if number > limits.ROWS:
                raise MisfitError(line, f"there are more than {limits.ROWS:,} rows", "one file of a taxonomy")
            if trimmed and len(row) < width:
                row.extend([""] * (width - len(row)))
            if len(row) != width:
                raise MisfitError(line, f"the row has {len(row)} columns", f"{width}, as the header has")
            yield line, row

    def _next(self, line: int) -> list[str] | None:
        # Python's own limit, 131,072 characters, is less than official files hold. It is the process's: put back each time.
        allowed = csv.field_size_limit(limits.FIELD)
        try:
            return next(self._reader, None)
        except csv.Error as error:
            raise MisfitError(line, *_csv_mistake(error)) from None
        finally:
            csv.field_size_limit(allowed)


def _csv_mistake(error: csv.Error) -> tuple[str, str]:
    words = str(error)
    if "field larger" in words:
        return (
            f"a field of this row has more than {limits.FIELD:,} characters, or a quote in it never closes",
            "shorter fields, and a closing quote for each that opens",
        )
    if "unexpected end" in words:
        return "a quote opens in this row and never closes", "a closing quote"
    return (
        "a quote stands where none may stand",
        'a field in quotes as a whole, and quotes in it doubled ("")',
    )
