"""JSON Pointer (RFC 6901), by which errors and import reports name a field."""

from collections.abc import Iterable
from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from schemas import limits
from schemas.values.patterns import Shape
from schemas.values.text import clean

_POINTER: Final = Shape("(?:/(?:[^~/]|~[01])*)*", "a JSON Pointer, such as /work/0/name")


def _clean_unstripped(value: object) -> object:
    """As ``clean``, but a key may begin or end with a space."""
    cleaned = clean(value)
    return value if isinstance(cleaned, str) else cleaned


def json_pointer(parts: Iterable[str | int]) -> str:
    """Write the path to a field as a JSON Pointer.

    Foreign keys may hold anything: what cannot be shown becomes U+FFFD, and a pointer over the limit is cut
    at a part.
    """
    pointer = ""
    for part in parts:
        # Cut and made printable like any foreign value, so that no key can break the answer that names it.
        shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in str(part)[: limits.SHORT_TEXT])
        longer = pointer + "/" + shown.replace("~", "~0").replace("/", "~1")
        if len(longer) > limits.POINTER:
            break
        pointer = longer
    return pointer


JsonPointer: TypeAlias = Annotated[
    str,
    StringConstraints(max_length=limits.POINTER),
    BeforeValidator(_clean_unstripped),
    AfterValidator(_POINTER),
    _POINTER.published(),
]
