"""Client authentication with `private_key_jwt` (RFC 7523, section 3; FAPI 2.0 security profile, section 5.3.2.1).

Three steps, so that the signature is computed outside of the write lane: `claimed_client` says whom to look up, `proved` takes
the registered client and checks everything, and `spend` uses the assertion up, in the unit of work of what was asked for.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import jwt

from profile_service.actions.ports import Work
from profile_service.domain.people import Client, ClientId
from profile_service.identity.authorization.claims import (
    ALGORITHMS,
    NO_CLOCK,
    is_text,
    is_token_id,
    repeats_a_member,
    seconds,
)
from profile_service.identity.authorization.refusals import Refusal, RefusedError

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
METHOD: Final = "private_key_jwt"
_LONGEST: Final = timedelta(minutes=5)
_SKEW: Final = timedelta(seconds=10)
_LONGEST_ASSERTION: Final = 4_000
_HEADERS: Final = frozenset({"alg", "typ", "kid"})
_TYPES: Final = (None, "JWT", "client-authentication+jwt")
_NOBODY: Final = "the client is not registered, or its key does not fit"


@dataclass(frozen=True, slots=True)
class Claimed:
    """An assertion that reads well. Nothing about it is proved."""

    client: ClientId
    assertion: str
    kid: object


@dataclass(frozen=True, slots=True)
class Proved:
    """A client whose assertion is right. It counts once: see `spend`."""

    client: Client
    jti: str
    expires_at: datetime


def claimed_client(form: Mapping[str, str]) -> Claimed:
    """Which client the form's assertion speaks of.

    Raises:
        RefusedError: there is no assertion, or its header is not one that is taken.
    """
    assertion = form.get("client_assertion")
    if form.get("client_assertion_type") != ASSERTION_TYPE or not assertion:
        raise RefusedError(
            Refusal.NO_ASSERTION,
            f"a client proves itself with {METHOD}: send client_assertion_type and client_assertion",
        )
    if len(assertion) > _LONGEST_ASSERTION:
        raise RefusedError(Refusal.ASSERTION_UNREADABLE, "the assertion is too long")
    kid = _check_header(assertion)
    if repeats_a_member(assertion):
        raise RefusedError(Refusal.ASSERTION_UNREADABLE, "the assertion says something twice")
    subject = _decode(assertion).get("sub")
    if not is_text(subject):
        raise RefusedError(Refusal.ASSERTION_CLIENT, _NOBODY)
    if form.get("client_id", subject) != subject:
        raise RefusedError(Refusal.OTHER_CLIENT, "client_id is not the client of the assertion")
    return Claimed(ClientId(subject), assertion, kid)


def proved(claimed: Claimed, client: Client | None, issuer: str, now: datetime) -> Proved:
    """That the registered client has signed this, for this service, just now.

    Args:
        client: what is registered under the claimed id.
        issuer: the one audience that is taken, as a single string.

    Raises:
        RefusedError: anything about it is not right.
    """
    if client is None:
        raise RefusedError(Refusal.ASSERTION_CLIENT, _NOBODY)
    try:
        claims = _verified(claimed, client, issuer)
        expires_at = _check_times(claims, now)
        jti = claims["jti"]
        if not is_token_id(jti):
            raise RefusedError(Refusal.ASSERTION_ID, "jti must be a string of 1 to 200 printable characters")
    except RefusedError as refused:
        refused.organisation = client.organisation
        raise
    return Proved(client, jti, expires_at)


def spend(work: Work, proof: Proved, now: datetime) -> None:
    """Use the assertion up; RefusedError where that was done before, also in a race."""
    work.replays.forget_assertions(now)
    if not work.replays.use_assertion(proof.client.id, proof.jti, proof.expires_at):
        raise RefusedError(
            Refusal.ASSERTION_REPLAYED,
            "the assertion was used before: make a new one for each request",
            organisation=proof.client.organisation,
        )


def _check_header(assertion: str) -> object:
    """The header's `kid`, once everything else in the header is right; None where it names no key."""
    try:
        header = jwt.get_unverified_header(assertion)
    except (jwt.PyJWTError, ValueError) as error:
        raise RefusedError(Refusal.ASSERTION_UNREADABLE, "the assertion is not a JWT") from error
    if header.get("alg") not in ALGORITHMS:
        raise RefusedError(Refusal.ASSERTION_ALGORITHM, "sign with ES256 or EdDSA")
    # A key that travels in the header proves nothing, and `crit` asks for rules that do not exist here.
    if header.keys() - _HEADERS or header.get("typ") not in _TYPES:
        raise RefusedError(
            Refusal.ASSERTION_HEADER, "the header may hold alg, kid, and typ client-authentication+jwt"
        )
    return header.get("kid")


def _decode(assertion: str) -> dict[str, Any]:
    try:
        claims: dict[str, Any] = jwt.decode(assertion, options={**NO_CLOCK, "verify_signature": False})
    except (jwt.PyJWTError, ValueError) as error:
        raise RefusedError(Refusal.ASSERTION_UNREADABLE, "the assertion is not a JWT") from error
    return claims


def _key_of(client: Client, kid: object) -> str:
    """The registered key that the header names. Only where there is one alone need it not be named."""
    keys = [(json.loads(one).get("kid"), one) for one in client.public_jwks]
    if len(keys) == 1 and (kid is None or keys[0][0] is None):
        return keys[0][1]
    found = next((one for name, one in keys if name is not None and name == kid), None)
    if found is None:
        raise RefusedError(Refusal.ASSERTION_KEY, _NOBODY)
    return found


def _verified(claimed: Claimed, client: Client, issuer: str) -> dict[str, Any]:
    try:
        key = jwt.PyJWK.from_json(_key_of(client, claimed.kid))
        claims: dict[str, Any] = jwt.decode(
            claimed.assertion,
            key.key,
            algorithms=[key.algorithm_name],
            options={**NO_CLOCK, "require": ["iss", "sub", "aud", "exp", "jti"]},
            issuer=client.id,
        )
    except jwt.MissingRequiredClaimError as error:
        raise RefusedError(Refusal.ASSERTION_CLAIM, f"the claim {error.claim} is missing") from error
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise RefusedError(Refusal.ASSERTION_KEY, _NOBODY) from error
    if claims["aud"] != issuer:
        raise RefusedError(
            Refusal.ASSERTION_AUDIENCE, f"aud must be the issuer, {issuer}, as a single string"
        )
    return claims


def _check_times(claims: dict[str, Any], now: datetime) -> datetime:
    expires = _seconds(claims, "exp")
    if not now.timestamp() < expires <= (now + _LONGEST + _SKEW).timestamp():
        raise RefusedError(Refusal.ASSERTION_TIME, "exp must be in the next five minutes")
    for name in ("iat", "nbf"):
        if name in claims and _seconds(claims, name) > (now + _SKEW).timestamp():
            raise RefusedError(Refusal.ASSERTION_TIME, f"{name} is in the future: set the clock right")
    return datetime.fromtimestamp(expires, now.tzinfo)


def _seconds(claims: dict[str, Any], name: str) -> float:
    found = seconds(claims, name)
    if found is None:
        raise RefusedError(Refusal.ASSERTION_TIME, f"{name} must be a number of seconds")
    return found
