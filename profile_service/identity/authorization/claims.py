"""What assertions and proofs have in common: JWTs that somebody else has signed, with times and ids in them."""

import json
from base64 import urlsafe_b64decode
from typing import Any, Final, TypeGuard

from jwt.types import Options

ALGORITHMS: Final = ("ES256", "EdDSA")
"""What clients may sign with (FAPI 2.0 security profile, section 5.4.1)."""

NO_CLOCK: Final[Options] = {
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "verify_aud": False,
    "verify_jti": False,
}
"""PyJWT would read the wall clock; times are compared with the clock that the house was given."""

_LAST_SECOND: Final = 1e11
_LONGEST_ID: Final = 200


def repeats_a_member(written: str) -> bool:
    """Whether header or claims name a member twice, where two parsers may read two things (RFC 8725, section 2.4)."""
    try:
        for part in written.split(".")[:2]:
            json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return True
    return False


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member is repeated")
    return found


def is_text(value: object) -> TypeGuard[str]:
    """A string of printable characters: JSON can spell half a surrogate pair, which no store takes."""
    return isinstance(value, str) and value.isprintable()


def is_token_id(value: object) -> TypeGuard[str]:
    """A `jti` of 1 to 200 printable characters."""
    return is_text(value) and 0 < len(value) <= _LONGEST_ID


def seconds(claims: dict[str, Any], name: str) -> float | None:
    """A time in a claim; None where it is missing or is none."""
    value = claims.get(name)
    # JSON knows no largest number, and Python reads NaN: neither is a time.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _LAST_SECOND:
        return None
    return float(value)
