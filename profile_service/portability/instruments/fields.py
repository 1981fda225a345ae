"""Which kinds of answer a field of the profile takes. Asked of the section models themselves, so that there is no second list."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from profile_service.domain.instrument import UNASKABLE, AnswerKind
from profile_service.domain.profile import Json
from profile_service.domain.sections import SECTIONS
from schemas import limits
from schemas.sections import SECTION_MODELS, parse_content

_CODED: Final = {"label": "a"}
_LEVELS: Final = ("none", "A1", "A2", "B1", "B2", "C1", "C2")
_TEXTS: Final = ("two words", "name@example.org", "+46 70 123 45 67")

_Takes = Callable[[Json], bool]


def _has_levels(takes: _Takes) -> bool:
    return all(takes(one) for one in (1, 2, 3, 4)) and not takes(7)


# What a field must take, and must not, so that an answer of the kind always finds its place there.
_FITS: Final[Mapping[AnswerKind, Callable[[_Takes], bool]]] = MappingProxyType(
    {
        AnswerKind.TEXT: lambda takes: any(map(takes, _TEXTS)),
        AnswerKind.LONG_TEXT: lambda takes: takes("a" * limits.LONG_TEXT),
        AnswerKind.YES_NO: lambda takes: takes(True) and takes(False),
        AnswerKind.NUMBER: lambda takes: takes(1) and takes(7),
        AnswerKind.DATE: lambda takes: takes("2020-05-17") and not any(map(takes, _TEXTS)),
        AnswerKind.LEVEL: _has_levels,
        AnswerKind.CEFR: lambda takes: all(map(takes, _LEVELS)) and not takes("two words"),
        AnswerKind.CONCEPT: lambda takes: takes(_CODED),
        AnswerKind.COUNTRY: lambda takes: takes("SE") and not takes("english"),
    }
)
_EXAMPLES: Final[Mapping[AnswerKind, Json]] = MappingProxyType(
    {
        AnswerKind.TEXT: "two words",
        AnswerKind.LONG_TEXT: "two words",
        AnswerKind.YES_NO: True,
        AnswerKind.NUMBER: 1,
        AnswerKind.DATE: "2020-05-17",
        AnswerKind.LEVEL: 3,
        AnswerKind.CEFR: "A1",
        AnswerKind.CONCEPT: _CODED,
        AnswerKind.COUNTRY: "SE",
    }
)


def sections_to_ask() -> list[str]:
    """The sections that an instrument may ask for. Assessments are written by assessors alone."""
    return [section for section in SECTIONS if section != "assessments"]


def fields_to_ask(section: str) -> list[str]:
    """Those of a section."""
    return [name for name in SECTIONS[section].fields if name not in UNASKABLE.get(section, ())]


def takes(section: str, field: str, value: Json) -> bool:
    """Whether the field alone would take the value."""
    try:
        _adapter(section, field).validate_python(value)
    except ValidationError:
        return False
    return value is not None


@cache
def kinds_of(section: str, field: str) -> frozenset[AnswerKind]:
    """The kinds of answer that fit the field whatever the answer is; a choice depends on its values."""
    return frozenset(kind for kind, fits in _FITS.items() if fits(lambda value: takes(section, field, value)))


def is_code(section: str, field: str) -> bool:
    """Whether the field holds a code with its label."""
    return AnswerKind.CONCEPT in kinds_of(section, field)


def lacking(section: str, entry: Mapping[str, Json], asked: Iterable[str]) -> list[str]:
    """The fields that stand in the way of a new entry of these contents and an answer to the fields asked."""
    whole = {**{name: _example(section, name) for name in asked}, **entry}
    try:
        parse_content(section, whole)
    except ValidationError as error:
        return sorted({str(one["loc"][0]) if one["loc"] else "" for one in error.errors()})
    return []


def _example(section: str, field: str) -> Json:
    kinds = kinds_of(section, field)
    found = next((example for kind, example in _EXAMPLES.items() if kind in kinds), None)
    if found is not None:
        return found
    return next((value for value in _choices(section, field)), None)


def _choices(section: str, field: str) -> list[Any]:
    schema = SECTION_MODELS[section].model_json_schema()["properties"][field]
    shapes = schema.get("anyOf", [schema])
    return [value for shape in shapes for value in shape.get("enum", [])]


@cache
def _adapter(section: str, field: str) -> TypeAdapter[Any]:
    return TypeAdapter(SECTION_MODELS[section].model_fields[field].rebuild_annotation())
