"""Numbers and yes/no as JSON has them: no text that looks like a number, no 1 for true."""

from typing import Annotated, Final, TypeAlias

from pydantic import BeforeValidator, Field, StrictBool

from schemas import limits
from schemas.refusal import refusal


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refusal("number_type", "this is not a number", "a JSON number, not a text")
    return value


# Comes after the limits in an ``Annotated``, so that JSON Schema shows them. 3.0 is an integer in JSON Schema
# and so it is one here.
NumbersOnly: Final = BeforeValidator(_number)

HalfSteps: TypeAlias = Annotated[
    float,
    Field(ge=0, le=limits.YEARS_OF_STUDY, multiple_of=0.5, allow_inf_nan=False),
    NumbersOnly,
]
Version: TypeAlias = Annotated[int, Field(ge=1), NumbersOnly]
Flag: TypeAlias = StrictBool
