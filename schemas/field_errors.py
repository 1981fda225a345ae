"""From pydantic's errors to the errors of a problem: which field, what is wrong, and what would be right."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from schemas.problems import FieldError
from schemas.values.pointer import json_pointer

# A body can be wrong in more places than anyone would read about.
_MOST_SHOWN: Final = 50

# (problem, expected) by pydantic's error type; {names} are filled from the error's context.
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("the field is missing", "a value, since the field is required"),
    "extra_forbidden": ("there is no such field here", "the field left out"),
    "literal_error": ("the value is not one of those allowed", "{expected}"),
    "string_type": ("this is not a text", "a text"),
    "string_unicode": ("the text holds a character that cannot be kept", "well-formed Unicode text"),
    "string_too_short": (
        "the text is too short",
        "at least {min_length} character(s); a field that is not required may be left out",
    ),
    "string_too_long": ("the text is too long", "at most {max_length} characters"),
    "too_short": ("there are too few entries", "{min_length} or more entries"),
    "too_long": ("there are too many entries", "at most {max_length} entries"),
    "greater_than_equal": ("the number is too small", "at least {ge}"),
    "less_than_equal": ("the number is too large", "at most {le}"),
    "multiple_of": ("the number is not in the right steps", "a multiple of {multiple_of}"),
    "finite_number": ("this is not a number", "a number"),
    "greater_than": ("the number is too small", "more than {gt}"),
    "less_than": ("the number is too large", "less than {lt}"),
    "string_pattern_mismatch": ("the text has another form", "a text that matches {pattern}"),
    "int_parsing": ("this is not a whole number", "a whole number in decimal digits, such as 50"),
    "int_parsing_size": ("this number is larger than can be read", "a whole number of at most 15 digits"),
    "float_parsing": ("this is not a number", "a number"),
    "float_type": ("this is not a number", "a number"),
    "bool_parsing": ("this is neither true nor false", "true or false"),
    "date_type": ("this is not a date", "a date written YYYY-MM-DD"),
    "date_parsing": ("this is not a date", "a date written YYYY-MM-DD"),
    "date_from_datetime_parsing": ("this is not a date", "a date written YYYY-MM-DD"),
    "date_from_datetime_inexact": ("this is not a date", "a date written YYYY-MM-DD"),
    "datetime_type": ("this is not a date and time", "a date and time with offset (RFC 3339)"),
    "datetime_parsing": ("this is not a date and time", "a date and time with offset (RFC 3339)"),
    "datetime_from_date_parsing": ("this is not a date and time", "a date and time with offset (RFC 3339)"),
    "timezone_aware": ("the time has no offset", "a date and time with offset (RFC 3339)"),
    "list_type": ("this is not a list", "a JSON array"),
    "json_invalid": ("this is not JSON", "well-formed JSON in UTF-8"),
    "int_type": ("this is not a whole number", "a whole number"),
    "int_from_float": ("this is not a whole number", "a whole number"),
    "bool_type": ("this is neither true nor false", "true or false"),
    "model_type": ("this is not a JSON object", "a JSON object"),
    "dict_type": ("this is not a JSON object", "a JSON object"),
    "tuple_type": ("this is not a list", "a JSON array"),
}


def field_errors(error: ValidationError, within: Sequence[str | int] = ()) -> tuple[FieldError, ...]:
    """Describe what pydantic refused, at most 50 entries, without repeating any value that was sent.

    ``within`` is the path from the body's root to what was validated, where that was only a part of the body.
    """
    return told_errors(error.errors(include_url=False, include_input=False), within)


def told_errors(
    listed: Sequence[Mapping[str, Any]], within: Sequence[str | int] = ()
) -> tuple[FieldError, ...]:
    """The same for errors that pydantic has listed already."""
    # pydantic counts the entries that were right: a list with a wrong entry would also be called too short.
    parents = {entry["loc"][:depth] for entry in listed for depth in range(len(entry["loc"]))}
    told = [entry for entry in listed if entry["type"] != "too_short" or entry["loc"] not in parents]
    return tuple(
        _field_error(entry["type"], entry["loc"], entry.get("ctx", {}), within)
        for entry in told[:_MOST_SHOWN]
    )


def _field_error(
    kind: str, place: tuple[str | int, ...], context: Mapping[str, Any], within: Sequence[str | int]
) -> FieldError:
    # pydantic marks an error in the key of an object with a last part of its own.
    parts = [*within, *(part for part in place if part != "[key]")]
    problem, expected = _WORDS.get(kind, ("the value is not valid", "a value as the schema describes it"))
    if "problem" in context:
        problem, expected = str(context["problem"]), str(context["expected"])
    elif context:
        expected = expected.format_map(context)
    return FieldError(field=json_pointer(parts), problem=problem, expected=expected)
