"""Somebody with the database and without the keys copies a line to a number that no line has: below the first, or far above."""

import pytest

from tests.invariants.rawfile import ask
from tests.journal.tampering import grown, told, unguarded, verified
from tests.stage import Stage

_COPIED = "at, kind, outcome, individual_id, organisation_id, grant_id, sealed, reason, commitment"
_NUMBERS = [-(2**63), -7, 0, 2**62 + 1, 2**63 - 1]


@pytest.mark.parametrize("number", _NUMBERS)
@pytest.mark.parametrize("event", ["evt_forged", "id"])
def test_it_is_told_as_added_and_is_an_alarm(stage: Stage, number: int, event: str) -> None:
    lines = grown(stage, 1)
    name = event if event == "id" else f"'{event}'"
    with unguarded(stage) as connection:
        connection.execute(
            f"INSERT INTO journal (seq, id, {_COPIED}) SELECT ?, {name}, {_COPIED} FROM journal WHERE seq = ?",  # noqa: S608
            (number, lines[4][0]),
        )
    code, report = verified(stage)
    assert (code, told(report)) == (3, [("added", number, lines[4][1] if event == "id" else event)])
    stage.rounds()
    assert stage.http.get("/readyz").status_code == 503
    assert ask(stage, "SELECT max(last_seq) FROM tree_leaves") == [lines[-1][:1]]


@pytest.mark.parametrize("number", _NUMBERS)
def test_a_line_that_was_moved_there_is_told_as_moved(stage: Stage, number: int) -> None:
    lines = grown(stage, 1)
    with unguarded(stage) as connection:
        connection.execute("UPDATE journal SET seq = ? WHERE seq = ?", (number, lines[4][0]))
    code, report = verified(stage)
    assert (code, told(report)) == (3, [("reordered", *lines[4])])
