"""Somebody with the database and without the keys lets the tree stand still, so that what comes later can go again unseen.

Nothing of it is signed, so nothing of it need be forged: one cell, or one empty row. It is told, by the service and by the program.
"""

from contextlib import suppress

import pytest

from profile_service.actions.errors import BusyError
from schemas.proofs.tree import ProofError
from tests.invariants.rawfile import ask, refuse, refuse_no_more
from tests.journal.tampering import grown, unguarded, verified
from tests.stage import Stage

_LAST = "(SELECT max(first) FROM tree_leaves)"
_FAR = 2**62 - 901
_EMPTY = "INSERT INTO tree_leaves (first, count, last_seq, hashes, lines) SELECT {first}, 0, {last}, substr(hashes, 1, 0), '[]'"
_HARM = {
    "the last line that is said to be in it": f"UPDATE tree_leaves SET last_seq = {_FAR} WHERE first = {_LAST}",  # noqa: S608
    "the first one": "UPDATE tree_leaves SET last_seq = last_seq + 1000 WHERE first = 0",
    "an empty row at the end": _EMPTY.format(first="first + count", last=_FAR)
    + f" FROM tree_leaves WHERE first = {_LAST}",
    "an empty row that ends with the same line": _EMPTY.format(first="first + count", last="last_seq")
    + f" FROM tree_leaves WHERE first = {_LAST}",
    "an empty row far away": _EMPTY.format(first="1000000", last=_FAR)
    + f" FROM tree_leaves WHERE first = {_LAST}",
    "a row before the first": _EMPTY.format(first="-5", last=0) + f" FROM tree_leaves WHERE first = {_LAST}",
    "a row within another": _EMPTY.format(first="first + 1", last=1) + " FROM tree_leaves WHERE first = 0",
    "a hash where one will come": "INSERT INTO tree_node SELECT 1, 0, substr(hashes, 1, 32) FROM tree_leaves LIMIT 1",
    "a hash before the first": "INSERT INTO tree_node SELECT 1, -1, substr(hashes, 1, 32) FROM tree_leaves LIMIT 1",
    "a hash of no level": "INSERT INTO tree_node SELECT 9, 0, substr(hashes, 1, 32) FROM tree_leaves LIMIT 1",
    "a checkpoint of nothing": "INSERT INTO tree_checkpoint (size, made_at, root, last_seq, note) "
    "SELECT -3, made_at, root, last_seq, note FROM tree_checkpoint LIMIT 1",
}


@pytest.mark.parametrize("harm", _HARM)
def test_it_is_an_alarm_within_a_round_though_nothing_is_written(stage: Stage, harm: str) -> None:
    grown(stage, 2)
    assert stage.http.get("/readyz").status_code == 200
    with unguarded(stage) as connection:
        connection.execute(_HARM[harm])
    stage.move(hours=2)
    with suppress(
        ProofError
    ):  # or the slow going through the whole finds it: a round looks at the tree's end alone
        stage.rounds()
    assert stage.house.pulse.journal.mismatches > 0
    assert stage.http.get("/readyz").status_code == 503


@pytest.mark.parametrize("harm", _HARM)
def test_it_is_told_by_the_program(stage: Stage, harm: str) -> None:
    grown(stage, 2)
    with unguarded(stage) as connection:
        connection.execute(_HARM[harm])
    code, report = verified(stage)
    assert code == 3
    assert report["faults"]


def test_the_tree_does_not_end_with_a_line_that_the_journal_does_not_reach(stage: Stage) -> None:
    """Whoever writes it into the row of leaves and into the checkpoint alike."""
    grown(stage, 2)
    [(seq, event)] = ask(stage, "SELECT seq, id FROM journal ORDER BY seq DESC LIMIT 1")
    with unguarded(stage) as connection:
        connection.execute(
            f"UPDATE tree_leaves SET last_seq = ?, lines = replace(lines, ?, ?) WHERE first = {_LAST}",  # noqa: S608
            (_FAR, f'[{seq},"{event}"]', f'[{_FAR},"{event}"]'),
        )
        connection.execute("UPDATE tree_checkpoint SET last_seq = ?", (_FAR,))
    with pytest.raises(ProofError, match="and the journal with"):
        stage.rounds()
    assert verified(stage)[0] == 3


def test_a_tree_that_was_put_back_under_a_running_service_is_not_signed_anew(stage: Stage) -> None:
    lines = grown(stage)
    [(seq, event)] = lines[-3:-2]
    with unguarded(stage) as connection:
        connection.execute("DELETE FROM journal WHERE seq = ?", (seq,))
        connection.execute("DELETE FROM opening WHERE event_id = ?", (event,))
        connection.execute("DELETE FROM tree_leaves")
        connection.execute("DELETE FROM tree_checkpoint")
    stage.code()
    with pytest.raises(ProofError, match="lines before"):
        stage.rounds()
    assert ask(stage, "SELECT * FROM tree_checkpoint") == []
    assert stage.http.get("/readyz").status_code == 503


def test_a_tree_that_takes_nothing_up_makes_the_service_unready_until_it_does(stage: Stage) -> None:
    """For whatever reason; one busy round is none."""
    stage.rounds()
    stage.code()
    refuse(stage, "INSERT", "tree_checkpoint")
    for _ in range(2):
        with pytest.raises(BusyError):
            stage.rounds()
        assert stage.http.get("/readyz").status_code == 200
        stage.move(minutes=2)
    stage.move(minutes=2)
    assert stage.http.get("/readyz").status_code == 503
    assert stage.house.pulse.journal.lag_rows
    refuse_no_more(stage, "tree_checkpoint")
    stage.rounds()
    assert stage.http.get("/readyz").status_code == 200
    assert (stage.house.pulse.journal.lag_rows, stage.house.pulse.journal.mismatches) == (0, 0)
