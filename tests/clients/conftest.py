import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from small_service import Reply, SmallService, running

from clients import Individual, Organisation, Retries, Settings

RETRIES = Retries(attempts=4, first_pause=0.5, longest_pause=30.0, chance=lambda: 0.5)


@dataclass
class Cast:
    """Norrsken, its key, and everything that its clients waited for."""

    service: SmallService
    keys: dict[str, dict[str, Any]]
    settings: Settings = field(default_factory=lambda: Settings(retries=RETRIES))
    pauses: list[float] = field(default_factory=list)

    def norrsken(self, kty: str = "EC") -> Organisation:
        return Organisation(
            self.service.base_url,
            f"norrsken-{kty}",
            self.keys[kty],
            settings=self.settings,
            sleep=self.pauses.append,
        )

    def astrid(self, token: str = "a-persons-token") -> Individual:
        return Individual(self.service.base_url, token, settings=self.settings, sleep=self.pauses.append)


def _pair(kty: str) -> tuple[dict[str, Any], dict[str, Any]]:
    if kty == "EC":
        key: Any = ec.generate_private_key(ec.SECP256R1())
        to_jwk: Any = jwt.algorithms.ECAlgorithm.to_jwk
    else:
        key = ed25519.Ed25519PrivateKey.generate()
        to_jwk = jwt.algorithms.OKPAlgorithm.to_jwk
    alg = {"EC": "ES256", "OKP": "EdDSA"}[kty]
    private = {**json.loads(to_jwk(key)), "kid": f"{kty}-1", "alg": alg}
    public = {**json.loads(to_jwk(key.public_key())), "kid": f"{kty}-1", "alg": alg}
    return private, public


@pytest.fixture(scope="session")
def key_pairs() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    return {kty: _pair(kty) for kty in ("EC", "OKP")}


@pytest.fixture
def service() -> Iterator[SmallService]:
    with running() as service:
        yield service


@pytest.fixture
def cast(service: SmallService, key_pairs: dict[str, Any]) -> Cast:
    service.public_keys = {f"norrsken-{kty}": public for kty, (_, public) in key_pairs.items()}
    return Cast(service, {kty: private for kty, (private, _) in key_pairs.items()})


@pytest.fixture
def demo(cast: Any, tmp_path: Path) -> Path:
    cast.service.answers("POST", "/demo/sign-in", Reply(content={"access_token": "a-persons-token"}))
    written = {
        "base_url": cast.service.base_url,
        "individuals": [{"name": "Astrid", "persona": "astrid"}, {"name": "Bo", "persona": "bo"}],
        "organisations": [
            {"name": "Norrsken AB", "role": "agency", "client_id": "norrsken-EC", "private_key_jwk": cast.keys["EC"],
             "staff": [{"name": "Ann", "persona": "ann"}]},
        ],
    }  # fmt: skip
    (tmp_path / "demo.json").write_text(json.dumps(written))
    return tmp_path / "demo.json"
