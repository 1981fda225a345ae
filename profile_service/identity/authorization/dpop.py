"""DPoP proofs (RFC 9449): that whoever sends a request holds the key that its token is bound to."""

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, unquote_to_bytes, urlsplit

import jwt

from profile_service.actions.ports import Work
from profile_service.identity.authorization.claims import (
    ALGORITHMS,
    NO_CLOCK,
    is_text,
    is_token_id,
    repeats_a_member,
    seconds,
)
from profile_service.identity.authorization.nonces import PERIOD, Nonces
from profile_service.identity.authorization.refusals import Refusal, RefusedError

INVALID: Final = "invalid_dpop_proof"
USE_NONCE: Final = "use_dpop_nonce"
_TYPE: Final = "dpop+jwt"
_LONGEST_PROOF: Final = 4_000
_PAST: Final = timedelta(seconds=60)
_FUTURE: Final = timedelta(seconds=10)
_REMEMBERED: Final = timedelta(seconds=2 * PERIOD) + _PAST
"""Longer than any proof can be taken, by its time or by its nonce."""

_HEADERS: Final = frozenset({"typ", "alg", "jwk", "kid"})
_MEMBERS: Final = {("EC", "P-256"): ("crv", "kty", "x", "y"), ("OKP", "Ed25519"): ("crv", "kty", "x")}
_BESIDE: Final = frozenset({"kid", "alg", "use", "key_ops", "ext"})
_KEY_ALGORITHMS: Final = {"EC": "ES256", "OKP": "EdDSA"}
_COORDINATE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Sent:
    """One request as a proof must speak of it. `token` is the access token that came with it, empty where none did."""

    method: str
    address: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof that is right. It counts once: see `spend_proof`."""

    jkt: str
    jti: str
    expires_at: datetime


def read_proof(written: str, sent: Sent, nonces: Nonces, now: datetime) -> Proof:
    """Whose key this proof shows, once everything in section 4.3 is right but that it was not used before.

    A proof without a nonce must be made in the last minute. One that is not, of a client whose clock is wrong, say, is answered
    with a nonce; with one of ours in it, its own time does not matter any more.

    Raises:
        RefusedError: anything about it is not right.
    """
    header = _header(written)
    jwk = _public_key(header.get("jwk"), header["alg"])
    claims = _verified(written, jwk, header["alg"])
    if claims.get("htm") != sent.method:
        raise _wrong(Refusal.PROOF_METHOD, "htm is not the method of this request")
    if not is_text(claims.get("htu")) or _normal(claims["htu"]) != _normal(sent.address):
        raise _wrong(Refusal.PROOF_ADDRESS, "htu is not the address of this request")
    if sent.token and not _same(claims.get("ath"), _hash(sent.token.encode())):
        raise _wrong(Refusal.PROOF_HASH, "ath is not the hash of the access token")
    if not is_token_id(claims.get("jti")):
        raise _wrong(Refusal.PROOF_ID, "jti must be a string of 1 to 200 printable characters")
    _check_freshness(claims, nonces, now)
    return Proof(thumbprint(jwk), claims["jti"], now + _REMEMBERED)


def spend_proof(work: Work, proof: Proof) -> None:
    """Use the proof up; RefusedError where that was done before, also in a race."""
    if not work.replays.use_proof(proof.jkt, proof.jti, proof.expires_at):
        raise _wrong(Refusal.PROOF_REPLAYED, "the proof was used before: make a new one for each request")


def thumbprint(jwk: dict[str, Any]) -> str:
    """The hash of a public key that tokens are bound by (RFC 7638)."""
    members = {name: jwk[name] for name in _MEMBERS[jwk["kty"], jwk["crv"]]}
    return _hash(json.dumps(members, sort_keys=True, separators=(",", ":")).encode())


def _header(written: str) -> dict[str, Any]:
    if len(written) > _LONGEST_PROOF:
        raise _wrong(Refusal.PROOF_UNREADABLE, "the proof is too long")
    try:
        header: dict[str, Any] = jwt.get_unverified_header(written)
    except (jwt.PyJWTError, ValueError) as error:
        raise _wrong(Refusal.PROOF_UNREADABLE, "the header DPoP holds no JWT") from error
    if header.get("alg") not in ALGORITHMS:
        raise _wrong(Refusal.PROOF_ALGORITHM, "sign with ES256 or EdDSA")
    if header.get("typ") != _TYPE or header.keys() - _HEADERS:
        raise _wrong(Refusal.PROOF_HEADER, f"the header may hold typ {_TYPE}, alg and jwk")
    if repeats_a_member(written):
        raise _wrong(Refusal.PROOF_UNREADABLE, "the proof says something twice")
    return header


def _public_key(jwk: object, algorithm: str) -> dict[str, Any]:
    """The key in the header, which is what the proof is about; only a public one of a kind that is taken."""
    if not isinstance(jwk, dict):
        raise _wrong(Refusal.PROOF_KEY, "the header has no jwk")
    kind, curve = jwk.get("kty"), jwk.get("crv")
    members = _MEMBERS.get((kind, curve)) if isinstance(kind, str) and isinstance(curve, str) else None
    if members is None or _KEY_ALGORITHMS[jwk["kty"]] != algorithm:
        raise _wrong(Refusal.PROOF_KEY, "jwk is not a key for ES256 or EdDSA")
    if jwk.keys() - set(members) - _BESIDE:
        raise _wrong(Refusal.PROOF_KEY, "jwk holds more than a public key")
    if not all(isinstance(jwk.get(one), str) and _COORDINATE.fullmatch(jwk[one]) for one in members[2:]):
        raise _wrong(Refusal.PROOF_KEY, "jwk is not a public key")
    return {name: jwk[name] for name in members}


def _verified(written: str, jwk: dict[str, Any], algorithm: str) -> dict[str, Any]:
    try:
        key = jwt.PyJWK.from_dict(jwk, algorithm).key
        claims: dict[str, Any] = jwt.decode(written, key, algorithms=[algorithm], options=NO_CLOCK)
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise _wrong(Refusal.PROOF_SIGNATURE, "the key in the header has not signed this") from error
    return claims


def _check_freshness(claims: dict[str, Any], nonces: Nonces, now: datetime) -> None:
    made = seconds(claims, "iat")
    if made is None:
        raise _wrong(Refusal.PROOF_TIME, "iat must be a number of seconds")
    if "nonce" in claims:
        if not is_text(claims["nonce"]) or not nonces.takes(claims["nonce"], now):
            raise _with_nonce(Refusal.PROOF_NONCE, nonces, now)
    elif not (now - _PAST).timestamp() <= made <= (now + _FUTURE).timestamp():
        raise _with_nonce(Refusal.PROOF_TIME, nonces, now)


def _normal(address: str) -> str:
    """An address without query and fragment, written in one way (RFC 9449, section 4.3; RFC 3986, section 6.2)."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    if not host or parts.username is not None:
        return ""
    shown = "" if port in (None, _PORTS.get(scheme)) else f":{port}"
    # A character that may stand for itself does; one that may not is escaped in capitals. `/` is never an escape.
    path = "/".join(quote(unquote_to_bytes(one), safe="~!$&'()*+,;=:@") for one in parts.path.split("/"))
    return f"{scheme}://{host}{shown}{path or '/'}"


def _same(shown: object, right: str) -> bool:
    return isinstance(shown, str) and hmac.compare_digest(shown.encode("utf-8", "replace"), right.encode())


def _hash(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def _wrong(reason: Refusal, said: str) -> RefusedError:
    return RefusedError(reason, said, INVALID)


def _with_nonce(reason: Refusal, nonces: Nonces, now: datetime) -> RefusedError:
    return RefusedError(
        reason, "put the nonce of DPoP-Nonce into the proof", USE_NONCE, nonce=nonces.make(now)
    )
