"""Somebody with the database and without the keys takes a line out, and everything that would show it: lines, leaves, checkpoints.

The tree then fits its lines, and nobody has signed it. That is told, and the service does not sign it either.
"""

from typing import Any

import orjson
import pytest

from schemas.proofs.tree import ProofError
from tests.invariants.rawfile import ask
from tests.journal.tampering import grown, harmed, verified
from tests.stage import Stage


def _without(stage: Stage, connection: Any, at: int, seq: int, event: str) -> None:
    """Take out a line that stands in a row of leaves by itself, and what was signed of it and of all after it."""
    connection.execute("DELETE FROM journal WHERE seq = ?", (seq,))
    connection.execute("DELETE FROM opening WHERE event_id = ?", (event,))
    rows = ask(stage, "SELECT first, lines FROM tree_leaves ORDER BY first")
    assert [event] == [one for first, lines in rows if first == at for _, one in orjson.loads(lines)]
    connection.execute("DELETE FROM tree_leaves WHERE first = ?", (at,))
    for first, _ in rows:
        if first > at:
            connection.execute("UPDATE tree_leaves SET first = ? WHERE first = ?", (first - 1, first))
    connection.execute("DELETE FROM tree_checkpoint WHERE size > ?", (at,))


def _sizes(stage: Stage) -> list[int]:
    return [size for (size,) in ask(stage, "SELECT size FROM tree_checkpoint ORDER BY size")]


def test_it_is_told_and_not_signed_with_what_comes_next(stage: Stage) -> None:
    lines = grown(stage)
    with harmed(stage) as connection:
        _without(stage, connection, len(lines) - 3, *lines[-3])
        connection.commit()
        left = _sizes(stage)
        code, report = verified(stage)
        assert code == 3
        assert {one["wrong"] for one in report["faults"]} == {"unsigned", "rolled back"}
        stage.code()
        with pytest.raises(ProofError, match="was signed as it ended"):
            stage.rounds()
        assert _sizes(stage) == left
        assert stage.http.get("/readyz").status_code == 503


@pytest.mark.parametrize("root", ["as it was", "as it is"])
def test_a_checkpoint_that_is_not_of_this_tree_is_no_leave_to_go_on(stage: Stage, root: str) -> None:
    lines = grown(stage)
    kept, at = _sizes(stage)[-1], len(lines) - 3
    [(note, was)] = ask(stage, f"SELECT note, root FROM tree_checkpoint WHERE size = {kept}")  # noqa: S608
    with harmed(stage) as connection:
        _without(stage, connection, at, *lines[at])
        connection.commit()
        now = bytes.fromhex(verified(stage)[1]["root"])
        connection.execute(
            "INSERT INTO tree_checkpoint (size, made_at, root, last_seq, note) "
            "SELECT ?, made_at, ?, ?, ? FROM tree_checkpoint WHERE size = ?",
            (kept - 1, was if root == "as it was" else now, lines[-1][0], note, at),
        )
        connection.commit()
        assert verified(stage)[0] == 3
        stage.code()
        with pytest.raises(ProofError, match="is not one that was signed"):
            stage.rounds()
