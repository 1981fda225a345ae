"""The languages of ISO 639 that CLDR has names for, by way of Babel: https://cldr.unicode.org."""

import re
from typing import Final

from babel import Locale

from profile_service.domain.concept import Concept, ConceptKind
from profile_service.taxonomy.schemes import ISO639, ref

_TAGS: Final = ("sv", "en", "ar", "fi", "so", "ti", "prs", "fa", "uk", "tr")
"""Those that the service speaks or is asked in."""
_CODE: Final = re.compile(r"[a-z]{2,3}")
_NO_LANGUAGES: Final = {"mul", "und", "zxx", "mis"}
"""Codes for "several", "unknown", "none" and "without a code"."""
_DARI: Final = ("fa_AF", "prs")
"""CLDR has Dari as Persian in Afghanistan; ISO 639-3 has a code for it."""
_LOCALES: Final = {_DARI[1]: _DARI[0]}


def language_concepts() -> tuple[Concept, ...]:
    """Each language that has a name in English, under its shortest code, with its names in the languages above."""
    names = {tag: _names(tag) for tag in _TAGS}
    return tuple(
        Concept(
            ref(ISO639, code),
            ConceptKind.LANGUAGE,
            code,
            {tag: named[code] for tag, named in names.items() if code in named},
        )
        for code in sorted(names["en"])
    )


def _names(tag: str) -> dict[str, str]:
    said = {str(code): str(name) for code, name in Locale.parse(_LOCALES.get(tag, tag)).languages.items()}
    named = {code: name for code, name in said.items() if _CODE.fullmatch(code) and code not in _NO_LANGUAGES}
    if _DARI[0] in said:
        named[_DARI[1]] = said[_DARI[0]]
    return named
