"""PostgreSQL that is killed, stopped, held up or gone: nothing acknowledged is lost, and the service comes back by itself.

One server, of its own, for the whole file; each test has a database in it.
"""

import os
import random
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import pytest

from tests.drills.answers import acknowledged, not_synced
from tests.drills.careless import NO_WAIT
from tests.drills.crash import CARELESS, Drill, table
from tests.drills.crowd import Crowd, People
from tests.drills.databases import BACKEND, BOTH, POSTMASTER, SERVED, PostgreSQL
from tests.drills.installation import Installation
from tests.drills.notebook import KINDS, Notebook
from tests.drills.tracing import TracingForbiddenError, calls, tracing
from tests.drills.visits import PUT_OFF, Visitors, until

pytestmark = pytest.mark.timeout(300)  # a machine with much else to do
_WITHIN: Final = 25.0
"""Seconds: what a caller waits at most where the database has gone silent."""


@pytest.fixture(scope="module")
def database() -> Iterator[PostgreSQL]:
    one = PostgreSQL(in_memory=True)
    yield one
    one.close()


@pytest.fixture
def visitors(database: PostgreSQL, tmp_path: Path) -> Iterator[Visitors]:
    people = People.of_round(0)
    installation = database.install(tmp_path / "installation", people.all())
    installation.start()
    try:
        yield Visitors(installation, Notebook(tmp_path / "notebook.jsonl"), people)
    finally:
        installation.kill()


def test_what_was_acknowledged_outlives_a_killed_service_and_a_killed_database(
    database: PostgreSQL, tmp_path: Path
) -> None:
    report = Drill(tmp_path, 4, database).run()
    assert report.clean, table([report]) + "\n" + "\n".join(report.found())
    assert report.killed == dict.fromkeys((SERVED, POSTMASTER, BACKEND, BOTH), 1)
    assert report.checkpoints, "the journal was held against nothing"
    assert all(report.acknowledged[kind] >= 4 for kind in KINDS)


def test_a_service_that_does_not_wait_for_the_log_is_caught(database: PostgreSQL, tmp_path: Path) -> None:
    # The negative control: the postmaster is killed in the first round, and what lies in memory alone is gone with it.
    report = Drill(tmp_path, 6, database, careless=NO_WAIT).run(until_caught=True)
    assert report.lost, f"nothing was found in {report.rounds} rounds: this drill proves nothing"


@pytest.mark.parametrize("careless", ["", NO_WAIT])
def test_every_acknowledgement_leaves_after_a_sync_of_the_servers_log(
    database: PostgreSQL, tmp_path: Path, careless: str
) -> None:
    people = People.of_round(0)
    installation = database.install(tmp_path / "installation", people.all())
    if careless:
        installation.program, installation.environment = CARELESS, {"CARELESS": careless}
    installation.start()
    try:
        _trace(installation, database, people, tmp_path)
    except TracingForbiddenError as error:
        pytest.skip(str(error))
    finally:
        installation.kill()
    trace = calls(tmp_path / "trace")
    answers = acknowledged(trace)
    early = not_synced(answers, trace, "/pg_wal/")
    # A careless server is so quick that the time may be over before each kind has come; one that was caught is enough.
    assert {one.kind for one in answers} == set(KINDS) or careless
    assert bool(early) is bool(careless), f"{len(early)} of {len(answers)} left before a sync"


def _trace(installation: Installation, database: PostgreSQL, people: People, folder: Path) -> None:
    with tracing(folder / "trace", installation.pid, *database.processes()):
        crowd = Crowd(installation, Notebook(folder / "notebook.jsonl"), people, random.Random(1))
        crowd.begin()
        for _ in range(
            3
        ):  # several of each kind: the trace may miss one that was under way at its beginning or end
            crowd.wait_until_busy()
        crowd.end()


def test_a_database_that_is_gone_is_told_at_once_and_missed_only_while_it_is(
    visitors: Visitors, database: PostgreSQL
) -> None:
    database.server.stop()
    _put_off(visitors, within=5)
    database.server.start()
    assert database.half_done() == []
    _recovered(visitors)


def test_a_database_that_is_silent_is_waited_for_so_long_and_no_longer(
    visitors: Visitors, database: PostgreSQL
) -> None:
    held = database.processes()
    for pid in held:
        os.kill(pid, signal.SIGSTOP)
    try:
        _put_off(visitors, within=_WITHIN)
    finally:
        for pid in reversed(held):
            os.kill(pid, signal.SIGCONT)
    assert database.half_done() == []
    # What was under way when it fell silent may have been done after all: nobody was told that it was.
    until(lambda: visitors.installation.ready().status_code == 200, "it does not recover by itself")
    until(lambda: visitors.state("Efteråt").status == 201, "it does not recover by itself")


def _put_off(visitors: Visitors, within: float) -> None:
    """Everything that needs the database is put off, however many ask at once; that the process is alive is told."""
    visits = visitors.writing()
    with ThreadPoolExecutor(len(visits) + 1) as pool:
        ready = pool.submit(visitors.call, "GET", "/readyz", {})
        found = dict(zip(visits, pool.map(lambda visit: visit(), visits.values()), strict=True))
    for what, answer in {**found, "ready": ready.result()}.items():
        assert (what, answer.status) == (what, PUT_OFF)
        assert answer.retry_after and answer.seconds < within
    assert visitors.call("GET", "/healthz", {}).status == 200


def _recovered(visitors: Visitors) -> None:
    until(lambda: visitors.installation.ready().status_code == 200, "it does not recover by itself")
    statuses = {what: visit().status for what, visit in visitors.writing().items()}
    assert statuses == {"item": 201, "withdrawal": 200, "erasure": 204, "disclosure": 200}
