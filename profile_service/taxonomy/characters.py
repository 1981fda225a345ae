"""Characters that no text of a taxonomy holds: a terminal may take them for commands, or no database can keep them."""

import re
from typing import Final

_REFUSED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def refused_in(text: str) -> tuple[int, str]:
    """Where the first such character stands, and what it is in words; (-1, "") where there is none.

    Half of a surrogate pair cannot come as UTF-8, and can by an escape of JSON (RFC 8259, section 8.2).
    """
    # Quick for nearly every text; what it does not let by is looked at.
    found = None if text.isprintable() else _REFUSED.search(text)
    if found is None:
        return -1, ""
    number = ord(found.group())
    if 0xD800 <= number <= 0xDFFF:  # noqa: PLR2004
        return found.start(), f"half of a surrogate pair, U+{number:04X},"
    return found.start(), f"the control character U+{number:04X}"
