"""Which provider the settings name for the key ring."""

import os
import stat
from pathlib import Path

from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.providers import EnvironmentProvider, FileProvider, RingProvider, read_from
from profile_service.signing.ring_file import KeyRingError


def provider_of(settings: Settings, path: Path | None = None) -> RingProvider:
    """The provider of the key ring.

    Args:
        path: another place than the settings name, where the ring lies in a file.

    Raises:
        KeyRingError: the settings name more than one, or only half of one.
    """
    ring_json = settings.key_ring_json.get_secret_value()
    if ring_json and settings.pkcs11_module is not None:
        raise KeyRingError(
            "EGENKARTA_KEY_RING_JSON and EGENKARTA_PKCS11_MODULE are both set: right would be one of them, or none for a file"
        )
    if ring_json and path is None:
        return EnvironmentProvider(ring_json)
    if settings.pkcs11_module is None or path is not None:
        return FileProvider(path or settings.key_ring)
    # A security module's library is loaded where one is used, and nowhere else.
    from profile_service.signing.security_module import Module, ModuleProvider  # noqa: PLC0415

    module = Module(settings.pkcs11_module, settings.pkcs11_token, settings.pkcs11_key, _pin(settings))
    return ModuleProvider(settings.key_ring, module)


def ring_of(settings: Settings) -> KeyRing:
    """The key ring, from its provider.

    Raises:
        KeyRingError: it cannot be read.
    """
    return read_from(provider_of(settings))


def _pin(settings: Settings) -> str:
    if settings.pkcs11_pin_file is not None:
        return _for_few_eyes(settings.pkcs11_pin_file)
    pin = settings.pkcs11_pin.get_secret_value()
    if not pin:
        raise KeyRingError(
            "the security module needs a PIN: set EGENKARTA_PKCS11_PIN_FILE to a file that only this user reads, "
            "or EGENKARTA_PKCS11_PIN"
        )
    return pin


def _for_few_eyes(path: Path) -> str:
    """What the PIN's file holds. Its owner alone reads it; where that is root, as with systemd's credentials, a group may too."""
    with path.open(encoding="utf-8") as file:
        found = os.fstat(file.fileno())
        allowed = stat.S_IRWXU | (stat.S_IRGRP if found.st_uid == 0 else 0)
        if stat.S_IMODE(found.st_mode) & ~allowed & (stat.S_IRWXG | stat.S_IRWXO):
            raise KeyRingError(f"{path} holds the PIN and can be read by others: chmod 600 it")
        return file.read().strip()
