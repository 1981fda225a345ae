"""Read JSON that a stranger wrote: strict, bounded, and without losing anything on the way."""

import json
import math
from collections.abc import Iterator
from typing import Final, NoReturn, TypeAlias

from profile_service.domain.importing import ForeignFormatError
from schemas.values import json_pointer

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
Path: TypeAlias = tuple[str | int, ...]

DEEPEST: Final = 40
MOST_VALUES: Final = 20_000


class _Repeated(dict[str, JsonValue]):
    """An object in which a name came twice: one of the two values would be lost."""


def read_json(raw: bytes) -> JsonValue:
    """The value of a JSON text in UTF-8 (RFC 8259, with or without a byte order mark).

    Raises:
        ForeignFormatError: not UTF-8, not JSON, NaN or an infinite number, a name twice in an object, deeper than
            40 levels, or more than 20,000 values.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ForeignFormatError("", "this is not text in UTF-8", "JSON, encoded in UTF-8") from None
    try:
        value: JsonValue = json.loads(text, parse_constant=_no_number, object_pairs_hook=_object)
    except RecursionError:
        raise _too_deep("") from None
    except ValueError:  # also for a number of more digits than Python reads
        raise ForeignFormatError("", "this is not JSON", "one well-formed JSON value") from None
    _check(value)
    return value


def leaves(value: JsonValue, path: Path = ()) -> Iterator[Path]:
    """Where values stand that hold no others: texts, numbers, true, false, null, and empty lists and objects."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list) and value:
        for at, inner in enumerate(value):
            yield from leaves(inner, (*path, at))
    else:
        yield path


def _check(value: JsonValue) -> None:
    open_ended: list[tuple[JsonValue, Path]] = [(value, ())]
    seen = 0
    while open_ended:
        inner, path = open_ended.pop()
        seen += 1
        if seen > MOST_VALUES:
            raise ForeignFormatError("", "the file holds too many values", f"at most {MOST_VALUES} values")
        if len(path) > DEEPEST:
            raise _too_deep(json_pointer(path))
        if isinstance(inner, _Repeated):
            raise ForeignFormatError(json_pointer(path), "a name comes twice", "each name once in an object")
        if isinstance(inner, float) and not math.isfinite(inner):
            raise ForeignFormatError(json_pointer(path), "the number is too large", "a finite number")
        if isinstance(inner, dict):
            open_ended += [(one, (*path, name)) for name, one in inner.items()]
        elif isinstance(inner, list):
            open_ended += [(one, (*path, at)) for at, one in enumerate(inner)]


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    whole = dict(pairs)
    return whole if len(whole) == len(pairs) else _Repeated(whole)


def _too_deep(path: str) -> ForeignFormatError:
    return ForeignFormatError(path, "the values are nested too deeply", f"at most {DEEPEST} levels")


def _no_number(_: str) -> NoReturn:
    raise ValueError
