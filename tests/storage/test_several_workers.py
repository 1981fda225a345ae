"""Two workers on one database: what was acknowledged by the one is what the other goes by, and what is used once is used once."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from profile_service.demo.opening import open_demo
from profile_service.main import Parts
from profile_service.storage import carrying
from profile_service.storage.carrying import Carriage
from profile_service.storage.database import open_engine
from tests import databases
from tests.invariants.rawfile import ask
from tests.stage import BASE_URL, FROM_OWN_PAGE, LANGUAGES, MAPPING, Stage

_EACH = 4


@dataclass
class Two:
    """The stage, and another worker on its database."""

    stage: Stage
    parts: Parts
    other: Stage

    def at_once(self, call: Callable[[Stage], Any]) -> list[Any]:
        """The same call, by several callers of each worker at the same time."""
        ready = threading.Barrier(2 * _EACH)

        def one(stage: Stage) -> Any:
            ready.wait(20)
            return call(stage)

        with ThreadPoolExecutor(2 * _EACH) as pool:
            waiting = [pool.submit(one, stage) for stage in (self.stage, self.other) for _ in range(_EACH)]
            return [each.result(60) for each in waiting]


@pytest.fixture
def two(stage: Stage, tmp_path: Path) -> Iterator[Two]:
    parts, app = open_demo(tmp_path, BASE_URL, stage.clock)
    with TestClient(
        app,
        base_url=BASE_URL,
        raise_server_exceptions=False,
        follow_redirects=False,
        headers=FROM_OWN_PAGE,
    ) as http:
        for caller in ("astrid",):
            stage.individual(caller)
        stage.organisation("norrsken")
        yield Two(stage, parts, replace(stage, app=app, parts=parts, http=http))


def _lines(stage: Stage, grant: str, kind: str, outcome: str) -> int:
    found = ask(
        stage,
        "SELECT count(*) FROM journal WHERE grant_id = ? AND kind = ? AND outcome = ?",
        grant,
        kind,
        outcome,
    )
    return int(found[0][0])


def test_while_one_worker_writes_no_other_one_does(two: Two) -> None:
    inside, go_on, other = threading.Event(), threading.Event(), threading.Event()

    def hold(_work: Any) -> None:
        inside.set()
        go_on.wait(20)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(two.stage.parts.database.writer.run, hold)
        assert inside.wait(20)
        second = pool.submit(two.parts.database.writer.run, lambda _work: other.set())
        assert not other.wait(0.4)
        go_on.set()
        assert other.wait(20)
        first.result(20)
        second.result(20)


@pytest.mark.skipif(
    databases.ON_SQLITE, reason="PostgreSQL's alone: SQLite has one writer, whatever it writes"
)
def test_readings_are_carried_beside_each_other_and_beside_nothing_else(stage: Stage) -> None:
    engine = open_engine(stage.parts.settings.database_url)
    with engine.connect() as one, engine.connect() as another, engine.connect() as third:
        first = Carriage(one, writes=True, alone=False)
        second = Carriage(another, writes=True, alone=False)
        alone = threading.Event()

        def write() -> None:
            carriage = Carriage(third, writes=True)
            alone.set()
            carriage.end()

        with ThreadPoolExecutor(1) as pool:
            writing = pool.submit(write)
            assert not alone.wait(0.3)
            first.end()
            assert not alone.wait(0.3)
            second.end()
            assert alone.wait(20)
            writing.result(20)
    engine.dispose()


def test_after_a_withdrawal_at_one_worker_was_acknowledged_no_other_one_reads(two: Two) -> None:
    for _ in range(3):
        grant = two.stage.granted()
        done = threading.Event()
        tries: list[tuple[float, int]] = []

        def reading(grant: str = grant, done: threading.Event = done, tries: Any = tries) -> None:
            while not done.is_set():
                began = time.perf_counter()
                tries.append((began, two.other.read(grant).status_code))

        with ThreadPoolExecutor(3) as pool:
            readers = [pool.submit(reading) for _ in range(3)]
            while sum(status == 200 for _, status in tries) < 5:
                time.sleep(0.01)
            assert two.stage.withdraw(grant).status_code == 200
            acknowledged = time.perf_counter()
            while sum(began > acknowledged for began, _ in tries) < 6:
                time.sleep(0.01)
            done.set()
            for one in readers:
                one.result(30)
        assert {status for began, status in tries if began > acknowledged} == {404}
        assert {status for _, status in tries} == {200, 404}


def test_one_key_has_one_effect_over_all_workers(two: Two) -> None:
    headers = {**two.stage.individual("astrid"), "Idempotency-Key": "the-same"}
    told = two.at_once(lambda stage: stage.http.post("/v1/me/connection-codes", headers=headers))
    assert {answer.status_code for answer in told} == {201}
    assert len({answer.content for answer in told}) == 1
    assert len(ask(two.stage, "SELECT * FROM connection_code")) == 1


def test_a_code_is_used_once_over_all_workers(two: Two) -> None:
    body = {
        "connection_code": two.stage.code(),
        "purpose_declaration": MAPPING,
        "scopes": [LANGUAGES],
        "case_reference": "case-1",
    }
    caller = two.stage.organisation("norrsken")
    told = two.at_once(lambda stage: stage.http.post("/v1/access-requests", json=body, headers=caller))
    assert sorted(answer.status_code for answer in told)[:2] != [201, 201]
    assert [answer.status_code for answer in told].count(201) == 1


def test_a_grant_for_one_reading_is_read_once_over_all_workers(two: Two) -> None:
    grant = two.stage.granted(ending="once")
    told = two.at_once(lambda stage: stage.read(grant))
    assert 200 in {answer.status_code for answer in told}
    assert len({answer.content for answer in told if answer.status_code == 200}) == 1
    assert _lines(two.stage, grant, "read", "disclosed") == 1


def test_what_time_brings_is_brought_once_over_all_workers(two: Two) -> None:
    grant = two.stage.granted(until="2026-12-01")
    two.stage.move(days=30)
    with ThreadPoolExecutor(2) as pool:
        for going in [pool.submit(stage.rounds) for stage in (two.stage, two.other)]:
            going.result(60)
    assert _lines(two.stage, grant, "expiry", "done") == 1


@pytest.mark.skipif(
    databases.ON_SQLITE, reason="PostgreSQL's alone: SQLite has one writer, whatever it is asked for"
)
def test_without_the_order_of_writes_a_code_could_be_used_twice(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: where each worker has a lock of its own, two of them are inside at the same time."""
    inside = threading.Barrier(2)
    numbers = iter(range(1, 10))

    class Own(Carriage):
        def __init__(self, *args: Any, **more: Any) -> None:
            monkeypatch.setattr(carrying, "ORDER_OF_WRITES", next(numbers))
            super().__init__(*args, **more)

    monkeypatch.setattr("profile_service.storage.lane.Carriage", Own)
    with ThreadPoolExecutor(2) as pool:
        both = [
            pool.submit(parts.database.writer.run, lambda _work: inside.wait(10))
            for parts in (two.stage.parts, two.parts)
        ]
        assert sorted(one.result(20) for one in both) == [0, 1]
