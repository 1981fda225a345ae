"""How a template speaks: every function that it says something with, in the language of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

from consent.scope import Scope
from profile_service.domain.profile import Content, Json
from profile_service.language import (
    LANGUAGES,
    TONGUES,
    Words,
    change_label,
    choice_label,
    field_hint,
    field_label,
    item_title,
    role_label,
    scope_sentence,
    section_hint,
    section_label,
    source_label,
    spoken,
    state_label,
    strength_label,
    support_of_contents,
    support_told,
    value_lines,
    words,
)
from profile_service.language.legal_bases import plain_bases

_BESIDE: Final = Markup('{} <span class="beside" lang="sv" dir="ltr">{}</span>')


@dataclass(frozen=True, slots=True)
class Labels:
    """What the parts of a profile are called: on her own pages one way, to those who read about her another."""

    words: Words

    def section(self, section: str) -> str:
        return section_label(self.words, section)

    def sections(self, scopes: Sequence[Scope]) -> list[str]:
        return [self.section(scope.section) for scope in scopes]

    def field(self, section: str, field: str) -> str:
        return field_label(self.words, section, field)

    def choice(self, field: str, value: str) -> str:
        return choice_label(self.words, field, value)

    def lines(self, section: str, field: str, value: Json) -> tuple[str, ...]:
        return value_lines(self.words, section, field, value)

    def title(self, section: str, content: Content) -> str:
        return item_title(self.words, section, content) or self.section(section)

    def scope(self, scope: Scope) -> str:
        return scope_sentence(self.words, str(scope))


def speech_of(speech: Words, account: str) -> dict[str, object]:
    """The functions, each with the page's words already in it.

    `_b` and `told` set the Swedish beside; `told` looks for a language of hers that the portal itself does not speak, `said`
    knows the page's language only. `mine` names things as the page does, `theirs` as a reader's page would.

    Args:
        speech: the words of the page.
        account: the language of her account; empty where nobody's account is spoken to.
    """
    swedish = None if spoken(speech.tag) == "sv" else words("sv")

    def filled(msgid: str, **values: object) -> Markup:
        return _isolated(speech, msgid, values)

    def beside(msgid: str, **values: object) -> Markup:
        first = filled(msgid, **values)
        return first if swedish is None else _BESIDE.format(first, _isolated(swedish, msgid, values))

    def pair(first: str, second: str) -> Markup:
        return escape(first) if swedish is None else _BESIDE.format(first, second)

    def scope_beside(scope: Scope) -> Markup:
        return pair(scope_sentence(speech, str(scope)), scope_sentence(swedish or speech, str(scope)))

    def said(text: Mapping[str, str]) -> Markup:
        return _marked(text, _nearest(text, speech.tag))

    # Where the portal speaks her language, the page is in the one that she chose. Where it does not yet, the organisation's
    # own words may still be in hers.
    hers = (speech.tag, account) if account in LANGUAGES else (account, speech.tag)

    def only_in(text: Mapping[str, str]) -> str:
        """The language in which somebody else's words stand, where it is none of hers; empty where it is."""
        tag = _nearest(text, *hers)
        return "" if spoken(tag) in map(spoken, hers) else speech.language(tag)

    def told(text: Mapping[str, str]) -> Markup:
        tag = _nearest(text, *hers)
        first = _marked(text, tag)
        return _BESIDE.format(first, text["sv"]) if spoken(tag) != "sv" and "sv" in text else first

    return {
        "words": speech,
        "_": speech,
        "_n": speech.plural,
        "_h": filled,
        "_b": beside,
        "_scope": scope_beside,
        "said": said,
        "told": told,
        "only_in": only_in,
        "mine": Labels(speech),
        "theirs": Labels(speech.for_readers()),
        "direction_of": direction_of,
        "day": speech.day,
        "moment": speech.moment,
        "partial": speech.partial,
        "section_hint": lambda section: section_hint(speech, section),
        "field_hint": lambda section, field: field_hint(speech, section, field),
        "support": lambda item, beside, today: support_told(speech, item, beside, today),
        "support_shown": lambda section, content, beside, today: support_of_contents(
            speech, section, content, beside, today
        ),
        "strength_label": lambda strength: strength_label(speech, strength),
        "source_label": lambda source: source_label(speech, source),
        "state_label": lambda state: state_label(speech, state),
        "change_label": lambda change: change_label(speech, change),
        "role_label": lambda role: role_label(speech, role),
        "plain_bases": lambda legal_basis: [speech(one) for one in plain_bases(legal_basis)],
    }


def _nearest(text: Mapping[str, str], *wanted: str) -> str:
    """The language of the text to show: the first that is wanted, or else one that she is likely to be helped with."""
    return next(tag for tag in (*wanted, *map(spoken, wanted), "sv", "en", *text) if tag in text)


def _marked(text: Mapping[str, str], tag: str) -> Markup:
    return Markup('<span lang="{}" dir="{}">{}</span>').format(tag, direction_of(tag), text[tag])


def direction_of(tag: str) -> str:
    """Which way the script of a language runs; "auto" where it is not known."""
    try:
        return str(
            Locale.parse(TONGUES[tag].locale if tag in TONGUES else tag.replace("-", "_")).text_direction
        )
    except (UnknownLocaleError, ValueError):
        return "auto"


def _isolated(speech: Words, msgid: str, values: Mapping[str, object]) -> Markup:
    """The message with each value kept apart, so that a name in another script turns nothing around it."""
    kept = {key: Markup("<bdi>{}</bdi>").format(value) for key, value in speech.told(values).items()}
    return escape(speech(msgid)).format_map(kept)
