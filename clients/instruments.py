"""Checking an instrument before it is registered: its JSON, and its shape by the published model."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from schemas import limits
from schemas.field_errors import field_errors
from schemas.instruments import Instrument
from schemas.problems import FieldError

_RIGHT = "well-formed JSON in UTF-8"


def mistakes_in(text: bytes) -> list[FieldError]:
    """What is wrong with the shape of an instrument; empty where it is right.

    The rules between the parts (conditions, where answers go, languages) are the service's: it names them when the text is
    registered.
    """
    if len(text) > limits.INSTRUMENT_BYTES:
        return [
            FieldError(
                field="", problem="the text is too large", expected=f"at most {limits.INSTRUMENT_BYTES} bytes"
            )
        ]
    try:
        value = json.loads(text.decode("utf-8-sig"), object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        place = f"this is not JSON at line {error.lineno}, column {error.colno}"
        return [FieldError(field="", problem=place, expected=_RIGHT)]
    except (UnicodeDecodeError, RecursionError, ValueError):
        return [FieldError(field="", problem="this is not JSON", expected=_RIGHT)]
    try:
        Instrument.model_validate(value)
    except ValidationError as error:
        return list(_without_sorts(error))
    return []


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    whole = dict(pairs)
    if len(whole) < len(pairs):
        raise ValueError
    return whole


def _without_sorts(error: ValidationError) -> Iterator[FieldError]:
    for one in field_errors(error):
        yield one.model_copy(update={"field": one.field.replace("/(code)", "").replace("/(value)", "")})
