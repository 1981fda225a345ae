"""All words of all labels, in memory, to find those that a slip of the keys may have meant.

A process reads them when it first needs them, and anew after an import (`concept_store.revision`).
"""

import threading
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import groupby
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import Connection, select

from profile_service.storage.concepts import tables

_MOST_MEANT: Final = 12
"""Words that one slip is taken to mean."""
_MOST_SHORTEST: Final = 24
"""Words that a beginning of one or two letters is taken to mean: the shortest labels come first anyway."""
_ONE_SLIP: Final = 4
_TWO_SLIPS: Final = 8
"""From how many letters on."""


def slips_forgiven(word: str) -> int:
    """How many letters may be wrong, missing, too many or in each other's place. None in a number."""
    if word.isdecimal() or len(word) < _ONE_SLIP:
        return 0
    return 2 if len(word) >= _TWO_SLIPS else 1


class Words:
    """The words at one revision, by language."""

    def __init__(self, by_language: Mapping[str, Sequence[str]]) -> None:
        self._sorted = by_language
        self._beginnings: dict[tuple[str, str, int], Sequence[str]] = {}
        self._shortest: dict[tuple[str, str], Sequence[str]] = {}

    @property
    def languages(self) -> Iterable[str]:
        """Those that any label is in; the empty one is that of codes."""
        return self._sorted.keys()

    def begins(self, language: str, beginning: str) -> bool:
        """Whether any word of the language begins so."""
        known = self._sorted.get(language, ())
        place = bisect_left(known, beginning)
        return place < len(known) and known[place].startswith(beginning)

    def holds(self, language: str, word: str) -> bool:
        """Whether the language has this very word."""
        known = self._sorted.get(language, ())
        place = bisect_left(known, word)
        return place < len(known) and known[place] == word

    def shortest(self, language: str, beginning: str) -> Sequence[str]:
        """The shortest words that begin so; kept, so that only a beginning of few letters should be asked for."""
        if not self.begins(language, beginning):
            return ()
        key = (language, beginning)
        if key not in self._shortest:
            known = self._sorted[language]
            there = known[bisect_left(known, beginning) : bisect_left(known, beginning + "\U0010ffff")]
            self._shortest[key] = nsmallest(_MOST_SHORTEST, there, key=lambda word: (len(word), word))
        return self._shortest[key]

    def meant(self, word: str, languages: Iterable[str], *, same_letter: bool) -> Sequence[str]:
        """Beginnings of words that differ from this one by the slips that are forgiven, the nearest first.

        `same_letter` where the first letter has to be right, which makes many languages quick to look through.
        """
        forgiven, found = slips_forgiven(word), dict[str, int]()
        first = word[0] if same_letter else ""
        for language in languages if forgiven else ():
            for length in range(len(word) - forgiven, len(word) + forgiven + 1):
                known = self._of_length(language, first, length)
                for one, distance, _ in process.extract(
                    word, known, scorer=OSA.distance, score_cutoff=forgiven, limit=_MOST_MEANT
                ):
                    found[one] = int(distance)
        nearest = sorted(found, key=lambda one: (found[one], abs(len(one) - len(word)), one))
        return nearest[:_MOST_MEANT]

    def _of_length(self, language: str, first: str, length: int) -> Sequence[str]:
        key = (language, first, length)
        known = self._beginnings.get(key)
        if known is None:
            words = self._sorted.get(language, ())
            if first:
                words = words[bisect_left(words, first) : bisect_left(words, first + "\U0010ffff")]
            # They are in order, so that equal beginnings stand together.
            known = [one for one, _ in groupby(word[:length] for word in words if len(word) >= length)]
            self._beginnings[key] = known
        return known


class Vocabulary:
    """Keeps the words of the newest revision for all threads of a process."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._known: tuple[int, Words] | None = None

    def of(self, connection: Connection) -> Words:
        """The words as this connection sees them."""
        revision: int = connection.execute(select(tables.store.c.revision)).scalar_one()
        known = self._known
        if known is not None and known[0] == revision:
            return known[1]
        with self._turn:
            if self._known is None or self._known[0] != revision:
                self._known = (revision, _read(connection))
            return self._known[1]


def _read(connection: Connection) -> Words:
    by_language: dict[str, list[str]] = {}
    for language, word in connection.execute(select(tables.word.c.language, tables.word.c.word)):
        by_language.setdefault(language, []).append(word)
    return Words({language: sorted(words) for language, words in by_language.items()})
