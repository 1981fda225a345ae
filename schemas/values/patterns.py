"""Texts with a fixed shape: names made by machines, addresses, telephone numbers."""

import re
from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from schemas import limits
from schemas.model import Described
from schemas.refusal import refusal
from schemas.values.text import clean


@dataclass(frozen=True)
class Shape:
    """Callable that lets through a text matching ``pattern`` whole, and otherwise says what was ``expected``.

    Patterns are written for ``re`` and ECMA 262 alike: no ``\\d``, which means more in Python, and no
    look-around.
    """

    pattern: str
    expected: str

    def __call__(self, value: str) -> str:
        if re.fullmatch(self.pattern, value) is None:
            raise refusal("text_shape", "the text does not have the right form", self.expected)
        return value

    def published(self) -> Described:
        """The same rule as JSON Schema."""
        return Described({"pattern": f"^(?:{self.pattern})$"})


_IDENTIFIER: Final = Shape("[A-Za-z0-9._~-]+", "letters a-z, digits, and . _ ~ -")
_TOKEN: Final = Shape("[a-z][a-z0-9_-]*", "a lower-case word, such as agency")
_PHONE: Final = Shape(
    "[+]?[0-9(][0-9 ()./-]{2,28}", "a telephone number of digits and spaces, such as +46 70 123 45 67"
)
_IRI: Final = Shape(
    "[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]+",
    "an address, such as https://w3id.org/dpv#x",
)
_SHA256: Final = Shape("[0-9a-f]{64}", "64 lower-case hexadecimal digits")
_ADDRESS: Final = Shape(
    "/[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*|https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]+",
    "an address that starts with / or https://",
)

Identifier: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=limits.IDENTIFIER),
    AfterValidator(_IDENTIFIER),
    _IDENTIFIER.published(),
]
Token: TypeAlias = Annotated[
    str,
    StringConstraints(min_length=1, max_length=limits.IDENTIFIER),
    AfterValidator(_TOKEN),
    _TOKEN.published(),
]
Phone: TypeAlias = Annotated[str, BeforeValidator(clean), AfterValidator(_PHONE), _PHONE.published()]
Iri: TypeAlias = Annotated[
    str, StringConstraints(max_length=limits.IRI), AfterValidator(_IRI), _IRI.published()
]
Address: TypeAlias = Annotated[
    str, StringConstraints(max_length=limits.IRI), AfterValidator(_ADDRESS), _ADDRESS.published()
]
Sha256: TypeAlias = Annotated[str, AfterValidator(_SHA256), _SHA256.published()]
