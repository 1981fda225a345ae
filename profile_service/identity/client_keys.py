"""The public key of an organisation's system, looked at before it is registered."""

import json
from typing import Final

import jwt

from profile_service.identity.authorization.claims import ALGORITHMS

_PRIVATE: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})


class ClientKeyError(Exception):
    """This is no key that an organisation's system could prove itself with."""


def read_public_key(written: str) -> str:
    """A public JWK (RFC 7517) as it is kept.

    Raises:
        ClientKeyError: it is none, it is of another kind, or it is the private half, which nobody but its owner may have.
    """
    try:
        found = json.loads(written)
        if not isinstance(found, dict):
            raise TypeError
        if _PRIVATE & found.keys():
            raise ClientKeyError("this is a private key: send only its public half")
        algorithm = jwt.PyJWK.from_dict(found).algorithm_name
    except (ValueError, TypeError, jwt.PyJWTError):
        raise ClientKeyError("this is not a public JWK (RFC 7517)") from None
    if algorithm not in ALGORITHMS:
        raise ClientKeyError(f"the key is of another kind: right would be one for {' or '.join(ALGORITHMS)}")
    return json.dumps(found, sort_keys=True, separators=(",", ":"))
