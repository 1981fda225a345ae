"""Which way text runs: the Unicode bidirectional algorithm (UAX #9) over `python-bidi`."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final, TypeVar

from bidi import algorithm

# Embeddings, overrides and isolates turn text around against its letters, which serves nobody but a forger: a name
# must not be printable as another. Marks (LRM, RLM, ALM) and joiners stay, since spelling needs them.
_DROPPED: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufeff\ufff9-\ufffb]")
_STRONG: Final = {"L": 0, "R": 1, "AL": 1}

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Directed:
    """Text and, for each character, its level: even runs left to right, odd right to left."""

    text: str
    levels: tuple[int, ...]
    base: int

    def slice(self, start: int, end: int) -> "Directed":
        """A part of it, as on one line; blanks at its end fall back to the base level (UAX #9, L1)."""
        text, levels = self.text[start:end], list(self.levels[start:end])
        for at in range(len(text) - 1, -1, -1):
            if not text[at].isspace():
                break
            levels[at] = self.base
        return Directed(text, tuple(levels), self.base)


def printable(text: str) -> str:
    """The text without what cannot be printed or turns it around; line breaks stay, other blanks become spaces."""
    kept = _DROPPED.sub("", unicodedata.normalize("NFC", text)).replace("\r\n", "\n")
    return "".join(_printable(sign) for sign in kept)


@cache
def _printable(sign: str) -> str:
    if sign in "\n\r\u2028\u2029\x85\x0b\x0c":
        return "\n"
    category = unicodedata.category(sign)
    if category in ("Zs", "Cc") and sign != "\u00a0":
        return " "
    return "\ufffd" if category in ("Cs", "Cn") else sign


def base_level(text: str, default: int) -> int:
    """0 for text that begins with a left-to-right letter, 1 for right-to-left, `default` for neither (UAX #9, P2)."""
    kinds = map(unicodedata.bidirectional, text)
    return next((_STRONG[kind] for kind in kinds if kind in _STRONG), default)


def direct(text: str, default: int) -> Directed:
    """Find the level of each character of one paragraph; its first strong letter decides the base, else `default`."""
    base = next((_STRONG[kind] for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), default)
    if base == 0 and not any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text):
        return Directed(text, (0,) * len(text), 0)
    storage: dict[str, Any] = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage)
    for at, sign in enumerate(storage["chars"]):
        sign["at"] = at
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return Directed(
        text, _filled({sign["at"]: sign["level"] for sign in storage["chars"]}, len(text), base), base
    )


def visual_order(runs: Sequence[_T], levels: Sequence[int]) -> list[_T]:
    """Runs from left to right (UAX #9, L2)."""
    ordered = list(zip(levels, runs, strict=True))
    odd = [level for level in levels if level % 2]
    for level in range(max(levels, default=0), min(odd, default=1) - 1, -1):
        edges = [at for at, (one, _) in enumerate(ordered) if one < level]
        for before, after in pairwise([-1, *edges, len(ordered)]):
            ordered[before + 1 : after] = reversed(ordered[before + 1 : after])
    return [run for _, run in ordered]


def _filled(known: dict[int, int], length: int, base: int) -> tuple[int, ...]:
    """Joiners have no level of their own (UAX #9, X9): they take that of the character before."""
    levels: list[int] = []
    for at in range(length):
        levels.append(known.get(at, levels[-1] if levels else base))
    return tuple(levels)
