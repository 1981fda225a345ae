"""Find the place of a fault that the reader of JSON tells without one: looked for only after it was met."""

import json
import re
from typing import Final

from profile_service.taxonomy import limits
from profile_service.taxonomy.errors import MisfitError

_TOKEN: Final = re.compile(
    r'"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[{}\[\]]', re.DOTALL
)
_COLON: Final = re.compile(r"\s*:")
_SHOWN: Final = 50


def misfit_in(text: str) -> MisfitError:
    """The first key that is there twice in one object, number that is none, or number that is too long; by line and character."""
    open_ones: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        word = token.group()
        if word in "{[":
            open_ones.append(set())
        elif word in "}]":
            open_ones.pop()
        elif not word.startswith('"'):
            if misfit := _no_number(text, token):
                return misfit
        elif open_ones and _COLON.match(text, token.end()):
            key = json.loads(word, strict=False)
            if key in open_ones[-1]:
                problem = f"the key {key[:_SHOWN]!r} is there twice in one object"
                return MisfitError(_place(text, token.start()), problem, "each key once")
            open_ones[-1].add(key)
    return MisfitError(0, "it is no strict JSON", "the file as it was published")


def _no_number(text: str, token: re.Match[str]) -> MisfitError | None:
    word = token.group()
    if word.endswith(("NaN", "Infinity")):
        return MisfitError(
            _place(text, token.start()), f"{word} is no JSON", "numbers, texts, lists and objects"
        )
    if word.lstrip("-").isdecimal() and len(word) > limits.DIGITS:
        problem = f"a number has {len(word):,} digits"
        return MisfitError(_place(text, token.start()), problem, f"at most {limits.DIGITS}")
    return None


def _place(text: str, start: int) -> str:
    # A dump may be one line as a whole, which alone would help nobody.
    line = text.count("\n", 0, start) + 1
    return f"line {line}, character {start - text.rfind(chr(10), 0, start)}"
