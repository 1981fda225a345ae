"""An answer leaves after its work was synced to the disk, and so a power cut at any moment takes back nothing acknowledged.

The negative controls are the same service with `synchronous=OFF`, whose answers come before any sync, and with
`synchronous=NORMAL`, which is consistent after a power cut and has lost what it acknowledged.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.drills import holding, power
from tests.drills.answers import not_synced
from tests.drills.crowd import People
from tests.drills.cuts import Life, live, spread
from tests.drills.notebook import KINDS
from tests.drills.tracing import Call, TracingForbiddenError

_SECONDS = 0.4
_CUTS = 12


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Life]:
    """A life of the service as it is, or spoiled; each is lived once."""
    lives: dict[str, Life] = {}

    def find(careless: str) -> Life:
        if careless not in lives:
            try:
                lives[careless] = live(tmp_path_factory.mktemp("life"), _SECONDS, careless)
            except TracingForbiddenError as error:
                # Not a failure: no other account, and no setting of this project's, could change it. A missing strace is one.
                pytest.skip(str(error))
        return lives[careless]

    return find


def test_every_acknowledgement_leaves_after_a_sync_of_the_log(lived: Callable[[str], Life]) -> None:
    life = lived("")
    assert {one.kind for one in life.answers} == set(KINDS)
    assert not_synced(life.answers, life.trace, life.log) == []


def test_without_syncing_every_acknowledgement_is_found_out(lived: Callable[[str], Life]) -> None:
    life = lived("synchronous=OFF")
    assert {one.kind for one in life.answers} == set(KINDS)
    assert not_synced(life.answers, life.trace, life.log) == list(life.answers)


def test_a_power_cut_at_any_moment_takes_back_nothing_that_was_acknowledged(
    lived: Callable[[str], Life], tmp_path: Path
) -> None:
    life, chance = lived(""), random.Random(1)
    for answer in spread(life.answers, _CUTS):
        assert life.cut(answer.left, tmp_path) == []
        assert life.cut(answer.left, tmp_path, chance) == []
    for _ in range(_CUTS):
        line = chance.choice(life.trace).begun
        assert life.cut(line, tmp_path) == []
        assert life.cut(line, tmp_path, chance) == []


def test_a_log_that_is_synced_now_and_then_loses_what_was_acknowledged(
    lived: Callable[[str], Life], tmp_path: Path
) -> None:
    life = lived("synchronous=NORMAL")
    found = [life.cut(answer.left, tmp_path) for answer in spread(life.answers, _CUTS)]
    assert any(found), "the cuts would have found nothing in any service"
    # It is whole all the same: what is gone is gone altogether.
    assert not [one for lost in found for one in lost if not one.startswith(KINDS)]


def test_the_service_starts_after_a_power_cut_and_holds_all_it_said(lived: Callable[[str], Life]) -> None:
    life = lived("")
    life.cut_under_it()
    with life.installation.serving() as installation:
        assert holding.losses(installation, life.notebook, People.of_round(0).all()) == []


def test_a_write_is_safe_when_a_sync_that_began_after_it_has_ended() -> None:
    trace = [
        Call(0, 1, "pwrite64", "/x/db-wal", b"one", (3, 0), 3),
        Call(2, 2, "fdatasync", "/x/db-wal", b"", (), 0),
        Call(3, 7, "pwrite64", "/x/db-wal", b"two", (3, 3), 3),
        Call(5, 6, "fdatasync", "/x/db-wal", b"", (), 0),
        Call(8, 8, "ftruncate", "/x/db-wal", b"", (0,), 0),
        Call(9, 9, "fsync", "/x/another", b"", (), 0),
        Call(10, 11, "fsync", "/x/db-wal", b"", (), 0),
    ]
    before = {"db": b"as it was", "db-wal": b""}
    found = [power.cut(before, trace, line)["db-wal"] for line in (1, 2, 3, 7, 9, 11, 12)]
    assert found == [b"", b"", b"one", b"one", b"one", b"one", b""]
    assert power.cut(before, trace, 12)["db"] == b"as it was"
