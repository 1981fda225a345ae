"""The checks of an id_token (OpenID Connect Core 1.0, section 3.1.3.7), all by our own code."""

import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from authlib.oidc.core.util import create_half_hash

from profile_service.domain.eid_refusal import EidRefusal, NotProvedError
from profile_service.domain.sign_in import Assurance
from profile_service.identity.oidc.configuration import Provider
from profile_service.identity.oidc.signed import Signed

_OLDEST: Final = timedelta(minutes=5)
_SKEW: Final = timedelta(seconds=30)
"""By how much the provider's clock may be ahead of ours, or behind it."""

_LONGEST_SUBJECT: Final = 255
"""OpenID Connect Core 1.0, section 2."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the answer is held against."""

    provider: Provider
    nonce: str
    begun_at: datetime
    now: datetime
    access_token: str


def check_id_token(signed: Signed, expected: Expected) -> tuple[str, Assurance]:
    """Her subject at the provider, and what its proof is worth.

    Raises:
        NotProvedError: any check fails.
    """
    claims, provider = signed.claims, expected.provider
    check_issuer_and_audience(claims, provider)
    _check_nonce(claims, expected.nonce)
    _check_times(claims, expected)
    assurance = _assurance(claims, provider)
    if "at_hash" in claims:
        _check_token_hash(claims["at_hash"], expected.access_token, signed.algorithm)
    return subject_of(claims), assurance


def check_issuer_and_audience(claims: Mapping[str, Any], provider: Provider) -> None:
    """By whom and for whom it was signed: for us, and where for others too, then said to be ours (`azp`).

    Raises:
        NotProvedError: it is somebody else's.
    """
    if claims.get("iss") != provider.issuer:
        raise NotProvedError(EidRefusal.ISSUER)
    audience = claims.get("aud")
    several = audience if isinstance(audience, list) else [audience]
    if provider.client_id not in several:
        raise NotProvedError(EidRefusal.AUDIENCE)
    party = claims.get("azp")
    if (len(several) > 1 or party is not None) and party != provider.client_id:
        raise NotProvedError(EidRefusal.AUTHORIZED_PARTY)


def subject_of(claims: Mapping[str, Any]) -> str:
    """Her subject, in the form that every subject must have.

    Raises:
        NotProvedError: it has another.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT or not subject.isascii():
        raise NotProvedError(EidRefusal.SUBJECT)
    return subject


def check_expiry(claims: Mapping[str, Any], now: datetime) -> None:
    """It says until when it counts, and still does.

    Raises:
        NotProvedError: it does not.
    """
    if now.timestamp() >= _moment(claims, "exp", EidRefusal.EXPIRED):
        raise NotProvedError(EidRefusal.EXPIRED)


def _check_nonce(claims: Mapping[str, Any], nonce: str) -> None:
    shown = claims.get("nonce")
    if not isinstance(shown, str) or not hmac.compare_digest(shown.encode(), nonce.encode()):
        raise NotProvedError(EidRefusal.NONCE)


def _check_times(claims: Mapping[str, Any], expected: Expected) -> None:
    now, skew = expected.now.timestamp(), _SKEW.total_seconds()
    check_expiry(claims, expected.now)
    issued = _moment(claims, "iat", EidRefusal.TOO_OLD)
    if issued > now + skew:
        raise NotProvedError(EidRefusal.FUTURE)
    if "nbf" in claims and _moment(claims, "nbf", EidRefusal.FUTURE) > now + skew:
        raise NotProvedError(EidRefusal.FUTURE)
    if now - issued > _OLDEST.total_seconds():
        raise NotProvedError(EidRefusal.TOO_OLD)
    # We asked for a sign-in of now (prompt=login): one from before we asked is another one.
    signed_in = _moment(claims, "auth_time", EidRefusal.NOT_FRESH)
    if not expected.begun_at.timestamp() - skew <= signed_in <= now + skew:
        raise NotProvedError(EidRefusal.NOT_FRESH)


def _assurance(claims: Mapping[str, Any], provider: Provider) -> Assurance:
    level = claims.get("acr")
    worth = provider.acr.get(level) if isinstance(level, str) else None
    if worth is None:
        raise NotProvedError(EidRefusal.ASSURANCE)
    return worth


def _check_token_hash(shown: object, access_token: str, algorithm: str) -> None:
    """That the access token is the one that came with this id_token (OpenID Connect Core 1.0, section 3.1.3.8)."""
    right = create_half_hash(access_token, algorithm)
    if not isinstance(shown, str) or right is None or not hmac.compare_digest(shown.encode(), right):
        raise NotProvedError(EidRefusal.TOKEN_HASH)


def _moment(claims: Mapping[str, Any], name: str, missing: EidRefusal) -> float:
    found = claims.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
        raise NotProvedError(missing)
    return float(found)
