"""What arrives together is carried together, and each of it is answered as if it had come alone."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import text

from consent.decision import Denial, Reason
from profile_service.actions.errors import BusyError
from profile_service.actions.ports.foreseen import Foreseen
from profile_service.actions.repeating import Told
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.priming import PrimedReadings
from tests.stage import LANGUAGES, Stage
from tests.storage.test_carried_together import Read, World

Work = tuple[Callable[[Any], Any], Foreseen | None]


def _read(grant: str, reader: str = "Nils Berg") -> Read:
    return Read(grant, reader, "", (), "", cleared=False)


def _in_one_batch(stage: Stage, works: Sequence[Work], cancelled: Sequence[int] = ()) -> list[Any]:
    """Put all of it before the lane while that is busy, and say what each got."""
    lane = stage.parts.database.writer

    async def go() -> list[Any]:
        goes_on, begun = threading.Event(), threading.Event()

        def hold(_work: Any) -> None:
            begun.set()
            assert goes_on.wait(10)

        holding = asyncio.create_task(lane.submit(hold))
        await asyncio.to_thread(begun.wait, 10)
        tasks = [asyncio.create_task(lane.submit(act, foreseen)) for act, foreseen in works]
        await asyncio.sleep(0.02)
        assert lane.waiting == len(works)
        for at in cancelled:
            tasks[at].cancel()
        await asyncio.sleep(0)
        goes_on.set()
        await holding
        return await asyncio.gather(*tasks, return_exceptions=True)

    assert stage.http.portal is not None
    found: list[Any] = stage.http.portal.call(go)
    return found


def _works(world: World, *reads: Read) -> list[Work]:
    return [(world.act(read), read.foreseen) for read in reads]


def _one(stage: Stage, sql: str) -> Any:
    with stage.parts.database.engine.connect() as connection:
        return connection.execute(text(sql)).scalar_one()


def _matched(stage: Stage) -> tuple[int, int]:
    disclosed = _one(stage, "SELECT count(*) FROM journal WHERE outcome = 'disclosed'")
    return disclosed, _one(stage, "SELECT count(*) FROM opening WHERE telling = 'line'")


def test_a_grant_for_one_reading_is_read_once_however_many_come_together(stage: Stage) -> None:
    world = World(stage)
    once = stage.granted((LANGUAGES,), ending="once")
    common = world.grants["two sections"]
    found = _in_one_batch(stage, _works(world, *(_read(one) for one in (once, common, once, common, once))))
    assert [type(one) for one in found] == [Told, Told, Denial, Told, Denial]
    assert {found[2], found[4]} == {Denial(Reason.USED_UP)}
    assert len(set(_matched(stage))) == 1


def test_whoever_hangs_up_before_it_is_carried_leaves_nothing_and_holds_up_nobody(stage: Stage) -> None:
    world = World(stage)
    before = _matched(stage)
    reads = [_read(world.grants["two sections"]) for _ in range(4)]
    found = _in_one_batch(stage, _works(world, *reads), cancelled=(0, 2))
    assert [isinstance(one, Told) for one in found] == [False, True, False, True]
    assert _matched(stage) == (before[0] + 2, before[1] + 2)


def test_a_reading_that_fails_in_the_middle_takes_nothing_of_the_others(stage: Stage) -> None:
    world = World(stage)
    before = _matched(stage)
    good = _works(world, *(_read(world.grants["two sections"]) for _ in range(3)))

    def fail_after(act: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def failing(work: Any) -> Any:
            act(work)
            raise BusyError

        return failing

    bad = (fail_after(good[0][0]), good[0][1])
    found = _in_one_batch(stage, [good[0], bad, good[1], bad, good[2]])
    assert [isinstance(one, Told) for one in found] == [True, False, True, False, True]
    assert _matched(stage) == (before[0] + 3, before[1] + 3)


def test_where_a_batch_cannot_be_written_nothing_of_it_stays_and_each_goes_the_general_way(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(stage)
    before = _matched(stage)
    write, failed = PrimedReadings.write, []

    def write_and_fail(readings: PrimedReadings) -> None:
        write(readings)
        failed.append(readings)
        raise BusyError

    monkeypatch.setattr(PrimedReadings, "write", write_and_fail)
    found = _in_one_batch(stage, _works(world, *(_read(world.grants["two sections"]) for _ in range(3))))
    assert failed
    assert [type(one) for one in found] == [Told] * 3
    assert _matched(stage) == (before[0] + 3, before[1] + 3)


def test_the_limit_of_a_day_is_exact_within_a_batch(stage: Stage) -> None:
    world = World(stage)
    most = stage.house.desk.limits.readings_per_person
    grant = world.grants["two sections"]
    left = most - 2  # two were read when the world was made
    allowed = 0
    for _ in range(4):
        found = _in_one_batch(stage, _works(world, *[_read(grant)] * 63))
        allowed += sum(isinstance(one, Told) for one in found)
    assert allowed == left
    assert _one(stage, "SELECT max(tries) FROM tally") == most


def test_an_error_that_no_coroutine_can_be_told_leaves_nobody_waiting(stage: Stage) -> None:
    world = World(stage)
    one, other = _works(world, *(_read(world.grants["two sections"]) for _ in range(2)))

    def finds_nothing(_work: Any) -> Any:
        return next(iter(()))

    found = _in_one_batch(stage, [one, (finds_nothing, None), other])
    assert [type(each) for each in found] == [Told, RuntimeError, Told]


def test_each_section_of_a_reading_is_opened_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("languages", "skills", "licences", "experience", "education")
    grant = stage.granted(tuple(f"profile:{name}:read" for name in names))
    assert stage.read(grant).status_code == 200
    world, opened, by_hand = World(stage), [], PersonalKeys.open

    def count(self: PersonalKeys, individual: Any, sealed: bytes, binding: str) -> bytes:
        opened.append(binding)
        return by_hand(self, individual, sealed, binding)

    monkeypatch.setattr(PersonalKeys, "open", count)
    [found] = _in_one_batch(stage, _works(world, _read(grant)))
    assert isinstance(found, Told)
    sections = [one for one in opened if one.startswith("section|")]
    assert sections
    assert len(sections) == len(set(sections))
