"""The key ring: versioned key-encryption keys, the index key, and the keys that sign. Never in the database (see `signing.providers`)."""

import base64
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from profile_service.domain.token_keys import TokenKeys
from profile_service.signing.journal_keys import JournalKeys
from profile_service.signing.jwk import new_signing_jwk
from profile_service.signing.keyed_hash import keyed_hash
from profile_service.signing.older_rings import is_old, telling_what_it_is_not, with_every_kind
from profile_service.signing.paper_keys import PaperKeys
from profile_service.signing.ring_file import KeyRingError, read_ring, write_new_ring, write_ring

_NONCE_BYTES = 12
_KEY_BYTES = 32


class SealError(Exception):
    """Something sealed does not open: another key, another place, or changed bytes."""


class SealedBox:
    """AES-256-GCM (NIST SP 800-38D) under one key, with a random nonce in front; `binding` is the associated data."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, plain: bytes, binding: str) -> bytes:
        """What only the same key opens, in the same place."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, binding.encode())

    def open(self, sealed: bytes, binding: str) -> bytes:
        """The reverse of `seal`; SealError unless key, bytes and binding are the same."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], binding.encode())
        except (InvalidTag, ValueError) as error:
            raise SealError("sealed bytes do not open here") from error


@dataclass(frozen=True, slots=True)
class Switch:
    """A rotation that begins at a second: what is in use until then. By then every process that reads the ring has the new keys."""

    at: int
    sealing_version: int
    record_kid: str
    paper_kid: str


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All secrets of an installation.

    `origin` is "operator", or "demo" for a ring that a demo made for itself; a real installation refuses the latter.
    `token_keys` and `record_keys` are private P-256 keys as JWK (RFC 7517), by key id: the ones sign access tokens, the
    others consent records, and an old one of these is published for ever. `token_kid` signs from the first, and each key
    in `token_from` from the second that is said there (see `signing.token_rotation`). `papers` seal documents,
    and `journal` the journal's checkpoints. `sealing_version` is what new data keys are wrapped under, 0 for the newest;
    `switch` is a rotation that has not begun.
    """

    origin: str
    sealing_keys: Mapping[int, bytes]
    index_key: bytes
    token_keys: Mapping[str, Mapping[str, str]]
    token_kid: str
    record_keys: Mapping[str, Mapping[str, str]]
    record_kid: str
    papers: PaperKeys
    journal: JournalKeys
    token_from: Mapping[str, int] = field(default_factory=dict)
    sealing_version: int = 0
    switch: Switch | None = None

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
            JournalKeys.generate(),
        )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a ring.

        Raises:
            KeyRingError: no such file, readable by others than its owner, made before there were all of these keys, or
                not a key ring.
        """
        with telling_what_it_is_not(str(path)):
            return cls.from_json(read_ring(path))

    @classmethod
    def upgrade(cls, path: Path) -> bool:
        """Add to a ring that was made earlier the keys for receipts, papers and the journal; whether there was anything to add.

        Every other key stays as it is. Raises KeyRingError as `load` does.
        """
        with telling_what_it_is_not(str(path)):
            ring = read_ring(path)
            upgraded = cls.from_json(with_every_kind(ring))
        if not is_old(ring):
            return False
        upgraded.save(path)
        return True

    @classmethod
    def from_json(cls, ring: Mapping[str, Any]) -> Self:
        """The ring that `to_json` wrote.

        Raises:
            KeyRingError: it was made before there were all of these keys.
            ValueError, KeyError, TypeError, AttributeError: it is none.
        """
        if is_old(ring):
            raise KeyRingError(
                "this key ring was made before there were keys for receipts, papers and the journal: add them with 'egenkarta keys upgrade'"
            )
        sealing = {int(version): _key(key) for version, key in ring["sealing_keys"].items()}
        if not sealing or int(ring.get("sealing_version", 0)) not in {0, *sealing}:
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
            JournalKeys.from_json(ring["journal"]),
            token_from,
            int(ring.get("sealing_version", 0)),
            _switch(ring.get("switch"), sealing),
        )

    def save(self, path: Path) -> None:
        """Write the ring so that only its owner can read it; whole or not at all."""
        write_ring(path, self.to_json())

    def save_new(self, path: Path) -> None:
        """As `save`, where there is nothing yet; KeyRingError where there is."""
        write_new_ring(path, self.to_json())

    def to_json(self) -> dict[str, Any]:
        """All of it, to be written where nobody else reads."""
        return {
            "origin": self.origin,
            "sealing_keys": {str(v): base64.b64encode(key).decode() for v, key in self.sealing_keys.items()},
            "index_key": base64.b64encode(self.index_key).decode(),
            "token_keys": self.token_keys,
            "token_kid": self.token_kid,
            "token_from": self.token_from,
            "record_keys": self.record_keys,
            "record_kid": self.record_kid,
            "papers": self.papers.to_json(),
            "journal": self.journal.to_json(),
            "sealing_version": self.sealing_version,
            "switch": None if self.switch is None else asdict(self.switch),
        }

    def rotated(self, begins: int = 0) -> Self:
        """The ring with a new sealing key, record key, seal and journal key; the old ones still open and verify.

        Args:
            begins: the second from which the new ones are used, where some process may not have them at once. The journal is
                signed by the old and the new one alike, from now on.
        """
        before = Switch(begins, self.newest, self.record_kid, self.papers.active)
        version = max(self.sealing_keys) + 1
        record = new_signing_jwk()
        return replace(
            self,
            sealing_keys={**self.sealing_keys, version: os.urandom(_KEY_BYTES)},
            record_keys={**self.record_keys, record["kid"]: record},
            record_kid=record["kid"],
            papers=self.papers.rotated(),
            journal=self.journal.rotated(),
            sealing_version=version,
            switch=before if begins else None,
        )

    def at(self, second: float) -> Self:
        """The ring as it is used at a moment: before a rotation begins, what was in use before it is."""
        switch = self.switch
        if switch is None:
            return self
        if second >= switch.at:
            return replace(self, switch=None)
        return replace(
            self,
            sealing_version=switch.sealing_version,
            record_kid=switch.record_kid,
            papers=replace(self.papers, active=switch.paper_kid),
        )

    def without_sealing_key(self, version: int) -> Self:
        """The ring without an old sealing key: what is still wrapped under it, in any backup too, opens never again.

        Raises:
            KeyRingError: there is none of that version, or it is in use.
        """
        if version not in self.sealing_keys:
            raise KeyRingError(f"there is no sealing key {version}: 'egenkarta keys show' lists them")
        if version in (self.newest, max(self.sealing_keys), self.switch and self.switch.sealing_version):
            raise KeyRingError(f"sealing key {version} is in use: 'egenkarta keys rotate' makes another")
        kept = {one: key for one, key in self.sealing_keys.items() if one != version}
        return replace(self, sealing_keys=kept)

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
        return self.sealing_version or max(self.sealing_keys)

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

    def box(self, key: bytes) -> "SealedBox":
        """What seals and opens under a key, made ready once; it is to live no longer than the key may."""
        return SealedBox(key)

    def seal(self, key: bytes, plain: bytes, binding: str) -> bytes:
        """See `SealedBox.seal`."""
        return SealedBox(key).seal(plain, binding)

    def open(self, key: bytes, sealed: bytes, binding: str) -> bytes:
        """See `SealedBox.open`."""
        return SealedBox(key).open(sealed, binding)

    def blind(self, purpose: str, word: str) -> bytes:
        """A keyed hash to look a secret up by without keeping it (HMAC-SHA-256; the purpose keeps uses apart)."""
        return keyed_hash(self.index_key, f"{purpose}\0{word}".encode())


def _switch(written: Mapping[str, Any] | None, sealing: Mapping[int, bytes]) -> Switch | None:
    if written is None:
        return None
    switch = Switch(
        int(written["at"]), int(written["sealing_version"]), written["record_kid"], written["paper_kid"]
    )
    if switch.sealing_version not in sealing:
        raise ValueError("the sealing key that is in use until the rotation is missing")
    return switch


def _key(written: str) -> bytes:
    key = base64.b64decode(written, validate=True)
    if len(key) != _KEY_BYTES:
        raise ValueError("keys have 32 bytes")
    return key
