"""Each file beside this one is one way to use a bound token without its key, or a proof for more than it was made for."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tests.hostile.client_assertions.ground import refusals
from tests.hostile.dpop.ground import METHOD, PATH, Ground
from tests.stage import BASE_URL, Stage
from tests.system import System

ATTACKS = sorted(
    path.stem
    for path in Path(__file__).parent.glob("*.py")
    if path.stem not in {"ground", Path(__file__).stem}
)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with Stage.open(tmp_path_factory.mktemp("ground")) as stage:
        system = System.register(stage, "honest-system")
        other = System.register(stage, "other-system", "tjuvholmen")
        yield Ground(stage, system, other, system.token(is_bound=True))


def attack(name: str) -> ModuleType:
    return import_module(f"tests.hostile.dpop.{name}")


def test_there_are_attacks() -> None:
    assert len(ATTACKS) >= 25


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_refused_for_its_own_reason_and_journaled_without_what_was_sent(
    ground: Ground, name: str
) -> None:
    way = attack(name)
    passes = getattr(way, "PASSES", 0)
    before = len(list(refusals(ground.stage)))
    requests = way.forge(ground)
    if getattr(way, "TOGETHER", False):
        with ThreadPoolExecutor(len(requests)) as pool:
            answers = list(pool.map(ground.send, requests))
    else:
        answers = [ground.send(request) for request in requests]
    refused = [answer for answer in answers if answer.status_code != 200]
    assert len(answers) - len(refused) == passes
    assert refused
    for answer in refused:
        assert answer.status_code == 401, answer.text
        assert answer.json()["type"] == "urn:egenkarta:problem:not-signed-in"
        assert answer.headers["www-authenticate"].startswith("DPoP error=")
    lines = list(refusals(ground.stage))[before:]
    assert [line[0] for line in lines] == [way.REASON.value] * len(refused)
    assert all(line[1] is None and line[2] == "refused" for line in lines)


@pytest.mark.parametrize("name", ["no_key_in_the_header", "algorithm_none", "private_key_in_the_header"])
def test_the_token_endpoint_binds_no_token_to_such_a_proof(ground: Ground, name: str) -> None:
    """The same reading at another place; there the error is OAuth's own (RFC 9449, section 5)."""
    ((_, _), (_, proof)) = attack(name).forge(ground)[0]
    answer = ground.system.post("/oauth/token", {"DPoP": proof}, grant_type="client_credentials")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_dpop_proof")


def test_the_honest_one_passes(ground: Ground) -> None:
    """So none is refused for something else that is wrong on this ground."""
    before = list(refusals(ground.stage))
    for proof in (
        ground.proof(),
        ground.proof(iat=ground.claims()["iat"] - 30),
        ground.proof(htu=f"{BASE_URL}{PATH}?limit=1#part"),
        ground.proof(htu="HTTP://127.0.0.1:8000/v1/%67rants"),
    ):
        assert ground.send(ground.asking(proof)).status_code == 200, METHOD
    assert ground.send(ground.asking(ground.proof(), scheme="dpop")).status_code == 200
    assert list(refusals(ground.stage)) == before


def test_a_clock_that_is_wrong_is_helped_by_a_nonce(ground: Ground) -> None:
    late = ground.claims()["iat"] - 7_200
    refused = ground.send(ground.asking(ground.proof(iat=late)))
    assert 'error="use_dpop_nonce"' in refused.headers["www-authenticate"]
    nonce = refused.headers["dpop-nonce"]
    assert ground.send(ground.asking(ground.proof(iat=late, nonce=nonce))).status_code == 200
