"""How an organisation proves who it is: a client assertion (RFC 7523) signed with its own private key.

Beside `clients.receipts` the only file of the client that imports PyJWT.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import uuid4

import jwt

from clients.errors import InvalidArgumentError

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LIFETIME: Final = 60
_KEY_EXPECTED: Final = "expected a private JWK of kty EC with crv P-256, or of kty OKP with crv Ed25519"
_ALGORITHMS: Final = {("EC", "P-256"): "ES256", ("OKP", "Ed25519"): "EdDSA"}


@dataclass(frozen=True, slots=True)
class Signer:
    """A client id with its private key."""

    client_id: str
    algorithm: str
    key: Any = field(repr=False)
    key_id: str | None
    public_jwk: Mapping[str, str] = field(default_factory=dict, repr=False)

    def assertion(self, issuer: str, now: Callable[[], float]) -> str:
        """A new assertion for the token endpoint of `issuer`, good for one use within a minute."""
        issued = int(now())
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            # One audience, and the issuer at that: the address of an endpoint could be another server's.
            "aud": issuer,
            "iat": issued,
            "exp": issued + _LIFETIME,
            "jti": str(uuid4()),
        }
        headers = {"typ": "client-authentication+jwt"}
        if self.key_id is not None:
            headers["kid"] = self.key_id
        return jwt.encode(claims, self.key, algorithm=self.algorithm, headers=headers)

    def proof(
        self, method: str, address: str, token: str, nonce: str | None, now: Callable[[], float]
    ) -> str:
        """A DPoP proof (RFC 9449, section 4.2) for one request; `token` is empty where none goes with it."""
        claims: dict[str, object] = {
            "jti": str(uuid4()),
            "htm": method,
            "htu": address,
            "iat": int(now()),
        }
        if token:
            digest = hashlib.sha256(token.encode()).digest()
            claims["ath"] = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if nonce is not None:
            claims["nonce"] = nonce
        headers = {"typ": "dpop+jwt", "jwk": dict(self.public_jwk)}
        return jwt.encode(claims, self.key, algorithm=self.algorithm, headers=headers)


def signer(client_id: str, private_key_jwk: Mapping[str, Any] | str) -> Signer:
    """Read a private JWK (RFC 7517), as a mapping or as JSON.

    Raises:
        InvalidArgumentError: it is no private key of a kind that is accepted. No part of it is repeated.
    """
    jwk = _mapping(private_key_jwk)
    algorithm = _ALGORITHMS.get((str(jwk.get("kty")), str(jwk.get("crv"))))
    if algorithm is None or not isinstance(jwk.get("d"), str):
        raise InvalidArgumentError(f"this is not a private key that can sign; {_KEY_EXPECTED}")
    if not client_id:
        raise InvalidArgumentError("the client id is empty; expected the one that the service gave")
    try:
        key = jwt.PyJWK(jwk, algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError):
        # Without its cause: that could repeat the key.
        raise InvalidArgumentError(f"the key cannot be read; {_KEY_EXPECTED}") from None
    key_id = jwk.get("kid")
    public: dict[str, str] = {name: str(jwk[name]) for name in ("kty", "crv", "x", "y") if name in jwk}
    return Signer(client_id, algorithm, key, key_id if isinstance(key_id, str) else None, public)


def _mapping(jwk: Mapping[str, Any] | str) -> dict[str, Any]:
    try:
        read = json.loads(jwk) if isinstance(jwk, str) else dict(jwk)
    except (ValueError, TypeError):
        read = None
    if not isinstance(read, dict):
        raise InvalidArgumentError(f"the key is not a JSON object; {_KEY_EXPECTED}")
    return read
