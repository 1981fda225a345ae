"""Each file beside this one is one way to pass for a client that one is not."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tests.hostile.client_assertions.ground import Ground
from tests.stage import Stage
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
        yield Ground(stage, system, System.register(stage, "other-system", "tjuvholmen"))


def attack(name: str) -> ModuleType:
    return import_module(f"tests.hostile.client_assertions.{name}")


def test_there_are_attacks() -> None:
    assert len(ATTACKS) >= 25


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_refused_for_its_own_reason_and_journaled_without_what_was_sent(
    ground: Ground, name: str
) -> None:
    way = attack(name)
    passes, reason = getattr(way, "PASSES", 0), way.REASON
    before = len(ground.journaled())
    forms = way.forge(ground)
    if getattr(way, "TOGETHER", False):
        with ThreadPoolExecutor(len(forms)) as pool:
            answers = list(pool.map(ground.send, forms))
    else:
        answers = [ground.send(form) for form in forms]
    refused = [answer for answer in answers if answer.status_code != 200]
    assert len(answers) - len(refused) == passes
    assert refused
    for answer in refused:
        assert answer.status_code == getattr(way, "STATUS", 401), answer.text
        assert answer.json().keys() == {"error", "error_description"}
        assert answer.headers["cache-control"] == "no-store"
        assert answer.status_code != 401 or answer.json()["error"] == "invalid_client"
    lines = ground.journaled()[before:]
    assert [line[0] for line in lines] == ([] if reason is None else [reason.value] * len(refused))
    assert all(line[1] is None and line[2] == "refused" for line in lines)


def test_the_honest_one_passes(ground: Ground) -> None:
    """Before and after all of them; so none is refused for something else that is wrong on this ground."""
    before = ground.journaled()
    assert ground.send(ground.asking(ground.system.assertion())).status_code == 200
    assert ground.send(ground.asking(ground.system.assertion({"typ": "JWT"}))).status_code == 200
    assert ground.send(ground.asking(ground.system.assertion(iat=..., nbf=0))).status_code == 200
    assert (
        ground.send(ground.asking(ground.system.assertion(), client_id=ground.system.client_id)).status_code
        == 200
    )
    assert ground.send(ground.asking(ground.other.assertion())).status_code == 200
    assert ground.journaled() == before
