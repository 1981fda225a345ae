"""The keys that providers sign with: fetched, kept for a while, and fetched again when a key comes up that is not there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from joserfc import errors as jose
from joserfc.jwk import ECKey, OKPKey, RSAKey

from profile_service.domain.eid_refusal import EidRefusal, NotProvedError
from profile_service.identity.oidc.fetching import Caller

_FRESH: Final = timedelta(minutes=15)
"""A key that the provider has taken out is not believed for longer than this."""

_AGAIN: Final = timedelta(minutes=1)
"""An unknown key makes us look once in this time: otherwise anybody could have us call a provider all day."""

_OK: Final = 200
_MOST: Final = 50
_SMALLEST_RSA: Final = 2048
_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "ES256": ("EC", "P-256"),
    "PS256": ("RSA", ""),
    "RS256": ("RSA", ""),
    "EdDSA": ("OKP", "Ed25519"),
}
Key = ECKey | OKPKey | RSAKey


@dataclass(frozen=True, slots=True)
class _Kept:
    at: datetime
    keys: tuple[Mapping[str, Any], ...]


class KeySets:
    """Every provider's keys, by the address that they are published at."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._kept: dict[str, _Kept] = {}

    async def find(self, address: str, kid: str | None, algorithm: str, now: datetime) -> Key:
        """The one key of this id that can have signed with this algorithm; without an id, the only such key.

        Raises:
            NotProvedError: there is none, or the set cannot be had.
        """
        kept = self._kept.get(address)
        if kept is None or not timedelta(0) <= now - kept.at < _FRESH:
            kept = await self._fetch(address, now)
        found = _fitting(kept.keys, kid, algorithm)
        if not found and now - kept.at >= _AGAIN:
            kept = await self._fetch(address, now)
            found = _fitting(kept.keys, kid, algorithm)
        if len(found) != 1:
            raise NotProvedError(EidRefusal.UNKNOWN_KEY)
        return _key(found[0])

    async def _fetch(self, address: str, now: datetime) -> _Kept:
        answer = await self._caller.get(address)
        keys = answer.document().get("keys")
        if answer.status != _OK or not isinstance(keys, list) or len(keys) > _MOST:
            raise NotProvedError(EidRefusal.UNFIT_ANSWER)
        kept = self._kept[address] = _Kept(now, tuple(one for one in keys if isinstance(one, dict)))
        return kept


def _fitting(keys: tuple[Mapping[str, Any], ...], kid: str | None, algorithm: str) -> list[Mapping[str, Any]]:
    """Keys of a kind this algorithm signs with (RFC 7517, section 4): a key for encryption or for another one is none."""
    kind, curve = _KINDS[algorithm]
    return [
        one
        for one in keys
        if one.get("kty") == kind
        and (not curve or one.get("crv") == curve)
        and one.get("use", "sig") == "sig"
        and one.get("alg", algorithm) in {algorithm, "Ed25519" if algorithm == "EdDSA" else algorithm}
        and (kid is None or one.get("kid") == kid)
    ]


def _key(raw: Mapping[str, Any]) -> Key:
    # Only what makes the key is taken: whatever else the set says of it (x5c, x5u, key_ops) is not used.
    members = {name: raw[name] for name in ("kty", "crv", "x", "y", "n", "e") if name in raw}
    try:
        match raw["kty"]:
            case "EC":
                return ECKey.import_key(members)
            case "OKP":
                return OKPKey.import_key(members)
        key = RSAKey.import_key(members)
        if key.raw_value.key_size < _SMALLEST_RSA:
            raise NotProvedError(EidRefusal.UNKNOWN_KEY)
    except (jose.JoseError, ValueError, TypeError, KeyError):
        raise NotProvedError(EidRefusal.UNKNOWN_KEY) from None
    return key
