"""The newest checkpoint lies outside of the database as well: whoever has that alone cannot take the journal back unseen."""

from pathlib import Path
from typing import Any

import pytest

from profile_service.proving import Prover
from profile_service.storage.outer_checkpoint import OuterCheckpoint
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import Note
from schemas.proofs.tree import ProofError
from tests.invariants.rawfile import ask
from tests.journal.tampering import grown, journal_of, unguarded, verified
from tests.stage import Stage

_TREE = ("tree_leaves", "tree_node", "tree_checkpoint", "tree_cosignature")


def _outside(stage: Stage) -> OuterCheckpoint:
    return OuterCheckpoint(stage.parts.settings.ledger_of_erasures)


def _kept(stage: Stage) -> Checkpoint:
    note = _outside(stage).read()
    assert note is not None
    return Checkpoint.parse(Note.parse(note).text)


def _start_again(stage: Stage) -> None:
    stage.app.state.rounds.prover = Prover(stage.house)


def _taken_out(connection: Any, seq: int, event: str) -> None:
    connection.execute("DELETE FROM journal WHERE seq = ?", (seq,))
    connection.execute("DELETE FROM opening WHERE event_id = ?", (event,))


def _cut_back(stage: Stage, connection: Any) -> None:
    """To the checkpoint before the newest, which the journal's own key signed, with the last line gone."""
    last, before = (
        size for (size,) in ask(stage, "SELECT size FROM tree_checkpoint ORDER BY size DESC LIMIT 2")
    )
    for seq, event in grown_lines(stage)[before:]:
        _taken_out(connection, seq, event)
    connection.execute("DELETE FROM tree_checkpoint WHERE size = ?", (last,))
    connection.execute("DELETE FROM tree_leaves WHERE first >= ?", (before,))


def _emptied(stage: Stage, connection: Any) -> None:
    for table in _TREE:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608
    _taken_out(connection, *grown_lines(stage)[-1])


def grown_lines(stage: Stage) -> list[tuple[int, str]]:
    """All lines, by number and id."""
    return [(seq, event) for seq, event in ask(stage, "SELECT seq, id FROM journal ORDER BY seq")]


@pytest.mark.parametrize("harm", [_cut_back, _emptied])
def test_a_tree_that_was_taken_back_while_no_worker_ran_is_an_alarm_at_the_next_start(
    stage: Stage, harm: Any
) -> None:
    grown(stage, 2)
    before = _kept(stage)
    with unguarded(stage) as connection:
        harm(stage, connection)
    assert verified(stage)[0] in (3, 4)
    _start_again(stage)
    sizes = ask(stage, "SELECT size FROM tree_checkpoint")
    for _ in range(2):
        with pytest.raises(ProofError, match=f"a checkpoint of {before.size} lines is kept outside"):
            stage.rounds()
    assert stage.http.get("/readyz").status_code == 503
    assert ask(stage, "SELECT size FROM tree_checkpoint") == sizes, "nothing is signed on top of it"
    assert _kept(stage) == before


def test_a_tree_that_was_made_anew_is_one_too(stage: Stage) -> None:
    """The first line is gone, more have come since, and all of it was signed with the true key: as long, and another."""
    grown(stage, 2)
    before = _kept(stage)
    with unguarded(stage) as connection:
        _emptied(stage, connection)
        _taken_out(connection, *grown_lines(stage)[0])
    kept = _outside(stage).set_aside()
    assert kept is not None
    _start_again(stage)
    grown(stage, 2)
    assert _kept(stage).size > before.size
    kept.replace(_outside(stage).path)
    _start_again(stage)
    with pytest.raises(ProofError, match="are not those of the checkpoint"):
        stage.rounds()
    assert verified(stage)[0] == 3
    told = journal_of(stage, "went-back").output
    assert f"Accepted: the first {before.size} lines are not those" in told
    assert "LOST" not in told


def test_an_older_database_that_is_meant_goes_on_once_somebody_said_so(stage: Stage) -> None:
    grown(stage, 2)
    before = _kept(stage)
    with unguarded(stage) as connection:
        _cut_back(stage, connection)
    [(left,)] = ask(stage, "SELECT max(size) FROM tree_checkpoint")
    told = journal_of(stage, "went-back")
    assert told.exit_code == 0, told.output
    assert (
        f"LOST: {before.size - left} lines, the leaves {left} to {before.size - 1} of the tree" in told.output
    )
    _start_again(stage)
    stage.rounds()
    assert _kept(stage).size == left
    grown(stage, 1)
    assert verified(stage)[0] == 0
    assert list(_outside(stage).path.parent.glob("*.aside-1")), "what was lost can still be shown"
    for is_there in (True, False):  # with one that the journal goes on from, and with none
        nothing = journal_of(stage, "went-back")
        assert nothing.exit_code == 1
        assert "nothing is to be accepted" in str(nothing.exception)
        assert _outside(stage).path.exists() is is_there
        _outside(stage).path.unlink(missing_ok=True)


@pytest.mark.parametrize("junk", [b"", b"no note", b"else/journal\n3\n" + b"A" * 43 + b"=\n\n"])
def test_what_is_none_of_its_checkpoints_is_an_alarm_and_is_not_overwritten(
    stage: Stage, junk: bytes
) -> None:
    grown(stage, 1)
    _outside(stage).path.write_bytes(junk)
    grown(stage, 1)
    assert _outside(stage).path.read_bytes() == junk
    _start_again(stage)
    with pytest.raises(ProofError, match="kept outside"):
        stage.rounds()
    assert stage.http.get("/readyz").status_code == 503


def test_a_smaller_one_never_takes_the_place_of_a_larger_one(stage: Stage, tmp_path: Path) -> None:
    grown(stage, 1)
    small = _outside(stage).read()
    grown(stage, 1)
    large = _outside(stage).read()
    assert small is not None and large is not None
    one = OuterCheckpoint(tmp_path / "new" / "folder")
    assert one.read() is None
    one.keep(large)
    one.keep(small)
    assert one.read() == large
    assert one.path.stat().st_mode & 0o077 == 0
    assert one.path.parent.stat().st_mode & 0o077 == 0


def test_where_it_cannot_be_written_the_journal_grows_all_the_same(stage: Stage) -> None:
    grown(stage, 1)
    before = _outside(stage).read()
    [(size,)] = ask(stage, "SELECT max(size) FROM tree_checkpoint")
    blocked = _outside(stage).path.with_name("checkpoint.note.new")
    blocked.mkdir()
    stage.code()
    with pytest.raises(OSError, match="directory"):
        stage.rounds()
    [(now,)] = ask(stage, "SELECT max(size) FROM tree_checkpoint")
    assert now > size
    assert stage.http.get("/readyz").status_code == 200
    assert _outside(stage).read() == before
    blocked.rmdir()
    stage.rounds()
    assert _kept(stage).size == now
