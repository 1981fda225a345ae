"""A language that nobody speaks: the English, with accents, in brackets and 40 per cent longer.

It stands in for English in tests alone and is offered to nobody. What is shown without accents was never put into a catalogue; what is
cut off or pushes the page to the side will be cut off in Somali or Ukrainian too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import GNUTranslations
from math import ceil
from string import Formatter
from typing import Final

from profile_service.language import words

_ACCENTS: Final = str.maketrans("aceginosuyzACEGINOSUYZ", "àçéğïñöšûýžÀÇÉĞÏÑÖŠÛÝŽ")
_LONG: Final = 4
_MORE: Final = 0.48
"""By how much a word of so many letters or more grows; short ones and spaces do not."""


class Accented(GNUTranslations):
    """Says every message in the language that nobody speaks."""

    def gettext(self, message: str) -> str:
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return longer(msgid1 if n == 1 else msgid2)


def longer(message: str) -> str:
    """A message with its places kept and everything else drawn out."""
    parts = [
        _drawn_out(text) + ("" if name is None else f"{{{name}}}")
        for text, name, _, _ in Formatter().parse(message)
    ]
    return f"[{''.join(parts)}]"


@contextmanager
def spoken_in_english_pages() -> Iterator[None]:
    """While it lasts, whoever reads English reads this."""
    english = words("en")
    before = english.messages
    # A language's words are made once and frozen; this is the one that every page in English holds.
    object.__setattr__(english, "messages", Accented())
    try:
        yield
    finally:
        object.__setattr__(english, "messages", before)


def _drawn_out(text: str) -> str:
    return " ".join(_word(word) for word in text.split(" "))


def _word(word: str) -> str:
    accented = word.translate(_ACCENTS)
    return accented + accented[:-1][: ceil(len(word) * _MORE)] if len(word) >= _LONG else accented
