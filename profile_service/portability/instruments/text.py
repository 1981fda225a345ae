"""The JSON text of an instrument: strict, bounded, and every mistake with its place (RFC 8259, RFC 6901)."""

import json
import math
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from consent.request import Objection
from profile_service.actions.errors import ContentError
from schemas import limits
from schemas.values import json_pointer

_LARGEST: Final = f"at most {limits.INSTRUMENT_BYTES // 1024} kB"
_LONGEST_NUMBER: Final = 15
_MOST_VALUES: Final = 20_000
_MOST_TOLD: Final = 200
_DEEPEST: Final = f"at most {limits.INSTRUMENT_DEPTH} levels"


class _Repeated(dict[str, Any]):
    """An object in which names came twice: one of the values would be lost."""

    names: frozenset[str] = frozenset()


class _NotANumber:
    """Stands where NaN or Infinity stood, so that its place can be told."""


def read_text(text: bytes) -> Any:
    """The JSON value of a text in UTF-8.

    Raises:
        ContentError: too large; not UTF-8; not JSON, with line and column; or every name that comes twice in an object,
            every number that is none, and what is nested too deeply, each with its place.
    """
    if len(text) > limits.INSTRUMENT_BYTES:
        raise _one("the text is too large", _LARGEST)
    try:
        read = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = text[: error.start].count(b"\n") + 1
        raise _one(f"this is not UTF-8 at line {line}", "JSON, encoded in UTF-8") from None
    try:
        value = json.loads(read, parse_constant=_not_a_number, parse_int=_whole, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _one(f"this is not JSON at {place}", f"well-formed JSON; there: {error.msg}") from None
    except RecursionError:
        raise _one("the values are nested too deeply", _DEEPEST) from None
    if objections := list(islice(_wrong_values(value), _MOST_TOLD)):
        raise ContentError(objections)
    return value


def _wrong_values(value: Any) -> Iterator[Objection]:
    """Walks without recursion, in the order of the text."""
    waiting: list[tuple[Any, tuple[str | int, ...]]] = [(value, ())]
    seen = 0
    while waiting:
        inner, path = waiting.pop()
        seen += 1
        if seen > _MOST_VALUES:
            yield Objection("", "the text holds too many values", f"at most {_MOST_VALUES} values")
            return
        if len(path) > limits.INSTRUMENT_DEPTH:
            yield Objection(json_pointer(path), "the values are nested too deeply", _DEEPEST)
            continue
        if isinstance(inner, _NotANumber) or (isinstance(inner, float) and not math.isfinite(inner)):
            yield Objection(json_pointer(path), "this is no number that JSON knows", "a finite number")
        if isinstance(inner, _Repeated):
            for name in sorted(inner.names):
                yield Objection(
                    json_pointer((*path, name)), "a name comes twice", "each name once in an object"
                )
        waiting += reversed(_within(inner, path))


def _within(value: Any, path: tuple[str | int, ...]) -> list[tuple[Any, tuple[str | int, ...]]]:
    if isinstance(value, dict):
        return [(one, (*path, name)) for name, one in value.items()]
    if isinstance(value, list):
        return [(one, (*path, at)) for at, one in enumerate(value)]
    return []


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    whole = dict(pairs)
    if len(whole) == len(pairs):
        return whole
    repeated = _Repeated(whole)
    repeated.names = frozenset(
        name for name, times in Counter(name for name, _ in pairs).items() if times > 1
    )
    return repeated


def _whole(digits: str) -> object:
    # No number of an instrument is longer, and Python refuses to read those of thousands of digits.
    return int(digits) if len(digits) <= _LONGEST_NUMBER else _NotANumber()


def _not_a_number(_: str) -> object:
    return _NotANumber()


def _one(problem: str, expected: str) -> ContentError:
    return ContentError([Objection("", problem, expected)])
