"""The form of a scope; what a scope means is read elsewhere."""

from typing import Annotated, Final, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints

from schemas import limits
from schemas.values.patterns import Shape

# Every character used is legal in an OAuth scope token (RFC 6749 appendix A.4).
_FIELDS: Final = "fields=[a-z0-9_]+(?:,[a-z0-9_]+)*"
_ITEMS: Final = "items=[A-Za-z0-9._~-]+(?:,[A-Za-z0-9._~-]+)*"
_SCOPE: Final = Shape(
    f"profile:[a-z_]+:read(?:[?](?:{_FIELDS}(?:&{_ITEMS})?|{_ITEMS}))?",
    "a scope such as profile:skills:read or profile:skills:read?fields=level,skill&items=a1,b2",
)

Scope: TypeAlias = Annotated[
    str, StringConstraints(max_length=limits.SCOPE), AfterValidator(_SCOPE), _SCOPE.published()
]
# One at least: a request or a grant of nothing is a mistake.
Scopes: TypeAlias = Annotated[tuple[Scope, ...], Field(min_length=1, max_length=limits.SCOPES)]
