"""ETag and If-Match: which version a change is a change to (RFC 9110, sections 8.8.3 and 13.1.1)."""

from typing import Annotated, Final

from fastapi import Header

from profile_service.api.errors import PreconditionRequiredError

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=40,
        description="The ETag of the version that is to be changed. Required.",
    ),
]
_PARTS: Final = 3
_NEVER: Final = -1


def etag(version: int) -> str:
    """The entity tag of a version."""
    return f'"{version}"'


def expected_version(if_match: str | None) -> int | None:
    """The version in an If-Match; None for `*`, which matches whatever there is.

    An entity tag that was never given out matches nothing.

    Raises:
        PreconditionRequiredError: the header is missing (RFC 6585, section 3).
    """
    if if_match is None:
        raise PreconditionRequiredError
    if if_match.strip() == "*":
        return None
    quoted = if_match.strip().split('"')
    fits = (
        len(quoted) == _PARTS and quoted[0] == quoted[2] == "" and quoted[1].isascii() and quoted[1].isdigit()
    )
    return int(quoted[1]) if fits else _NEVER
