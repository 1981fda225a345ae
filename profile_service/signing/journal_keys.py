"""The keys that sign the journal's checkpoints (Ed25519, RFC 8032).

Two sign at once: the one in use and the one before it. So a witness that still knows the old key alone goes on until it is told of
the new one, and a rotation stops nobody.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class JournalKey:
    """A public key, and its private one as long as it signs."""

    public: bytes
    seed: bytes | None

    @classmethod
    def generate(cls) -> Self:
        """A fresh key."""
        private = Ed25519PrivateKey.generate()
        return cls(private.public_key().public_bytes_raw(), private.private_bytes_raw())

    @property
    def kid(self) -> str:
        """What it is called in the ring."""
        return hashlib.sha256(self.public).hexdigest()[:16]

    def to_json(self) -> dict[str, str]:
        written = {"public": base64.b64encode(self.public).decode()}
        return written if self.seed is None else written | {"seed": base64.b64encode(self.seed).decode()}

    @classmethod
    def from_json(cls, written: Mapping[str, str]) -> Self:
        public = base64.b64decode(written["public"], validate=True)
        if "seed" not in written:
            return cls(public, None)
        seed = base64.b64decode(written["seed"], validate=True)
        if Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw() != public:
            raise ValueError("the two halves of a journal key do not belong together")
        return cls(public, seed)


@dataclass(frozen=True, slots=True)
class JournalKeys:
    """Every key that has signed checkpoints, by key id; `active` signs, and so does `before`. The old ones verify for ever."""

    keys: Mapping[str, JournalKey]
    active: str
    before: str | None = None

    @classmethod
    def generate(cls) -> Self:
        """One fresh key."""
        key = JournalKey.generate()
        return cls({key.kid: key}, key.kid)

    def rotated(self) -> Self:
        """With a new active key. The one before signs beside it; the one before that signs no more."""
        fresh = JournalKey.generate()
        kept = {kid: key if kid == self.active else replace(key, seed=None) for kid, key in self.keys.items()}
        return replace(self, keys={**kept, fresh.kid: fresh}, active=fresh.kid, before=self.active)

    @property
    def signing(self) -> tuple[JournalKey, ...]:
        """Those that sign, the one in use first."""
        return tuple(self.keys[kid] for kid in (self.active, self.before) if kid is not None)

    def to_json(self) -> dict[str, Any]:
        return {
            "keys": {kid: key.to_json() for kid, key in self.keys.items()},
            "active": self.active,
            "before": self.before,
        }

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        keys = {kid: JournalKey.from_json(one) for kid, one in written["keys"].items()}
        found = cls(keys, written["active"], written["before"])
        if any(kid != key.kid for kid, key in keys.items()) or any(key.seed is None for key in found.signing):
            raise ValueError("a journal key in use has no private key, or stands under another's id")
        return found
