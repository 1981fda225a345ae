"""The key ring: versioned key-encryption keys, the index key, and the keys that sign. Lives in a file, never in the database."""

import base64
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from profile_service.domain.token_keys import TokenKeys
from profile_service.signing.jwk import new_signing_jwk
from profile_service.signing.paper_keys import PaperKeys
from profile_service.signing.ring_file import KeyRingError, read_ring, write_ring

_NONCE_BYTES = 12
_KEY_BYTES = 32


class SealError(Exception):
    """Something sealed does not open: another key, another place, or changed bytes."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All secrets of an installation.

    `origin` is "operator", or "demo" for a ring that a demo made for itself; a real installation refuses the latter.
    `token_keys` and `record_keys` are private P-256 keys as JWK (RFC 7517), by key id: the ones sign access tokens, the
    others consent records, and an old one of these is published for ever. `token_kid` signs from the first, and each key
    in `token_from` from the second that is said there (see `signing.token_rotation`). `papers` seal documents.
    """

    origin: str
    sealing_keys: Mapping[int, bytes]
    index_key: bytes
    token_keys: Mapping[str, Mapping[str, str]]
    token_kid: str
    record_keys: Mapping[str, Mapping[str, str]]
    record_kid: str
    papers: PaperKeys
    token_from: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def generate(cls, origin: str) -> Self:
        """A ring with one fresh key of each kind."""
        jwk, record = new_signing_jwk(), new_signing_jwk()
        return cls(
            origin,
            {1: os.urandom(_KEY_BYTES)},
            os.urandom(_KEY_BYTES),
            {jwk["kid"]: jwk},
            jwk["kid"],
            {record["kid"]: record},
            record["kid"],
            PaperKeys.generate(),
        )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a ring.

        Raises:
            KeyRingError: no such file, readable by others than its owner, made before there were all of these keys, or
                not a key ring.
        """
        try:
            return cls._from_json(read_ring(path))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeyRingError(
                f"{path} is not a key ring, or was cut off: restore it from its backup"
            ) from error

    @classmethod
    def upgrade(cls, path: Path) -> bool:
        """Add to a ring that was made earlier the keys for receipts and papers; whether there was anything to add.

        Every other key stays as it is. Raises KeyRingError as `load` does.
        """
        try:
            ring = read_ring(path)
            if not _is_old(ring):
                cls._from_json(ring)
                return False
            whole = {**ring}
            if _signs_nothing(ring):
                record = new_signing_jwk()
                whole |= {"record_keys": {record["kid"]: record}, "record_kid": record["kid"]}
            whole.setdefault("papers", PaperKeys.generate().to_json())
            upgraded = cls._from_json(whole)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeyRingError(
                f"{path} is not a key ring, or was cut off: restore it from its backup"
            ) from error
        upgraded.save(path)
        return True

    @classmethod
    def _from_json(cls, ring: Mapping[str, Any]) -> Self:
        if _is_old(ring):
            raise KeyRingError(
                "this key ring was made before there were keys for receipts and papers: add them with 'egenkarta keys upgrade'"
            )
        sealing = {int(version): _key(key) for version, key in ring["sealing_keys"].items()}
        if not sealing:
            raise ValueError("there is no sealing key")
        token_from = {kid: int(second) for kid, second in ring.get("token_from", {}).items()}
        if not all("d" in ring["token_keys"][kid] for kid in (ring["token_kid"], *token_from)):
            raise ValueError("a token key that signs is not a private key")
        if "d" not in ring["record_keys"][ring["record_kid"]]:
            raise ValueError("the record key in use is not a private key")
        return cls(
            ring["origin"],
            sealing,
            _key(ring["index_key"]),
            ring["token_keys"],
            ring["token_kid"],
            ring["record_keys"],
            ring["record_kid"],
            PaperKeys.from_json(ring["papers"]),
            token_from,
        )

    def save(self, path: Path) -> None:
        """Write the ring so that only its owner can read it; whole or not at all."""
        ring = {
            "origin": self.origin,
            "sealing_keys": {str(v): base64.b64encode(key).decode() for v, key in self.sealing_keys.items()},
            "index_key": base64.b64encode(self.index_key).decode(),
            "token_keys": self.token_keys,
            "token_kid": self.token_kid,
            "token_from": self.token_from,
            "record_keys": self.record_keys,
            "record_kid": self.record_kid,
            "papers": self.papers.to_json(),
        }
        write_ring(path, ring)

    def rotated(self) -> Self:
        """The ring with a new active sealing key, record key and seal; the old ones still open and verify."""
        version = max(self.sealing_keys) + 1
        record = new_signing_jwk()
        return replace(
            self,
            sealing_keys={**self.sealing_keys, version: os.urandom(_KEY_BYTES)},
            record_keys={**self.record_keys, record["kid"]: record},
            record_kid=record["kid"],
            papers=self.papers.rotated(),
        )

    @property
    def tokens(self) -> TokenKeys:
        """The keys that sign access tokens, and from when. One that nothing is said of was in use before the others."""
        begins = {
            kid: self.token_from.get(kid, 0 if kid == self.token_kid else -1) for kid in self.token_keys
        }
        return TokenKeys(self.token_keys, begins)

    @property
    def newest(self) -> int:
        """The version that new data keys are wrapped under."""
        return max(self.sealing_keys)

    def new_data_key(self) -> bytes:
        """A fresh key for one individual."""
        return os.urandom(_KEY_BYTES)

    def wrap(self, data_key: bytes, binding: str) -> tuple[int, bytes]:
        """Seal a data key under the newest key-encryption key, bound to whose it is."""
        return self.newest, self.seal(self.sealing_keys[self.newest], data_key, binding)

    def unwrap(self, version: int, wrapped: bytes, binding: str) -> bytes:
        """Open a data key; SealError where that key-encryption key is gone or the bytes were changed."""
        key = self.sealing_keys.get(version)
        if key is None:
            raise SealError(f"key-encryption key {version} is not in the key ring")
        return self.open(key, wrapped, binding)

    def seal(self, key: bytes, plain: bytes, binding: str) -> bytes:
        """AES-256-GCM (NIST SP 800-38D) with a random nonce in front; `binding` is the associated data."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + AESGCM(key).encrypt(nonce, plain, binding.encode())

    def open(self, key: bytes, sealed: bytes, binding: str) -> bytes:
        """The reverse of `seal`; SealError unless key, bytes and binding are the same."""
        try:
            return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], binding.encode())
        except (InvalidTag, ValueError) as error:
            raise SealError("sealed bytes do not open here") from error

    def blind(self, purpose: str, word: str) -> bytes:
        """A keyed hash to look a secret up by without keeping it (HMAC-SHA-256; the purpose keeps uses apart)."""
        return hmac.digest(self.index_key, f"{purpose}\0{word}".encode(), "sha256")


def _is_old(ring: Mapping[str, Any]) -> bool:
    """Whether it was made before there were all of these keys: what it lacks, it lacks whole."""
    return "sealing_keys" in ring and ("papers" not in ring or _signs_nothing(ring))


def _signs_nothing(ring: Mapping[str, Any]) -> bool:
    return not {"record_keys", "record_kid"} & ring.keys()


def _key(written: str) -> bytes:
    key = base64.b64decode(written, validate=True)
    if len(key) != _KEY_BYTES:
        raise ValueError("keys have 32 bytes")
    return key
