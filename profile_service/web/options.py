"""Lists to choose from: languages, countries, months, and the entries of one's own profile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from babel.dates import get_month_names

from profile_service.domain.profile import Profile
from profile_service.language import Words, item_title, section_label

# The languages most spoken in Sweden by those whom this service is for; any other can be written in words.
_TAGS: Final = (
    "sv", "en", "ar", "fa", "prs", "so", "ti", "uk", "ru", "ku", "ckb", "ps", "am", "tr", "pl", "es", "fr", "de", "bs",
    "sr", "hr", "sq", "ro", "fi", "th", "vi", "zh", "ur", "bn", "sw", "om", "az", "hy", "ka", "el", "it", "pt", "hu",
    "bg", "lt", "lv", "et", "da", "nb", "se", "rom", "yi", "fit",
)  # fmt: skip
# Sweden, and where most of those come from whom this service is for.
_COMMON: Final = ("SE", "SY", "IQ", "SO", "AF", "ER", "ET", "IR", "UA", "TR", "PL", "TH", "BA")
# What Unicode lists beside countries: unions, test codes, and places in which nobody is born, goes to school or works.
_LEFT_OUT: Final = frozenset(
    {
        "EU", "EZ", "UN", "XA", "XB", "QO", "ZZ",
        "AC", "AQ", "BV", "CP", "CQ", "DG", "EA", "GS", "HM", "IC", "IO", "TA", "TF", "UM",
    }
)  # fmt: skip

Choice = tuple[str, str]
"""A value and what it is called."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the widgets of one form can offer."""

    languages: Sequence[Choice]
    common_countries: list[Choice]
    other_countries: list[Choice]
    months: Sequence[Choice]
    items: Sequence[Choice]


def options_for(words: Words, profile: Profile | None = None) -> Options:
    """The lists in one language; `profile` where a form can point at entries of it."""
    return Options(
        languages(words),
        _named(words, _COMMON),
        _other_countries(words),
        months(words),
        _items(words, profile),
    )


def languages(words: Words) -> list[Choice]:
    """Languages by tag, in the order of their names."""
    return _sorted(words, [(tag, words.language(tag)) for tag in _TAGS])


def _named(words: Words, codes: Iterable[str]) -> list[Choice]:
    return [(code, words.country(code)) for code in codes]


def _other_countries(words: Words) -> list[Choice]:
    codes = (code for code in map(str, words.locale.territories) if len(code) == len("SE") and code.isalpha())
    return _sorted(
        words, _named(words, (code for code in codes if code not in _LEFT_OUT and code not in _COMMON))
    )


def months(words: Words) -> list[Choice]:
    """The months by number, as they stand alone."""
    names = get_month_names("wide", context="stand-alone", locale=words.locale)
    return [(f"{month:02}", str(names[month])) for month in range(1, date.max.month + 1)]


def _items(words: Words, profile: Profile | None) -> list[Choice]:
    if profile is None:
        return []
    return [
        (item.id, f"{section_label(words, section)}: {item_title(words, section, item.content) or item.id}")
        for section, items in profile.sections.items()
        for item in items
        if section not in ("person", "evidence")
    ]


def _sorted(words: Words, choices: list[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: words.in_order(choice[1]))
