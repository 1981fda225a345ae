"""What is slow on purpose is quick here: nobody guesses at these PINs."""

import pytest


@pytest.fixture(autouse=True)
def quick_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("profile_service.domain.ways_in.SCRYPT_COST", 2)
