"""Texts that people write: cleaned, normalised to NFC, and never longer than their limit."""

import re
import unicodedata
from typing import Annotated, Final, TypeAlias

from pydantic import BeforeValidator, StringConstraints

from schemas import limits
from schemas.model import Described
from schemas.refusal import refusal

# C0 and C1 controls without TAB, LF and CR, DEL, and two code points that are no characters. They have no
# place in what a person writes, and PostgreSQL, XML, PDF or a terminal stumbles over each of them.
_UNWANTED: Final = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\ufffe\\uffff"
_SPACE: Final = "\\t\\n\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
# Signs that nobody sees: soft hyphens, joiners, marks of direction, fillers. A text of them alone is a name that is no name; inside
# a text several scripts need them.
_UNSEEN: Final = (
    "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e"
    "\\u2060-\\u206f\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb"
)
_REFUSED: Final = re.compile(f"[{_UNWANTED}\\ud800-\\udfff]")
# Published without the surrogates: well-formed JSON has none, and some regex engines reject the range.
_PUBLISHED: Final = f"^[{_SPACE}{_UNSEEN}]*[^{_SPACE}{_UNSEEN}{_UNWANTED}][^{_UNWANTED}]*$"
_NOTHING_TO_SEE: Final = re.compile(f"[{_SPACE}{_UNSEEN}]+")

TEXT_RULES: Final = Described({"pattern": _PUBLISHED})


def clean(value: object) -> object:
    """Return a text stripped and in NFC; leave anything that is no text to the next validator.

    Raises ``PydanticCustomError`` (``text_characters``) on control characters other than TAB, LF and CR, on
    DEL, on U+FFFE and U+FFFF, and on lone surrogates; ``text_unseen`` on a text of nothing that can be seen.
    """
    if not isinstance(value, str):
        return value
    if value.isascii() and value.isprintable():
        return value.strip()  # nothing of what is looked for below is among these
    if _REFUSED.search(value):
        raise refusal(
            "text_characters",
            "the text holds a character that cannot be kept",
            "text without control characters",
        )
    text = unicodedata.normalize("NFC", value).strip()
    if _NOTHING_TO_SEE.fullmatch(text):
        raise refusal("text_unseen", "the text has no sign that can be seen", "a text that can be read")
    return text


ShortText: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=limits.SHORT_TEXT), BeforeValidator(clean), TEXT_RULES
]
LongText: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=limits.LONG_TEXT), BeforeValidator(clean), TEXT_RULES
]
Label: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=limits.LABEL), BeforeValidator(clean), TEXT_RULES
]
Message: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=limits.MESSAGE), BeforeValidator(clean), TEXT_RULES
]
CaseReference: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=limits.CASE_REFERENCE), BeforeValidator(clean), TEXT_RULES
]
Contact: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=limits.CONTACT), BeforeValidator(clean), TEXT_RULES
]
ShortCode: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=limits.CODE), BeforeValidator(clean), TEXT_RULES
]
ConceptId: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=limits.CONCEPT_ID), BeforeValidator(clean), TEXT_RULES
]
SchemeVersion: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=limits.SCHEME_VERSION), BeforeValidator(clean), TEXT_RULES
]
