"""E-mail addresses, by the library that knows the syntax, with an error that repeats nothing of them."""

from typing import Annotated, TypeAlias

from pydantic import (
    BeforeValidator,
    EmailStr,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from schemas import limits
from schemas.refusal import refusal
from schemas.values.text import clean


def _check(value: object, syntax: ValidatorFunctionWrapHandler) -> str:
    try:
        # EmailStr also reads "Name <address>" and keeps the address only, which is not what was written.
        if isinstance(value, str) and "<" not in value:
            return str(syntax(value))
    except ValidationError:
        pass
    raise refusal("email", "this is not an e-mail address", "an address such as name@example.org")


Email: TypeAlias = Annotated[
    EmailStr, StringConstraints(max_length=limits.EMAIL), WrapValidator(_check), BeforeValidator(clean)
]
