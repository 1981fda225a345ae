"""How words are made comparable: without case, accents, vowel signs and the other ways to write the same letter.

Done here and not by a database, so that a label and a question are folded alike on every database.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST_WORD: Final = 60
"""Letters of a word that count, in a label as in a question."""

# Letters that Unicode takes apart into nothing else, and that people write without their stroke, tail or ligature.
_ALIKE: Final = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "ə": "e",
        "æ": "ae", "œ": "oe", "þ": "th",
        # Arabic and Persian: alef wasla, dotless and Persian yeh, Persian kaf, teh marbuta and the forms of heh; no tatweel.
        "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643",
        "\u0629": "\u0647", "\u06be": "\u0647", "\u06c1": "\u0647", "\u06d5": "\u0647", "\u0640": None,
    }
)  # fmt: skip
# C++ and C# are other things than C.
_SIGNS: Final = re.compile(r"(?<=\w)(\+\+|#)")
_SIGN_WORDS: Final = {"++": "plusplus", "#": "sharp"}
_ARTICLE: Final = "\u0627\u0644"
_SHORTEST_AFTER_ARTICLE: Final = 3


def fold(text: str) -> str:
    """The words of a text as they are compared: letters and digits, one space between words; empty where there are none."""
    signed = _SIGNS.sub(lambda found: _SIGN_WORDS[found.group()], text)
    # Taken apart before and after the case is folded: some capitals are taken apart by the folding alone.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", signed).casefold())
    kept = "".join(map(_letter, apart)).translate(_ALIKE)
    return " ".join(_without_article(word)[:LONGEST_WORD] for word in kept.split())


def _without_article(word: str) -> str:
    """Without the Arabic "the", which labels write and people leave out, or the other way round."""
    if word.startswith(_ARTICLE) and len(word) >= len(_ARTICLE) + _SHORTEST_AFTER_ARTICLE:
        return word[len(_ARTICLE) :]
    return word


@lru_cache(maxsize=8192)
def _letter(character: str) -> str:
    """A letter or a digit as itself, an accent or an invisible mark as nothing, anything else as a gap."""
    category = unicodedata.category(character)
    if category[0] == "N":
        digit = unicodedata.decimal(character, None)
        return character if digit is None else str(digit)
    if category[0] == "L":
        return character
    if category[0] == "M":
        # Accents and vowel signs have a combining class; the vowels of Indic scripts have none, and are letters.
        return "" if unicodedata.combining(character) else character
    return "" if category == "Cf" else " "
