"""The name of everything that a profile, a grant or the log can hold."""

from collections.abc import Mapping

from profile_service.domain.profile import Source, SourceKind
from profile_service.language.field_names import FIELD_HINTS, FIELD_NAMES
from profile_service.language.marking import N_
from profile_service.language.names import (
    CHANGES,
    CHOICES,
    KINDS,
    ROLES,
    SECTION_HINTS,
    SECTION_NAMES,
    STATES,
    STRENGTHS,
)
from profile_service.language.readers import READERS_NAMES
from profile_service.language.words import Words


def section_label(words: Words, section: str) -> str:
    """The name of a section."""
    return _named(words, SECTION_NAMES, section)


def section_hint(words: Words, section: str) -> str:
    """What belongs in a section, in one or two sentences."""
    return _named(words, SECTION_HINTS, section)


def field_label(words: Words, section: str, field: str) -> str:
    """The name of a field."""
    return _spoken(words, FIELD_NAMES.get((section, field), field))


def field_hint(words: Words, section: str, field: str) -> str:
    """How to fill in a field; empty where its name says enough."""
    return words(FIELD_HINTS.get((section, field), ""))


def choice_label(words: Words, field: str, value: str) -> str:
    """One of the values that a field can have. The same value may be called differently in another field."""
    return _spoken(words, CHOICES.get(field, {}).get(value, value))


def kind_label(words: Words, kind: str) -> str:
    """What kind of event a line of the log is about."""
    return _named(words, KINDS, kind)


def strength_label(words: Words, strength: str) -> str:
    """How well a statement is supported."""
    return _named(words, STRENGTHS, strength)


def state_label(words: Words, state: str) -> str:
    """How a grant or a request stands."""
    return _named(words, STATES, state)


def change_label(words: Words, change: str) -> str:
    """What a version did to its item."""
    return _named(words, CHANGES, change)


def role_label(words: Words, role: str) -> str:
    """What an organisation is here for."""
    return _named(words, ROLES, role)


def source_label(words: Words, source: Source) -> str:
    """Who stated something, seen by anybody: "in her own words" would be wrong for half of the readers."""
    match source.kind:
        case SourceKind.INDIVIDUAL:
            return words(N_("the person's own words"))
        case SourceKind.ORGANISATION:
            return source.name
        case SourceKind.IMPORT:
            return words(N_("a file: {name}"), name=source.name)
        case SourceKind.SEED:
            return words(N_("made-up example"))
        case SourceKind.HELPED:
            return words(N_("written with help from {name}"), name=source.name)


def _named(words: Words, names: Mapping[str, str], name: str) -> str:
    return _spoken(words, names.get(name, name))


def _spoken(words: Words, text: str) -> str:
    return words(READERS_NAMES.get(text, text) if words.to_reader else text)
