"""`Words`: one language's way to say things."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations
from typing import Final, Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from profile_service.language.alphabets import OrderKey, order_key
from profile_service.language.catalogue import LANGUAGES, TONGUES, spoken, translations
from profile_service.language.marking import N_

ZONE: Final = ZoneInfo("Europe/Stockholm")
_UNDER_ANOTHER_TAG: Final = {"prs": "fa_AF"}  # Unicode names Dari by its region
_SWEDISH: Final = Locale("sv")
_AS_IN_SWEDEN: Final = {
    ("sv", "ps"): "pashto",
    ("sv", "ckb"): "sorani",
    ("so", "prs"): "Dari",
}  # Unicode says afghanska, centralkurdiska, and of Dari in Somali the name of Persian
_LONG: Final = {"uk": "d MMMM y 'року'"}
_MONTH: Final = {"uk": "LLLL y 'року'"}
"""Unicode shortens the word for "year" in Ukrainian, and the point behind it would end every sentence twice."""
_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Words:
    """A language: its messages, and how it writes dates, names of languages and countries, and lists."""

    tag: str
    locale: Locale
    messages: GNUTranslations
    to_reader: bool = False
    """Whether those who read about her are spoken to: they are shown "Skills" where she is shown "What I can do"."""

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Which way the script runs."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    def for_readers(self) -> "Words":
        """The same language, for those who read about her."""
        return replace(self, to_reader=True)

    def __call__(self, msgid: str, **values: object) -> str:
        """The message in this language, its {places} filled."""
        # The empty msgid is the catalogue's own header, never a message.
        message = self.messages.gettext(msgid) if msgid else ""
        return message.format_map(self.told(values)) if values else message

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """The message in the form that fits the number; ``{n}`` is the number."""
        return self.messages.ngettext(one, many, n).format_map(self.told({"n": n, **values}))

    def told(self, values: Mapping[str, object]) -> dict[str, object]:
        """What is filled into a message: whole numbers as the language writes them, in groups of three."""
        return {
            name: self.number(value) if isinstance(value, int) and not isinstance(value, bool) else value
            for name, value in values.items()
        }

    def number(self, value: float) -> str:
        """A number as the language writes it. The digits are those of every paper in Sweden."""
        return str(format_decimal(value, locale=self.locale))

    def day(self, day: date) -> str:
        """A day, written out. A moment is the day that it has in Stockholm."""
        local = day.astimezone(ZONE).date() if isinstance(day, datetime) else day
        return format_date(local, _LONG.get(self.tag, "long"), self.locale)

    def time(self, moment: datetime) -> str:
        """The time of day in Stockholm, as clocks in Sweden show it: an hour of the afternoon must be the same on every paper."""
        return format_time(moment, "HH:mm", ZONE, self.locale)

    def clock(self, moment: datetime) -> str:
        """A time of day in Stockholm, to the second."""
        return format_time(moment, "HH:mm:ss", ZONE, self.locale)

    def moment(self, moment: datetime) -> str:
        """A day and a time in Stockholm, written out."""
        return self(N_("{day} at {time}"), day=self.day(moment), time=self.time(moment))

    def partial(self, text: str) -> str:
        """A date that is known in part: YYYY, YYYY-MM or YYYY-MM-DD. Anything else comes back as it is."""
        match = _PARTIAL.fullmatch(text)
        if match is None:
            return text
        year, month, day = match.groups()
        try:
            known = date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            return text
        if month is None:
            return year
        if day is None and self.tag in _MONTH:
            return format_date(known, _MONTH[self.tag], self.locale)
        if day is None:
            return format_skeleton("yMMMM", known, locale=self.locale)
        return self.day(known)

    def language(self, tag: str) -> str:
        """The name of a language in this one; without one its Swedish name, and without that the tag itself."""
        if (self.tag, tag) in _AS_IN_SWEDEN:
            return _AS_IN_SWEDEN[self.tag, tag]
        names = self.locale.languages
        known = _UNDER_ANOTHER_TAG.get(tag, tag.replace("-", "_"))
        return str(
            names.get(known) or names.get(known.partition("_")[0]) or _SWEDISH.languages.get(known) or tag
        )

    def country(self, code: str) -> str:
        """The name of a country by its two letters; the letters themselves where no name is known."""
        return str(self.locale.territories.get(code.upper(), code))

    def join(self, parts: Sequence[str]) -> str:
        """The parts as one list that can be read aloud."""
        return format_list(list(parts), locale=self.locale) if parts else ""

    def in_order(self, text: str) -> OrderKey:
        """What to sort by, where people look for a text of this language."""
        return order_key(spoken(self.tag), text)


@cache
def words(tag: str) -> Words:
    """The words of a language.

    Raises:
        KeyError: there is no catalogue for this tag; see `LANGUAGES`.
    """
    if tag not in LANGUAGES:
        raise KeyError(tag)
    return Words(tag, Locale.parse(TONGUES[tag].locale), translations(tag))
