"""Keys for ES256 as JWK (RFC 7517; RFC 7518, section 6.2)."""

import base64
import hashlib
import json
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric import ec


def new_signing_jwk() -> dict[str, str]:
    """A fresh private P-256 key, called by its thumbprint."""
    key = ec.generate_private_key(ec.SECP256R1())
    numbers = key.private_numbers()
    jwk = {
        "kty": "EC",
        "crv": "P-256",
        "alg": "ES256",
        "use": "sig",
        "x": _coordinate(numbers.public_numbers.x),
        "y": _coordinate(numbers.public_numbers.y),
        "d": _coordinate(numbers.private_value),
    }
    return {**jwk, "kid": _thumbprint(jwk)}


def public_part(jwk: Mapping[str, str]) -> dict[str, str]:
    """The JWK without its private member."""
    return {name: value for name, value in jwk.items() if name != "d"}


def _coordinate(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()


def _thumbprint(jwk: Mapping[str, str]) -> str:
    # RFC 7638: the required members in lexical order, without white space.
    required = json.dumps({name: jwk[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(required.encode()).digest()).rstrip(b"=").decode()
