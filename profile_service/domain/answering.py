"""Whether an answer fits its question: by kind and by choice. What the profile takes, the rules of its sections decide besides."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from consent.request import Objection
from profile_service.domain.instrument import AnswerKind, InstrumentItem
from profile_service.domain.mapping_words import objections_to_text
from profile_service.domain.profile import Json

SHORT_TEXT: Final = 200
LONG_TEXT: Final = 4000
LABEL: Final = 400
MOST_ENTRIES: Final = 30
"""How many new entries one answer holds at the most."""
LARGEST_NUMBER: Final = 1_000_000
_CEFR: Final = ("none", "A1", "A2", "B1", "B2", "C1", "C2")
_LEVELS: Final = (1, 2, 3, 4)
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)
_COUNTRY: Final = re.compile(r"[A-Za-z]{2}", re.ASCII)
_CODE: Final[Mapping[str, int]] = {"label": LABEL, "scheme": 40, "concept_id": 300, "scheme_version": 50}
"""The parts of a code and their longest."""


def place_of(item: str) -> str:
    """Where an objection to an answer points."""
    return f"/{item}"


def objections_to_value(item: InstrumentItem, value: Json) -> Iterator[Objection]:
    """What is wrong with a stated value; nothing where it is an answer to the question."""
    place = place_of(item.id)
    match item.kind:
        case AnswerKind.TEXT:
            yield from _text(place, value, SHORT_TEXT)
        case AnswerKind.LONG_TEXT:
            yield from _text(place, value, LONG_TEXT)
        case AnswerKind.ENTRIES:
            yield from _entries(item, place, value)
        case AnswerKind.CONCEPT:
            yield from _code(place, value)
        case AnswerKind.CHOICE:
            if not any(same(value, one.value) for one in item.choices):
                yield Objection(place, "this is none of the choices", "one of the choices of the question")
        case _:
            right = _EXPECTED[item.kind]
            if not _is(item.kind, value):
                yield Objection(place, "this is no answer to the question", right)


def normal(value: Json) -> Json:
    """Texts in NFC and without outer spaces, as the profile keeps them."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).strip()
    if isinstance(value, Mapping):
        return {name: normal(one) for name, one in value.items()}
    if isinstance(value, Sequence):
        return [normal(one) for one in value]
    return value


def same(one: Json, other: Json) -> bool:
    """Whether two values are one answer. True equals 1 in Python, and is no 1 here."""
    return one == other and isinstance(one, bool) is isinstance(other, bool)


_EXPECTED: Final[Mapping[AnswerKind, str]] = {
    AnswerKind.YES_NO: "true or false",
    AnswerKind.NUMBER: "a number",
    AnswerKind.DATE: "a date, a month or a year, such as 2024-05",
    AnswerKind.LEVEL: "1, 2, 3 or 4",
    AnswerKind.CEFR: "none, A1, A2, B1, B2, C1 or C2",
    AnswerKind.COUNTRY: "a country code of two letters (ISO 3166-1), such as SE",
}


def _is(kind: AnswerKind, value: Json) -> bool:
    match kind:
        case AnswerKind.YES_NO:
            return isinstance(value, bool)
        case AnswerKind.NUMBER:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return number and 0 <= value <= LARGEST_NUMBER  # type: ignore[operator]
        case AnswerKind.DATE:
            return isinstance(value, str) and _DATE.fullmatch(value) is not None
        case AnswerKind.LEVEL:
            return any(same(value, one) for one in _LEVELS)
        case AnswerKind.CEFR:
            return value in _CEFR
        case _:
            return isinstance(value, str) and _COUNTRY.fullmatch(value) is not None


def _text(place: str, value: Json, longest: int) -> Iterator[Objection]:
    if not isinstance(value, str) or not value.strip():
        yield Objection(place, "this is no text", "a text")
        return
    yield from objections_to_text(place, value, longest)


def _code(place: str, value: Json) -> Iterator[Objection]:
    right = "a code with its label, or a label alone"
    if not isinstance(value, Mapping) or not value.keys() <= _CODE.keys() or "label" not in value:
        yield Objection(place, "this is no code", right)
        return
    for name, part in value.items():
        if part is not None:
            yield from _text(f"{place}/{name}", part, _CODE[name])


def _entries(item: InstrumentItem, place: str, value: Json) -> Iterator[Objection]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        yield Objection(place, "this is no list of entries", "a list of entries")
        return
    if len(value) > MOST_ENTRIES:
        yield Objection(place, "there are too many entries", f"at most {MOST_ENTRIES}")
        return
    fields = item.target.fields if item.target is not None else ()
    for at, entry in enumerate(value):
        if not isinstance(entry, Mapping):
            yield Objection(f"{place}/{at}", "this is no entry", "an object with the fields of the question")
            continue
        if fields and entry.get(fields[0]) is None:
            yield Objection(f"{place}/{at}/{fields[0]}", "the field is missing", "what makes it an entry")
        if entry.keys() - set(fields):
            # The name is the caller's own word and stays out of what is answered.
            yield Objection(f"{place}/{at}", "a field is not asked for", f"of {', '.join(fields)}")
