"""The database cannot be had: 503 with Retry-After within a known time, /readyz says so, nothing is half done, and it comes back by itself."""

import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.drills import books
from tests.drills.crowd import People
from tests.drills.installation import Installation
from tests.drills.notebook import Notebook
from tests.drills.visits import PUT_OFF, Visitors, until

PATIENCE: Final = 5.0
"""Seconds that a connection waits for another's lock."""
_HOLD: Final = (
    "import sqlite3, sys; one = sqlite3.connect(sys.argv[1], isolation_level=None);"
    "one.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
)


@pytest.fixture
def visitors(tmp_path: Path) -> Iterator[Visitors]:
    people = People.of_round(0)
    with Installation.make(tmp_path / "installation", people.all()).serving() as installation:
        yield Visitors(installation, Notebook(tmp_path / "notebook.jsonl"), people)


@contextmanager
def _another_holds(database: Path) -> Iterator[None]:
    """Another process has the write lock, as a backup program or somebody's shell may."""
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLD, database], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdin is not None and other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    try:
        yield
    finally:
        other.stdin.close()
        other.wait()
        other.stdout.close()


def test_a_file_that_another_process_has_locked(visitors: Visitors, tmp_path: Path) -> None:
    with _another_holds(visitors.installation.database):
        visits = visitors.writing()
        with ThreadPoolExecutor(len(visits) + 1) as pool:
            ready = pool.submit(visitors.installation.ready)
            found = dict(zip(visits, pool.map(lambda visit: visit(), visits.values()), strict=True))
        for what, answer in found.items():
            assert (what, answer.status, answer.retry_after) == (what, PUT_OFF, "1")
            # Whoever comes while others wait, waits for them and for herself.
            assert answer.seconds < 2 * PATIENCE + 2
        assert ready.result().status_code == PUT_OFF
        assert visitors.labels(), "what needs no lock is answered as ever"
        left = books.left_behind(visitors.installation.database, tmp_path / "left")
        assert books.sqlite_half_done(left) == []
    until(lambda: visitors.installation.ready().status_code == 200, "it does not recover by itself")
    statuses = {what: visit().status for what, visit in visitors.writing().items()}
    assert statuses == {"item": 201, "withdrawal": 200, "erasure": 204, "disclosure": 200}


def test_a_file_that_was_replaced_takes_no_acknowledgement_with_it(
    visitors: Visitors, tmp_path: Path
) -> None:
    # As when a backup is put back under a service that runs: what it wrote to the old file would be gone with it.
    installation, database = visitors.installation, visitors.installation.database
    copy = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(database)) as one, closing(sqlite3.connect(copy)) as other:
        one.backup(other)
    database.rename(tmp_path / "the old one")
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).rename(tmp_path / f"the old one{suffix}")
    shutil.copy(copy, database)
    said: set[str] = set()
    end = time.monotonic() + 2
    while time.monotonic() < end:
        label = f"Färdighet {len(said)}"
        if visitors.state(label).status == 201:
            said.add(label)
    installation.kill()
    installation.start()
    assert said <= visitors.labels(), "it was acknowledged into a file that nobody will ever open"
