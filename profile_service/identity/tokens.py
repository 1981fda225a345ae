"""Access tokens: short-lived JWTs (RFC 9068) that say who calls, and nothing about grants or people."""

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import jwt
from jwt.types import Options

from profile_service.domain.authorization import TokenId
from profile_service.domain.sign_in import FRESH, Proof
from profile_service.domain.token_keys import KeyState, TokenKeys

LIFETIME: Final = timedelta(minutes=5)
_ALGORITHM: Final = "ES256"
_TYPE: Final = "at+jwt"
_REQUIRED: Final = ("iss", "aud", "sub", "client_id", "iat", "exp", "jti", "scope")
_NO_CLOCK: Final[Options] = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
"""PyJWT would read the wall clock; the time is compared here, with the clock that the house was given."""

_MOST_REMEMBERED: Final = 4_096
"""Verified tokens; the oldest makes room."""

_NO_ID: Final = TokenId("")
INDIVIDUAL_SCOPE: Final = "me"
ORGANISATION_SCOPE: Final = "disclosures"


class TokenError(Exception):
    """The token is not valid here and now. Never says more."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a valid token was issued to. `subject` is an individual's or a client's id, as `scope` tells.

    `proved_at` is when an individual last proved who she is (`auth_time`), `acr` how surely (RFC 9068, section 2.2.1);
    a token without them says neither, and opens nothing that needs a fresh sign-in.
    `token` is the token's own id. `jkt` is the thumbprint of the key that it is bound to (RFC 9449, section 6.1); empty where
    whoever bears it may use it.
    """

    subject: str
    scope: str
    proved_at: int | None = None
    acr: str = ""
    token: TokenId = _NO_ID
    jkt: str = ""

    def fresh(self, now: datetime) -> bool:
        """Whether she proved it in the last minutes, and not in the future (RFC 9470, section 6)."""
        past = None if self.proved_at is None else now.timestamp() - self.proved_at
        return past is not None and -1 <= past < FRESH.total_seconds()


@dataclass(frozen=True, slots=True)
class _Verified:
    """What a token said whose signature, type, issuer and audience were right, and which key signed it."""

    caller: Caller
    kid: str
    issued: int
    expires: int


class _Keys:
    """The keys as they are during one second."""

    def __init__(self, found: TokenKeys, states: Mapping[str, KeyState]) -> None:
        self.found, self.states = found, states
        alive = [kid for kid, state in states.items() if state is not KeyState.DEAD]
        self.active = next(kid for kid in alive if states[kid] is KeyState.ACTIVE)
        self.signing = jwt.PyJWK.from_json(json.dumps(dict(found.keys[self.active])), _ALGORITHM)
        self.public = {kid: _public_key(found.keys[kid]) for kid in alive}
        self.jwks = {"keys": [_published(found.keys[kid]) for kid in alive]}


class AccessTokens:
    """Issues and verifies access tokens.

    Args:
        issuer: the service's public address.
        look: says which keys there are; asked once a second, so that keys can be changed while the service runs.
    """

    def __init__(self, issuer: str, look: Callable[[], TokenKeys]) -> None:
        self.issuer = issuer
        self.audience = f"{issuer}/v1"
        self._look = look
        self._verified: OrderedDict[str, _Verified] = OrderedDict()
        self._second = 0
        self._keys: _Keys | None = None

    def jwks(self, now: datetime) -> dict[str, list[dict[str, str]]]:
        """The keys to publish: the one that signs, the next one, and those whose tokens may still live (RFC 7517)."""
        return self._keys_at(now.timestamp()).jwks

    def _keys_at(self, now: float) -> _Keys:
        second, known = int(now), self._keys
        if known is None or second != self._second:
            found = self._look()
            states = found.states(second)
            if known is None or known.found is not found or known.states != states:
                known = _Keys(found, states)
            # Threads may do this at the same time, and each ends up with whole keys.
            self._keys, self._second = known, second
        return known

    def issue(
        self,
        subject: str,
        client: str,
        scope: str,
        jti: str,
        now: datetime,
        proof: Proof | None = None,
        *,
        jkt: str = "",
    ) -> str:
        """A token for five minutes.

        Args:
            proof: the sign-in that it rests on, where it is an individual's.
            jkt: the thumbprint of the key that it is bound to, where it is.
        """
        claims: dict[str, Any] = {
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
        if jkt:
            claims["cnf"] = {"jkt": jkt}
        keys = self._keys_at(now.timestamp())
        headers = {"typ": _TYPE, "kid": keys.active}
        return jwt.encode(claims, keys.signing.key, algorithm=_ALGORITHM, headers=headers)

    def verify(self, token: str, now: datetime) -> Caller:
        """Whose token this is; TokenError unless every part of it is right (RFC 9068, section 4).

        A token that has proved right is remembered, so that its signature is not computed again with every request.
        Its times are compared each time, and its key with those that are good; nothing is remembered about what it opens.
        """
        moment = now.timestamp()
        keys = self._keys_at(moment)
        known = self._verified.get(token)
        if known is None:
            known = self._prove(token, keys)
            self._remember(token, known)
        if known.kid not in keys.public or not known.issued - 1 <= moment < known.expires:
            self._verified.pop(token, None)
            raise TokenError
        return known.caller

    def _remember(self, token: str, known: "_Verified") -> None:
        self._verified[token] = known
        if len(self._verified) > _MOST_REMEMBERED:
            self._verified.popitem(last=False)

    def _prove(self, token: str, keys: _Keys) -> "_Verified":
        try:
            header = jwt.get_unverified_header(token)
            if header.get("typ") != _TYPE or header.get("alg") != _ALGORITHM:
                raise TokenError
            claims = jwt.decode(
                token,
                keys.public[header["kid"]].key,
                algorithms=[_ALGORITHM],
                audience=self.audience,
                issuer=self.issuer,
                options={**_NO_CLOCK, "require": list(_REQUIRED)},
            )
            caller = _caller(claims)
            return _Verified(caller, header["kid"], int(claims["iat"]), int(claims["exp"]))
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise TokenError from error


def acr_of(proof: Proof) -> str:
    """How sure a sign-in was, as an authentication context class of this service (RFC 9068, section 2.2.1)."""
    return f"urn:egenkarta:assurance:{proof.assurance.value}"


def _caller(claims: Mapping[str, Any]) -> Caller:
    proved = claims.get("auth_time")
    proved_at = proved if isinstance(proved, int) and not isinstance(proved, bool) else None
    bound = claims.get("cnf")
    return Caller(
        subject=str(claims["sub"]),
        scope=str(claims["scope"]),
        proved_at=proved_at,
        acr=str(claims.get("acr", "")),
        token=TokenId(str(claims["jti"])),
        # A binding that cannot be read is one to a key that nobody has.
        jkt="" if bound is None else str(bound["jkt"]),
    )


def _public_key(jwk: Mapping[str, str]) -> jwt.PyJWK:
    return jwt.PyJWK.from_json(json.dumps(_published(jwk)), _ALGORITHM)


def _published(jwk: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in jwk.items() if name != "d"}
