"""Client authentication with `private_key_jwt` (RFC 7523, section 3; FAPI 2.0 security profile, section 5.3.2.1)."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, TypeGuard

import jwt
from jwt.types import Options

from profile_service.domain.people import Client, ClientId

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS: Final = ("ES256", "EdDSA")
_LONGEST: Final = timedelta(minutes=5)
_SKEW: Final = timedelta(seconds=10)
_LONGEST_JTI: Final = 200
_LONGEST_ASSERTION: Final = 4_000
_LAST_SECOND: Final = 1e11
_HEADERS: Final = frozenset({"alg", "typ", "kid"})
_TYPES: Final = (None, "JWT", "client-authentication+jwt")
_NO_CLOCK: Final[Options] = {
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "verify_aud": False,
}


class AssertionRefusedError(Exception):
    """The assertion does not prove which client this is. Its text is safe to show to the client."""


def verify_client_assertion(
    assertion: str,
    issuer: str,
    now: datetime,
    find_client: Callable[[ClientId], Client | None],
    use_once: Callable[[ClientId, str, datetime], bool],
) -> Client:
    """Which client signed this, proved by its registered key.

    Args:
        issuer: the one accepted audience.
        use_once: True the first time that it sees a client's `jti`.

    Raises:
        AssertionRefusedError: anything about it is not right, or it was used before.
    """
    if len(assertion) > _LONGEST_ASSERTION:
        raise AssertionRefusedError("the assertion is too long")
    kid = _check_header(assertion)
    client = _claimed_client(assertion, find_client)
    claims = _verified(assertion, client, _key_of(client, kid), issuer)
    expires_at = _check_times(claims, now)
    jti = claims["jti"]
    if not _is_text(jti) or not 0 < len(jti) <= _LONGEST_JTI:
        raise AssertionRefusedError("jti must be a string of 1 to 200 printable characters")
    if not use_once(client.id, jti, expires_at):
        raise AssertionRefusedError("the assertion was used before: make a new one for each request")
    return client


def _check_header(assertion: str) -> object:
    """The header's `kid`, once everything else in the header is right; None where it names no key."""
    try:
        header = jwt.get_unverified_header(assertion)
    except (jwt.PyJWTError, ValueError) as error:
        raise AssertionRefusedError("the assertion is not a JWT") from error
    if header.get("alg") not in ALGORITHMS:
        raise AssertionRefusedError("sign with ES256 or EdDSA")
    # A key that travels in the header proves nothing, and `crit` asks for rules that do not exist here.
    if header.keys() - _HEADERS or header.get("typ") not in _TYPES:
        raise AssertionRefusedError("the header may hold alg, kid, and typ client-authentication+jwt")
    return header.get("kid")


def _key_of(client: Client, kid: object) -> str:
    """The registered key that the header names. Only where there is one alone need it not be named."""
    keys = [(json.loads(one).get("kid"), one) for one in client.public_jwks]
    if len(keys) == 1 and (kid is None or keys[0][0] is None):
        return keys[0][1]
    found = next((one for name, one in keys if name is not None and name == kid), None)
    if found is None:
        raise AssertionRefusedError("the client is not registered, or its key does not fit")
    return found


def _claimed_client(assertion: str, find_client: Callable[[ClientId], Client | None]) -> Client:
    try:
        claims = jwt.decode(assertion, options={**_NO_CLOCK, "verify_signature": False})
    except (jwt.PyJWTError, ValueError) as error:
        raise AssertionRefusedError("the assertion is not a JWT") from error
    subject = claims.get("sub")
    client = find_client(ClientId(subject)) if _is_text(subject) else None
    if client is None:
        raise AssertionRefusedError("the client is not registered, or its key does not fit")
    return client


def _verified(assertion: str, client: Client, public_jwk: str, issuer: str) -> dict[str, Any]:
    try:
        key = jwt.PyJWK.from_json(public_jwk)
        claims: dict[str, Any] = jwt.decode(
            assertion,
            key.key,
            algorithms=[key.algorithm_name],
            options={**_NO_CLOCK, "require": ["iss", "sub", "aud", "exp", "jti"]},
            issuer=client.id,
        )
    except jwt.MissingRequiredClaimError as error:
        raise AssertionRefusedError(f"the claim {error.claim} is missing") from error
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise AssertionRefusedError("the client is not registered, or its key does not fit") from error
    if claims["aud"] != issuer:
        raise AssertionRefusedError(f"aud must be the issuer, {issuer}, as a single string")
    return claims


def _check_times(claims: dict[str, Any], now: datetime) -> datetime:
    expires = _seconds(claims, "exp")
    if not now.timestamp() < expires <= (now + _LONGEST + _SKEW).timestamp():
        raise AssertionRefusedError("exp must be in the next five minutes")
    for name in ("iat", "nbf"):
        if name in claims and _seconds(claims, name) > (now + _SKEW).timestamp():
            raise AssertionRefusedError(f"{name} is in the future: set the clock right")
    return datetime.fromtimestamp(expires, now.tzinfo)


def _seconds(claims: dict[str, Any], name: str) -> float:
    value = claims[name]
    # JSON knows no largest number, and Python reads NaN: neither is a time.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _LAST_SECOND:
        raise AssertionRefusedError(f"{name} must be a number of seconds")
    return float(value)


def _is_text(value: object) -> TypeGuard[str]:
    """A string of printable characters: JSON can spell half a surrogate pair, which no store takes."""
    return isinstance(value, str) and value.isprintable()
