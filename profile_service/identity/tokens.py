"""Access tokens: short-lived JWTs (RFC 9068) that say who calls, and nothing about grants or people."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import jwt
from jwt.types import Options

from profile_service.domain.sign_in import FRESH, Proof

LIFETIME: Final = timedelta(minutes=5)
_ALGORITHM: Final = "ES256"
_TYPE: Final = "at+jwt"
_REQUIRED: Final = ("iss", "aud", "sub", "client_id", "iat", "exp", "jti", "scope")
_NO_CLOCK: Final[Options] = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
"""PyJWT would read the wall clock; the time is compared here, with the clock that the house was given."""

_MOST_REMEMBERED: Final = 4_096
"""Verified tokens; the oldest makes room."""

INDIVIDUAL_SCOPE: Final = "me"
ORGANISATION_SCOPE: Final = "disclosures"


class TokenError(Exception):
    """The token is not valid here and now. Never says more."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a valid token was issued to. `subject` is an individual's or a client's id, as `scope` tells.

    `proved_at` is when an individual last proved who she is (`auth_time`), `acr` how surely (RFC 9068, section 2.2.1);
    a token without them says neither, and opens nothing that needs a fresh sign-in.
    """

    subject: str
    scope: str
    proved_at: int | None = None
    acr: str = ""

    def fresh(self, now: datetime) -> bool:
        """Whether she proved it in the last minutes, and not in the future (RFC 9470, section 6)."""
        past = None if self.proved_at is None else now.timestamp() - self.proved_at
        return past is not None and -1 <= past < FRESH.total_seconds()


@dataclass(frozen=True, slots=True)
class _Verified:
    """What a token said whose signature, type, issuer and audience were right."""

    caller: Caller
    issued: int
    expires: int


class AccessTokens:
    """Issues and verifies access tokens.

    Args:
        issuer: the service's public address.
        keys: private ES256 keys as JWK, by key id.
        active: the id of the key that signs.
    """

    def __init__(self, issuer: str, keys: Mapping[str, Mapping[str, str]], active: str) -> None:
        self.issuer = issuer
        self.audience = f"{issuer}/v1"
        self._active = active
        self._signing = jwt.PyJWK.from_json(json.dumps(dict(keys[active])), _ALGORITHM)
        self._public = {kid: _public_key(jwk) for kid, jwk in keys.items()}
        self.jwks = {"keys": [_published(jwk) for jwk in keys.values()]}
        self._verified: OrderedDict[str, _Verified] = OrderedDict()

    def issue(
        self, subject: str, client: str, scope: str, jti: str, now: datetime, proof: Proof | None = None
    ) -> str:
        """A token for five minutes; with the proof that it rests on, where it is an individual's."""
        claims: dict[str, str | int] = {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": subject,
            "client_id": client,
            "scope": scope,
            "jti": jti,
            "iat": int(now.timestamp()),
            "exp": int((now + LIFETIME).timestamp()),
        }
        if proof is not None:
            claims |= {"auth_time": int(proof.at.timestamp()), "acr": acr_of(proof)}
        headers = {"typ": _TYPE, "kid": self._active}
        return jwt.encode(claims, self._signing.key, algorithm=_ALGORITHM, headers=headers)

    def verify(self, token: str, now: datetime) -> Caller:
        """Whose token this is; TokenError unless every part of it is right (RFC 9068, section 4).

        A token that has proved right is remembered, so that its signature is not computed again with every request.
        Its times are compared each time, and nothing is remembered about what it opens.
        """
        known = self._verified.get(token)
        if known is None:
            known = self._prove(token)
            self._remember(token, known)
        if not known.issued - 1 <= now.timestamp() < known.expires:
            self._verified.pop(token, None)
            raise TokenError
        return known.caller

    def _remember(self, token: str, known: "_Verified") -> None:
        self._verified[token] = known
        if len(self._verified) > _MOST_REMEMBERED:
            self._verified.popitem(last=False)

    def _prove(self, token: str) -> "_Verified":
        try:
            header = jwt.get_unverified_header(token)
            if header.get("typ") != _TYPE or header.get("alg") != _ALGORITHM:
                raise TokenError
            claims = jwt.decode(
                token,
                self._public[header["kid"]].key,
                algorithms=[_ALGORITHM],
                audience=self.audience,
                issuer=self.issuer,
                options={**_NO_CLOCK, "require": list(_REQUIRED)},
            )
            caller = _caller(claims)
            return _Verified(caller, int(claims["iat"]), int(claims["exp"]))
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise TokenError from error


def acr_of(proof: Proof) -> str:
    """How sure a sign-in was, as an authentication context class of this service (RFC 9068, section 2.2.1)."""
    return f"urn:egenkarta:assurance:{proof.assurance.value}"


def _caller(claims: Mapping[str, Any]) -> Caller:
    proved = claims.get("auth_time")
    proved_at = proved if isinstance(proved, int) and not isinstance(proved, bool) else None
    return Caller(str(claims["sub"]), str(claims["scope"]), proved_at, str(claims.get("acr", "")))


def _public_key(jwk: Mapping[str, str]) -> jwt.PyJWK:
    return jwt.PyJWK.from_json(json.dumps(_published(jwk)), _ALGORITHM)


def _published(jwk: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in jwk.items() if name != "d"}
