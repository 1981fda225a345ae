"""What an item says, in words: one or more lines for each field."""

from collections.abc import Callable, Mapping, Sequence
from textwrap import shorten
from types import MappingProxyType
from typing import Final

from profile_service.domain.profile import Content, Json
from profile_service.language.labels import choice_label
from profile_service.language.marking import N_
from profile_service.language.words import Words

_DATES: Final = frozenset(
    {"birth_date", "start", "end", "last_used", "issued", "valid_until", "date", "follow_up", "assessed_on"}
)
_LONGEST_TITLE: Final = 80
_TAGS: Final = frozenset({"interface_language", "mapping_languages", "interpreter_language"})
_CHOICES: Final = frozenset(
    {
        ("expectations", "goal"), ("expectations", "horizon"), ("experience", "setting"), ("education", "outcome"),
        ("education", "document"), ("education", "recognition"), ("languages", "listening"), ("languages", "reading"),
        ("languages", "spoken_interaction"), ("languages", "spoken_production"), ("languages", "writing"),
        ("languages", "script_literacy"), ("skills", "level"), ("transversal", "level"), ("licences", "kind"),
        ("plan", "status"), ("progress", "respondent"), ("assessments", "kind"), ("assessments", "level"),
        ("assessments", "status"),
    }
)  # fmt: skip
_TITLES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "person": ("name",),
        "expectations": ("target", "goal"),
        "experience": ("title",),
        "education": ("name",),
        "languages": ("language",),
        "skills": ("skill",),
        "transversal": ("skill",),
        "licences": ("licence",),
        "evidence": ("title",),
        "adaptations": ("needs_at_work", "equipment", "health"),
        "plan": ("goal",),
        "progress": ("indicator",),
        "assessments": ("competence",),
    }
)


def value_lines(words: Words, section: str, field: str, value: Json) -> tuple[str, ...]:
    """The value of one field, in words; a list has a line for each entry."""
    if value is None:
        return ()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(line for one in value for line in value_lines(words, section, field, one))
    if isinstance(value, Mapping):
        return (_composite(words, field, value),)
    if isinstance(value, bool):
        return (words(N_("Yes")) if value else words(N_("No")),)
    if (section, field) in _CHOICES:
        return (choice_label(words, field, str(value)),)
    return (_single(words, field, value),)


def item_title(words: Words, section: str, content: Content) -> str | None:
    """The line by which an item is known; None where it has none."""
    for field in _TITLES.get(section, ()):
        lines = value_lines(words, section, field, content.get(field))
        if lines:
            return shorten(lines[0], _LONGEST_TITLE, placeholder=" …")
    return None


def title_field(section: str, content: Content) -> str | None:
    """The field that `item_title` shows whole, so that it need not be shown again; None where it was shortened."""
    field = next((field for field in _TITLES.get(section, ()) if content.get(field) is not None), None)
    value = None if field is None else content[field]
    return (
        None
        if isinstance(value, str) and shorten(value, _LONGEST_TITLE, placeholder=" …") != value
        else field
    )


def _single(words: Words, field: str, value: str | int | float) -> str:
    if field in _TAGS:
        return words.language(str(value))
    if field == "country":
        return words.country(str(value))
    if field in _DATES:
        return words.partial(str(value))
    if field == "file":
        return words(N_("Goes along"))
    unit = _UNITS.get(field)
    if unit is not None and isinstance(value, int | float):
        return unit(words, value)
    return str(value)


def _composite(words: Words, field: str, value: Mapping[str, Json]) -> str:
    if field == "identity_numbers":
        return f"{choice_label(words, field, str(value.get('kind', '')))} {value.get('value', '')}"
    if field == "comes_from":
        origin = choice_label(words, field, str(value.get("kind", "")))
        note = value.get("note")
        return f"{origin}: {note}" if note else origin
    return str(value.get("label", ""))


def _number(words: Words, value: float) -> str:
    whole = int(value)
    return (
        str(whole)
        if whole == value
        else str(value).replace(".", words.locale.number_symbols["latn"]["decimal"])
    )


def _years(words: Words, value: float) -> str:
    if value == int(value):
        return words.plural("{n} year", "{n} years", int(value))
    return words(N_("{number} years"), number=_number(words, value))


_UNITS: Final[Mapping[str, Callable[[Words, float], str]]] = MappingProxyType(
    {
        "hours_per_week": lambda words, n: words.plural("{n} hour a week", "{n} hours a week", int(n)),
        "months": lambda words, n: words.plural("{n} month", "{n} months", int(n)),
        "years_done": _years,
        "value": lambda words, n: words(N_("{number} of 10"), number=_number(words, n)),
    }
)
