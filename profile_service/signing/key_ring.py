"""The key ring: versioned key-encryption keys, the index key and the token keys. Lives in a file, never in the database."""

import base64
import hashlib
import hmac
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12
_KEY_BYTES = 32


class KeyRingError(Exception):
    """The key ring cannot be used: what is wrong with the file, and what would be right."""


class SealError(Exception):
    """Something sealed does not open: another key, another place, or changed bytes."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All secrets of an installation.

    `origin` is "operator", or "demo" for a ring that a demo made for itself; a real installation refuses the latter.
    `token_keys` and `record_keys` are private P-256 keys as JWK (RFC 7517), by key id: the ones sign access tokens, the
    others consent records, and an old one of these is published for ever.
    """

    origin: str
    sealing_keys: Mapping[int, bytes]
    index_key: bytes
    token_keys: Mapping[str, Mapping[str, str]]
    token_kid: str
    record_keys: Mapping[str, Mapping[str, str]]
    record_kid: str

    @classmethod
    def generate(cls, origin: str) -> Self:
        """A ring with one fresh key of each kind."""
        jwk, record = _new_token_jwk(), _new_token_jwk()
        return cls(
            origin,
            {1: os.urandom(_KEY_BYTES)},
            os.urandom(_KEY_BYTES),
            {jwk["kid"]: jwk},
            jwk["kid"],
            {record["kid"]: record},
            record["kid"],
        )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a ring.

        Raises:
            KeyRingError: no such file, readable by others than its owner, made before there were record keys, or not a
                key ring.
        """
        try:
            return cls._from_json(_read(path))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeyRingError(
                f"{path} is not a key ring, or was cut off: restore it from its backup"
            ) from error

    @classmethod
    def upgrade(cls, path: Path) -> bool:
        """Add the record key to a ring that was made before receipts were signed; whether there was anything to add.

        Every other key stays as it is. Raises KeyRingError as `load` does.
        """
        try:
            ring = _read(path)
            if not _is_old(ring):
                cls._from_json(ring)
                return False
            record = _new_token_jwk()
            whole = {**ring, "record_keys": {record["kid"]: record}, "record_kid": record["kid"]}
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
                "this key ring was made before receipts were signed: add a key for them with 'egenkarta keys upgrade'"
            )
        sealing = {int(version): _key(key) for version, key in ring["sealing_keys"].items()}
        if not sealing:
            raise ValueError("there is no sealing key")
        if "d" not in ring["token_keys"][ring["token_kid"]]:
            raise ValueError("the token key in use is not a private key")
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
        )

    def save(self, path: Path) -> None:
        """Write the ring so that only its owner can read it; whole or not at all."""
        ring = {
            "origin": self.origin,
            "sealing_keys": {str(v): base64.b64encode(key).decode() for v, key in self.sealing_keys.items()},
            "index_key": base64.b64encode(self.index_key).decode(),
            "token_keys": self.token_keys,
            "token_kid": self.token_kid,
            "record_keys": self.record_keys,
            "record_kid": self.record_kid,
        }
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(ring, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        # The new name must last as well: what is sealed from now on opens with this ring alone.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def rotated(self) -> Self:
        """The ring with a new active sealing key and token key; the old ones still open and verify."""
        version = max(self.sealing_keys) + 1
        jwk, record = _new_token_jwk(), _new_token_jwk()
        return replace(
            self,
            sealing_keys={**self.sealing_keys, version: os.urandom(_KEY_BYTES)},
            token_keys={**self.token_keys, jwk["kid"]: jwk},
            token_kid=jwk["kid"],
            record_keys={**self.record_keys, record["kid"]: record},
            record_kid=record["kid"],
        )

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


def _read(path: Path) -> Any:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise KeyRingError(f"no key ring at {path}: make one with 'egenkarta keys init'") from None
    if not stat.S_ISREG(mode):
        raise KeyRingError(f"{path} is not a file: a key ring is one")
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyRingError(f"{path} can be read by others: chmod 600 it")
    return json.loads(path.read_text(encoding="utf-8"))


def _is_old(ring: Mapping[str, Any]) -> bool:
    """Whether it was made before there were record keys: neither of the two members is there."""
    return "sealing_keys" in ring and not {"record_keys", "record_kid"} & ring.keys()


def _key(written: str) -> bytes:
    key = base64.b64decode(written, validate=True)
    if len(key) != _KEY_BYTES:
        raise ValueError("keys have 32 bytes")
    return key


def _new_token_jwk() -> dict[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    numbers = key.private_numbers()
    jwk = {
        "kty": "EC",
        "crv": "P-256",
        "alg": "ES256",
        "use": "sig",
        "x": _coordinate(numbers.public_numbers.x),
        "y": _coordinate(numbers.public_numbers.y),
        "d": _coordinate(numbers.private_value),
    }
    return {**jwk, "kid": _thumbprint(jwk)}


def new_client_jwk() -> dict[str, str]:
    """A private ES256 key as JWK, for an organisation's client in the demo."""
    return _new_token_jwk()


def public_part(jwk: Mapping[str, str]) -> dict[str, str]:
    """The JWK without its private member."""
    return {name: value for name, value in jwk.items() if name != "d"}


def _coordinate(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()


def _thumbprint(jwk: Mapping[str, str]) -> str:
    # RFC 7638: the required members in lexical order, without white space.
    required = json.dumps({name: jwk[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    return base64.urlsafe_b64encode(hashlib.sha256(required.encode()).digest()).rstrip(b"=").decode()
