"""A signed answer of a provider: looked at by our own rules first, and only then given to the library."""

import base64
import binascii
import json
import warnings
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from joserfc import errors as jose
from joserfc.jws import JWSRegistry, deserialize_compact

from profile_service.domain.eid_refusal import EidRefusal, NotProvedError
from profile_service.identity.oidc.key_sets import Key

_FOREIGN: Final = frozenset({"jwk", "jku", "x5u", "x5c"})
"""Headers by which a token brings its own key (RFC 7515, sections 4.1.2 to 4.1.6). Keys come from the provider's set alone."""

_TYPES: Final = frozenset({None, "jwt"})
_LONGEST: Final = 64 * 1024
_LONGEST_HEADER: Final = 4 * 1024
_PARTS: Final = 3

FindKey = Callable[[str | None, str], Awaitable[Key]]
"""The provider's key for an id and an algorithm."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What was said, and by which algorithm it was signed."""

    claims: dict[str, Any]
    algorithm: str


async def read_signed(token: object, algorithms: frozenset[str], find_key: FindKey) -> Signed:
    """What a JWS in compact form says (RFC 7515), once its signature is the provider's.

    Raises:
        NotProvedError: it is none, or anything about it is not as it should be.
    """
    if not isinstance(token, str) or len(token) > _LONGEST or token.count(".") != _PARTS - 1:
        raise NotProvedError(EidRefusal.UNFIT_ANSWER)
    header = _object(token.partition(".")[0])
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in algorithms:
        raise NotProvedError(EidRefusal.ALGORITHM)
    if _FOREIGN & header.keys():
        raise NotProvedError(EidRefusal.FOREIGN_KEY)
    # We understand no extension: whatever is critical is refused (RFC 7515, section 4.1.11; RFC 7797 for b64).
    if {"crit", "b64"} & header.keys():
        raise NotProvedError(EidRefusal.CRITICAL_HEADER)
    kind = header.get("typ")
    if (kind.lower() if isinstance(kind, str) else kind) not in _TYPES:
        raise NotProvedError(EidRefusal.TOKEN_TYPE)
    kid = header.get("kid")
    if kid is not None and not isinstance(kid, str):
        raise NotProvedError(EidRefusal.UNKNOWN_KEY)
    key = await find_key(kid, algorithm)
    return Signed(_claims(_verified(token, key, algorithm)), algorithm)


def _verified(token: str, key: Key, algorithm: str) -> bytes:
    registry = JWSRegistry(algorithms=[algorithm], strict_check_header=False)
    registry.max_header_length, registry.max_payload_length = _LONGEST_HEADER, _LONGEST
    try:
        with warnings.catch_warnings():
            # EdDSA has another name since RFC 9864; providers say the old one, and the key says which curve it is.
            warnings.simplefilter("ignore", jose.SecurityWarning)
            return deserialize_compact(token, key, [algorithm], registry).payload
    except (jose.JoseError, ValueError, TypeError):
        raise NotProvedError(EidRefusal.SIGNATURE) from None


def _object(part: str) -> dict[str, Any]:
    try:
        return _claims(base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True))
    except binascii.Error:
        raise NotProvedError(EidRefusal.UNFIT_ANSWER) from None


def _claims(plain: bytes) -> dict[str, Any]:
    """The JSON object; a name that is there twice could be read in two ways (RFC 7519, section 4), and is refused."""
    try:
        found = json.loads(plain, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise NotProvedError(EidRefusal.UNFIT_ANSWER) from None
    if not isinstance(found, dict):
        raise NotProvedError(EidRefusal.UNFIT_ANSWER)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found
