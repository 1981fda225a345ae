"""The order of words in each language.

Babel has no collation, and that of the C library depends on the machine. So each language that does not sort as Unicode counts has its
alphabet here, as CLDR's collation charts have it (https://www.unicode.org/cldr/charts/latest/collation/). Letters with a mark that is
no letter of its own stand with the plain one. Somali is sorted as English is, and Tigrinya as Unicode counts: both are CLDR's orders.
"""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sv": f"{_LATIN}åäö",
        "en": _LATIN,
        "so": _LATIN,
        "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        "prs": "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
        "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    }
)
_STANDS_AS: Final = str.maketrans(
    {"ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي", "ء": "ا", "’": "", "'": "", "ʼ": ""}
)
"""Letters of Arabic that have no place of their own, and signs that are left out of the order."""
_ARTICLE: Final = "ال"
"""The Arabic article, by which half the names of countries would stand together."""
OrderKey = tuple[tuple[tuple[bool, int], ...], str]


def order_key(language: str, text: str) -> OrderKey:
    """What to sort a text of a language by."""
    alphabet = _ALPHABETS.get(language, "")
    folded = unicodedata.normalize("NFC", text.casefold())
    if language == "ar":
        folded = folded.removeprefix(_ARTICLE)
    return tuple(_place(alphabet, sign) for sign in folded.translate(_STANDS_AS)), folded


def _place(alphabet: str, sign: str) -> tuple[bool, int]:
    """Spaces and digits first, then the alphabet, then what is none of it."""
    for one in (sign, unicodedata.normalize("NFKD", sign)[:1]):
        if one in alphabet:
            return True, alphabet.index(one)
    return sign.isalpha(), ord(sign) + len(alphabet)
