"""The machinery of the oracle drill: a handler that leaks is caught, and one that does not is not."""

import asyncio
import random

import pytest
from fastapi import FastAPI

from profile_service.doors import Levelled
from profile_service.doors.levelling import QUANTUM
from tests.drills.oracle import NOBODY, Probe, compare, measure
from tests.drills.ranks import separation
from tests.live import free_port, listening

_LEAK = 0.004


class _RefusalError(Exception):
    pass


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the levelling waited, each time, without any waiting."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("profile_service.doors.levelling.asyncio.sleep", sleep)
    return waits


def test_the_rank_test_agrees_with_figures_worked_out_by_hand() -> None:
    found = separation([1, 2, 3], [4, 5, 6])
    assert found.auc == 0
    assert found.p == pytest.approx(0.0495, abs=0.0005)
    assert separation([1, 1, 2], [1, 1, 2]).auc == 0.5
    assert separation([1, 1], [1, 1]).p == 1
    with pytest.raises(ValueError, match="nothing"):
        separation([], [1])


def test_the_rank_test_finds_a_shift_and_nothing_in_noise() -> None:
    chance = random.Random(7)
    noise = [[chance.gauss(25, 1) for _ in range(2_000)] for _ in range(2)]
    assert separation(*noise).p > 0.001
    assert separation(noise[0], [one + 0.3 for one in noise[1]]).p < 1e-6


def test_a_handler_that_leaks_is_caught() -> None:
    app = FastAPI()

    @app.get("/{name}", status_code=404)
    async def look(name: str) -> None:
        await asyncio.sleep(_LEAK if name == "withdrawn" else 0)

    port = free_port()
    with listening(app, port):
        probes = {NOBODY: Probe("GET", "/none"), "withdrawn": Probe("GET", "/withdrawn")}
        (pair,) = compare("look", measure(port, probes, 60, lambda: "t"))
    assert pair.leaks
    assert pair.found.auc > 0.9


async def _refuse(after: float) -> None:
    async with Levelled(_RefusalError):
        loop = asyncio.get_running_loop()
        until = loop.time() + after
        while loop.time() < until:
            pass
        raise _RefusalError


def test_a_refusal_leaves_at_a_multiple_of_the_quantum(slept: list[float]) -> None:
    for after in (0.0, 0.003, QUANTUM + 0.003):
        with pytest.raises(_RefusalError):
            asyncio.run(_refuse(after))
    assert QUANTUM * 0.8 < slept[0] <= QUANTUM
    assert all(0 < one <= QUANTUM for one in slept)
    assert slept[1] < QUANTUM - 0.0029


def test_what_succeeds_and_other_errors_never_wait(slept: list[float]) -> None:
    async def succeed() -> str:
        async with Levelled(_RefusalError):
            return "done"

    async def fail() -> None:
        async with Levelled(_RefusalError):
            raise KeyError

    assert asyncio.run(succeed()) == "done"
    with pytest.raises(KeyError):
        asyncio.run(fail())
    assert slept == []


def test_where_the_question_itself_must_not_be_told_apart_a_yes_waits_too(slept: list[float]) -> None:
    async def succeed() -> None:
        async with Levelled(always=True):
            pass

    asyncio.run(succeed())
    assert len(slept) == 1
