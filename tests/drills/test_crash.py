"""`kill -9` at any moment, the short form of `make drill-crash`: what was acknowledged is there, and nothing is half done."""

from pathlib import Path

import pytest

from tests.drills.crash import Drill, table
from tests.drills.notebook import KINDS

pytestmark = pytest.mark.timeout(300)  # a machine with much else to do
ROUNDS = 2
UNTIL_CAUGHT = 8


def test_what_was_acknowledged_outlives_a_killed_service_and_nothing_is_half_done(tmp_path: Path) -> None:
    report = Drill(tmp_path, ROUNDS).run()
    assert report.clean, table([report]) + "\n" + "\n".join(report.found())
    assert report.killed == {"service": ROUNDS}
    assert report.checkpoints, "the journal was held against nothing"
    assert all(report.acknowledged[kind] >= ROUNDS for kind in KINDS)


def test_a_service_that_answers_before_it_commits_is_caught(tmp_path: Path) -> None:
    # The negative control: with a long moment between answer and commit hardly any kill misses it.
    report = Drill(tmp_path, UNTIL_CAUGHT, careless="early 20").run(until_caught=True)
    assert report.lost, f"nothing was found in {report.rounds} rounds: this drill proves nothing"
