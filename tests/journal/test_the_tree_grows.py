"""The sequencer: what was committed stands in the tree within a round, whoever was killed and whoever else does the same."""

from dataclasses import replace

import pytest

from profile_service.actions.sequencing import decided_now, next_growth, take_up
from profile_service.domain.journal_tree import MOST_AT_A_TIME, Growth, Head, TreeLeaf, grow
from profile_service.proving import Prover
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import Note
from schemas.proofs.tiles import root_at
from schemas.proofs.tree import leaf_hash, root_of
from tests.invariants.rawfile import ask
from tests.journal.tampering import GUARDED, unguarded
from tests.stage import Stage

_REFUSED = "append-only|permission denied"
"""By the triggers; on PostgreSQL by the rights of whoever serves already."""
COLUMN = {
    "journal": "kind",
    "opening": "telling",
    "tree_leaves": "lines",
    "tree_node": "hash",
    "tree_checkpoint": "note",
    "tree_cosignature": "line",
}


def test_each_committed_line_is_a_leaf_and_the_signed_root_is_theirs(stage: Stage) -> None:
    grant = stage.granted()
    stage.read(grant)
    stage.rounds()
    commitments = [row[0] for row in ask(stage, "SELECT commitment FROM journal ORDER BY seq")]
    assert len(commitments) > 5
    assert all(len(one) == 32 + 16 for one in commitments)
    leaves = [leaf_hash(one) for one in commitments]
    [(size, root, note)] = ask(
        stage, "SELECT size, root, note FROM tree_checkpoint ORDER BY size DESC LIMIT 1"
    )
    assert (size, root) == (len(leaves), root_of(leaves))
    signed = Note.parse(note)
    assert Checkpoint.parse(signed.text) == Checkpoint("127.0.0.1:8000/journal", size, root)


def test_what_a_second_worker_worked_out_meanwhile_is_not_written_twice(stage: Stage) -> None:
    stage.read(stage.granted())
    reader, writer = stage.parts.database.reader, stage.parts.database.writer
    decided = writer.run(decided_now)
    first, second = (reader.run(lambda work: next_growth(work, decided.seq)) for _ in range(2))
    assert first is not None
    assert first == second
    sign, desk = stage.house.log.sign_checkpoint, stage.house.desk
    assert writer.run(lambda work: take_up(work, desk, first, sign(first.size, first.root)))
    assert not writer.run(lambda work: take_up(work, desk, second, sign(second.size, second.root)))
    assert ask(stage, "SELECT COUNT(*) FROM tree_checkpoint") == [(1,)]
    stage.rounds()  # and whoever goes on takes up what is new alone
    assert stage.house.pulse.journal.mismatches == 0
    assert ask(stage, "SELECT COUNT(*) FROM journal") == ask(stage, "SELECT MAX(size) FROM tree_checkpoint")


def test_a_worker_that_begins_anew_goes_on_where_another_was_killed(stage: Stage) -> None:
    stage.rounds()
    stage.read(stage.granted())
    another = Prover(stage.house)
    assert stage.http.portal is not None
    taken = stage.http.portal.call(another.integrate)
    assert taken > 0
    assert stage.http.portal.call(another.integrate) == 0
    assert stage.house.pulse.journal.lag_rows == 0
    assert ask(stage, "SELECT COUNT(*) FROM journal") == ask(stage, "SELECT MAX(size) FROM tree_checkpoint")


def test_a_tree_of_many_tiles_has_the_root_of_its_leaves_whatever_its_steps(stage: Stage) -> None:
    leaves = [TreeLeaf(at, at + 1, f"evt_{at}", leaf_hash(at.to_bytes(4, "big"))) for at in range(70_000)]
    writer, at, head = stage.parts.database.writer, 0, Head()
    for size in (1, 254, 2, 1_000, 1_000, 65_000, 2_743):
        some = [leaf._replace(position=leaf.position) for leaf in leaves[at : at + size]]
        growth = writer.run(lambda work, head=head, some=some: grow(head, some, work.tree.tile))
        assert growth.root == root_of([leaf.hash for leaf in leaves[: at + size]])
        for first in range(0, size, MOST_AT_A_TIME):  # as the sequencer does: not more than so many at a time
            part = some[first : first + MOST_AT_A_TIME]
            step = writer.run(lambda work, head=head, part=part: grow(head, part, work.tree.tile))
            assert writer.run(lambda work, step=step: work.tree.add(step))
            head = Head(head.size + len(part), part[-1].seq)
        at += size
    assert writer.run(lambda work: root_at(70_000, work.tree.tile)) == root_of([leaf.hash for leaf in leaves])


@pytest.mark.parametrize("table", GUARDED)
def test_what_proves_the_journal_only_grows_as_well(stage: Stage, table: str) -> None:
    stage.read(stage.granted())
    stage.rounds()
    if table == "tree_node":
        step = Growth(Head(), [TreeLeaf(0, 1, "evt", bytes(32))], [(1, 0, bytes(32))], bytes(32))
        stage.parts.database.writer.run(lambda work: work.tree.add(replace(step, before=work.tree.head())))
    if table == "tree_cosignature":
        at = stage.clock.now()
        assert stage.parts.database.writer.run(lambda work: work.tree.cosign(1, "w", "l", at))
    everything = f"SELECT * FROM {table}"  # noqa: S608
    before = ask(stage, everything)
    assert before
    changed = f"UPDATE {table} SET {COLUMN[table]} = {COLUMN[table]}"  # noqa: S608
    for statement in (f"DELETE FROM {table}", changed):  # noqa: S608
        with pytest.raises(Exception, match=_REFUSED), stage.parts.database.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    assert ask(stage, everything) == before


def test_leaves_that_somebody_took_away_are_an_alarm_as_well(stage: Stage) -> None:
    stage.read(stage.granted())
    stage.rounds()
    with unguarded(stage) as connection:
        connection.execute("UPDATE tree_leaves SET hashes = substr(hashes, 1, 32)")
    assert stage.http.portal is not None
    stage.http.portal.call(stage.app.state.rounds.prover.examine_all)
    assert stage.house.pulse.journal.mismatches > 0
    assert stage.http.get("/readyz").status_code == 503
