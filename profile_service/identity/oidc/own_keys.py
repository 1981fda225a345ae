"""The keys that we prove ourselves to providers with (`private_key_jwt`): a file of their own, the newest key last."""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self

from joserfc import jwk, jwt

from profile_service.identity.oidc.configuration import ProviderFileError

ALGORITHM: Final = "ES256"
ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LIFETIME: Final = timedelta(seconds=60)
_KEPT: Final = 3
"""Keys that a file holds at most: the one before, the one that signs, the one that will."""


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """Private P-256 keys as JWK (RFC 7517), and the id of the one that signs."""

    keys: tuple[Mapping[str, str], ...]
    active: str

    @classmethod
    def none(cls) -> Self:
        """Where there are no providers, there is nobody to prove ourselves to."""
        return cls((), "")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the file.

        Raises:
            ProviderFileError: there is none, others can read it, or it holds no key that signs.
        """
        try:
            mode = path.stat().st_mode
        except OSError:
            raise ProviderFileError(
                f"no key at {path}: make one with 'egenkarta providers new-key'"
            ) from None
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ProviderFileError(f"{path} can be read by others: chmod 600 it")
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            loaded = cls(tuple(raw["keys"]), raw["active"])
            loaded._signing()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise ProviderFileError(f"{path} holds no key that 'egenkarta providers new-key' made") from None
        return loaded

    def with_new_key(self) -> Self:
        """With one more key. The first one signs at once; a later one is published first, until `with_newest_active`."""
        made = jwk.ECKey.generate_key("P-256", {"alg": ALGORITHM, "use": "sig"}, auto_kid=True)
        key = {name: str(value) for name, value in made.as_dict(private=True).items()}
        active = self.active or key["kid"]
        others = [one for one in self.keys if one["kid"] != active][-(_KEPT - 2) :]
        kept = tuple(one for one in self.keys if one["kid"] == active or one in others)
        return type(self)((*kept, key), active)

    def with_newest_active(self) -> Self:
        """The newest key signs; the one that did is published until the next one comes."""
        return type(self)(self.keys, self.keys[-1]["kid"])

    def save(self, path: Path) -> None:
        """Write the file so that only its owner can read it; whole or not at all."""
        fresh = path.with_name(path.name + ".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"active": self.active, "keys": list(self.keys)}, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)

    @property
    def jwks(self) -> dict[str, Any]:
        """What providers fetch: every public half."""
        return {"keys": [{name: value for name, value in one.items() if name != "d"} for one in self.keys]}

    def client_assertion(self, client_id: str, audience: str, jti: str, now: datetime) -> str:
        """Prove who we are (RFC 7523, section 3): one audience alone, for a minute, typed so that it is nothing else."""
        header = {"alg": ALGORITHM, "kid": self.active, "typ": "client-authentication+jwt"}
        claims = {
            "iss": client_id,
            "sub": client_id,
            "aud": audience,
            "jti": jti,
            "iat": int(now.timestamp()),
            "exp": int((now + _LIFETIME).timestamp()),
        }
        return jwt.encode(header, claims, self._signing(), algorithms=[ALGORITHM])

    def _signing(self) -> jwk.ECKey:
        found: dict[str, str | list[str]] = next(dict(one) for one in self.keys if one["kid"] == self.active)
        key = jwk.ECKey.import_key(found)
        if not key.is_private:
            raise ValueError("only the public half")
        return key
