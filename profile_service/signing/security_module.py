"""A key ring that is sealed under a key which never leaves its security module (PKCS#11, OASIS v2.40 and later).

The file holds the ring under a fresh key of its own (AES-256-GCM), and that key as the module's AES key sealed it (CKM_AES_GCM). The
module's key is made there, sensitive and not extractable. It is used when a process starts and when the ring has changed.
"""

import base64
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import pkcs11
from pkcs11 import Attribute, GCMParams, KeyType, Mechanism, MechanismFlag, ObjectClass

from profile_service.signing.key_ring import KeyRing, SealedBox, SealError
from profile_service.signing.providers import version_of
from profile_service.signing.ring_file import KeyRingError, read_ring, write_new_ring, write_ring

_BINDING: Final = "egenkarta key ring"
_IV_BYTES: Final = 12
_BITS: Final = 256


@dataclass(frozen=True, slots=True)
class Module:
    """A token of a security module, and how it lets us in.

    Attributes:
        library: the manufacturer's library.
        token: the token's label.
        key: the label of the key on it.
    """

    library: Path
    token: str
    key: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ModuleProvider:
    """See `signing.providers.RingProvider`."""

    path: Path
    module: Module
    name: str = "pkcs11"

    def exists(self) -> bool:
        return self.path.exists()

    def written(self) -> Mapping[str, Any]:
        sealed = read_ring(self.path)
        if "sealed_under" not in sealed:
            raise KeyRingError(
                f"{self.path} is not sealed: move it into the security module's care with 'egenkarta keys import FILE'"
            )
        wrapped, key = _plain(sealed["wrapped"]), _plain(sealed["sealed_under"]["id"])
        with _session(self.module) as session:
            found = _find(session, self.module, key)
            iv, rest = wrapped[:_IV_BYTES], wrapped[_IV_BYTES:]
            try:
                opened = found.decrypt(
                    rest, mechanism=Mechanism.AES_GCM, mechanism_param=GCMParams(iv, _BINDING.encode())
                )
            except pkcs11.PKCS11Error:
                raise KeyRingError(
                    f"the key {self.module.key} of the token {self.module.token} does not open {self.path}: "
                    "right would be the token that it was sealed under"
                ) from None
        try:
            ring: Mapping[str, Any] = json.loads(SealedBox(opened).open(_plain(sealed["ring"]), _BINDING))
        except SealError:
            raise KeyRingError(f"{self.path} was changed: restore it from its backup") from None
        return ring

    def write(self, ring: KeyRing) -> None:
        write_ring(self.path, self._sealed(ring))

    def make(self, ring: KeyRing) -> None:
        write_new_ring(self.path, self._sealed(ring))

    def _sealed(self, ring: KeyRing) -> Mapping[str, Any]:
        content, iv = os.urandom(_BITS // 8), os.urandom(_IV_BYTES)
        with _session(self.module) as session:
            key = _find(session, self.module)
            wrapped = iv + key.encrypt(
                content, mechanism=Mechanism.AES_GCM, mechanism_param=GCMParams(iv, _BINDING.encode())
            )
            identity: bytes = key[Attribute.ID]
        sealed = SealedBox(content).seal(json.dumps(ring.to_json()).encode(), _BINDING)
        under = {"token": self.module.token, "key": self.module.key, "id": _written(identity)}
        return {"sealed_under": under, "wrapped": _written(wrapped), "ring": _written(sealed)}

    def make_key(self) -> bool:
        """Make the module's key where there is none; whether it was made."""
        with _session(self.module, writes=True) as session:
            if any(True for _ in _keys(session, self.module)):
                return False
            _make(session, self.module)
        return True

    def reseal(self, ring: KeyRing) -> None:
        """Make another key in the module and seal the ring under it. The one before stays there, for older backups."""
        with _session(self.module, writes=True) as session:
            _make(session, self.module)
        self.write(ring)

    def version(self) -> object:
        return version_of(self.path)

    def __str__(self) -> str:
        return f"{self.path}, sealed under the token {self.module.token}"


@cache
def _library(path: Path) -> Any:
    try:
        return pkcs11.lib(str(path))
    except (pkcs11.PKCS11Error, RuntimeError, OSError):
        raise KeyRingError(
            f"EGENKARTA_PKCS11_MODULE={path} cannot be loaded: right would be the library of the security module, a .so file"
        ) from None


@contextmanager
def _session(module: Module, *, writes: bool = False) -> Iterator[Any]:
    where = f"the token {module.token} of {module.library}"
    try:
        token = _library(module.library).get_token(token_label=module.token)
        with token.open(user_pin=module.pin, rw=writes) as session:
            yield session
    except (pkcs11.NoSuchToken, pkcs11.MultipleTokensReturned):
        raise KeyRingError(
            f"{module.library} has no single token {module.token}: set EGENKARTA_PKCS11_TOKEN to its label"
        ) from None
    except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange):
        raise KeyRingError(
            f"{where} does not take this PIN: set EGENKARTA_PKCS11_PIN_FILE to the right one"
        ) from None
    except pkcs11.PinLocked:
        raise KeyRingError(f"{where} is locked after wrong PINs: its security officer can open it") from None
    except pkcs11.PKCS11Error as error:
        raise KeyRingError(
            f"{where} cannot be used ({type(error).__name__}): right would be one that is there and makes AES-256-GCM"
        ) from None


def _keys(session: Any, module: Module) -> Iterator[Any]:
    found: Iterator[Any] = session.get_objects(
        {Attribute.CLASS: ObjectClass.SECRET_KEY, Attribute.LABEL: module.key}
    )
    return found


def _find(session: Any, module: Module, identity: bytes | None = None) -> Any:
    """The key of that id; the newest of the label where none is said. Ids are numbers that grow."""
    found = [one for one in _keys(session, module) if identity in (None, one[Attribute.ID])]
    if not found:
        raise KeyRingError(
            f"the token {module.token} has no key {module.key}: right would be the one that the ring was sealed under, "
            "or 'egenkarta keys init' for a new installation"
        )
    return max(found, key=lambda one: one[Attribute.ID])


def _make(session: Any, module: Module) -> None:
    newest = max((int.from_bytes(one[Attribute.ID], "big") for one in _keys(session, module)), default=0)
    session.generate_key(
        KeyType.AES,
        _BITS,
        id=(newest + 1).to_bytes(4, "big"),
        label=module.key,
        store=True,
        capabilities=MechanismFlag.ENCRYPT | MechanismFlag.DECRYPT,
        template={Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False, Attribute.PRIVATE: True},
    )


def _plain(written: str) -> bytes:
    return base64.b64decode(written, validate=True)


def _written(plain: bytes) -> str:
    return base64.b64encode(plain).decode()
