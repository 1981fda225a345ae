"""The file with the security module's PIN is for as few eyes as the ring itself."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from profile_service.key_source import provider_of
from profile_service.settings import Settings
from profile_service.signing.ring_file import KeyRingError
from profile_service.signing.security_module import ModuleProvider


def settings_with(pin: Path) -> Settings:
    return Settings(
        pkcs11_module=Path("/nowhere/module.so"), pkcs11_pin_file=pin, pkcs11_pin=SecretStr("another")
    )


@pytest.fixture
def pin(tmp_path: Path) -> Path:
    path = tmp_path / "pin"
    path.write_text("4711-08\n")
    return path


@pytest.mark.parametrize("mode", [0o644, 0o604, 0o620, 0o602, 0o660])
def test_a_pin_that_others_can_read_is_refused(pin: Path, mode: int) -> None:
    pin.chmod(mode)
    with pytest.raises(KeyRingError, match="chmod 600") as refused:
        provider_of(settings_with(pin))
    assert "4711" not in str(refused.value)


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_pin_for_its_owner_is_taken(pin: Path, mode: int) -> None:
    pin.chmod(mode)
    provider = provider_of(settings_with(pin))
    assert isinstance(provider, ModuleProvider)
    assert provider.module.pin == "4711-08"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files of another owner")
@pytest.mark.parametrize(("owner", "taken"), [(0, True), (4711, False)])
def test_roots_group_may_read_a_pin_as_systemd_gives_it(pin: Path, owner: int, taken: bool) -> None:
    pin.chmod(0o440)
    os.chown(pin, owner, 4712)
    if taken:
        provider_of(settings_with(pin))
        return
    with pytest.raises(KeyRingError, match="chmod 600"):
        provider_of(settings_with(pin))
