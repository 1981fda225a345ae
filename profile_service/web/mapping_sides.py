"""Two languages beside each other on every question: hers and the one of whoever sits with her."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from profile_service.domain.instrument import Words as Texts
from profile_service.domain.mapping_session import Circumstances
from profile_service.language import LANGUAGES, Words, choice_label, field_label, section_label, spoken, words
from profile_service.web.speech import direction_of

_ONE: Final = Markup('<span lang="{}" dir="{}">{}</span>')
_PAIR: Final = Markup('<span class="pair">{}<span class="other" lang="{}" dir="{}">{}</span></span>')


@dataclass(frozen=True, slots=True)
class Sides:
    """How a question is said: in the language of the page, and where there is another, in that one beside it."""

    page: Words
    second: str = ""
    """BCP 47 tag of the second language; empty where there is none."""

    @classmethod
    def of(cls, page: Words, circumstances: Circumstances) -> "Sides":
        """The page's own language first; beside it the first of the session's that is another, not an easy form of it."""
        own = spoken(page.tag)
        other = next((tag for tag in circumstances.languages if tag and spoken(tag) != own), "")
        return cls(page, other)

    def text(self, texts: Texts) -> Markup:
        """A text of an instrument."""
        tag = nearest(texts, self.page.tag)
        if tag is None:
            return Markup("")
        one = _ONE.format(tag, direction_of(tag), texts[tag])
        if self.second in ("", tag) or self.second not in texts:
            return one
        return _PAIR.format(one, self.second, direction_of(self.second), texts[self.second])

    def plain(self, texts: Texts) -> str:
        """The same in one language, for a line of a list."""
        tag = nearest(texts, self.page.tag)
        return "" if tag is None else texts[tag]

    def say(self, msgid: str) -> Markup:
        """A text of the portal's own."""
        return self._both(self.page(msgid), None if self._other is None else self._other(msgid))

    def choice(self, field: str, value: str) -> Markup:
        """One of the answers that the profile knows."""
        return self._both(
            choice_label(self.page, field, value),
            None if self._other is None else choice_label(self._other, field, value),
        )

    def line(self, field: str, value: str) -> str:
        """The same on one line, for lists that can hold nothing but text."""
        one = choice_label(self.page, field, value)
        other = one if self._other is None else choice_label(self._other, field, value)
        return one if other == one else f"{one} / {other}"

    def field(self, section: str, field: str) -> Markup:
        """The name of a field."""
        return self._both(
            field_label(self.page, section, field),
            None if self._other is None else field_label(self._other, section, field),
        )

    def section(self, section: str) -> str:
        """The name of a section of the profile."""
        return section_label(self.page, section)

    @property
    def _other(self) -> Words | None:
        return words(self.second) if self.second in LANGUAGES and self.second != self.page.tag else None

    def _both(self, one: str, other: str | None) -> Markup:
        first = _ONE.format(self.page.tag, self.page.direction, one)
        if other is None or other == one:
            return first
        return _PAIR.format(first, self.second, direction_of(self.second), other)


def nearest(texts: Mapping[str, str], wanted: str) -> str | None:
    """The language of a text to show: the one that is wanted, or else one that somebody nearby reads; None where it is empty."""
    return next((tag for tag in (wanted, "sv", "en", *texts) if texts.get(tag)), None)
