"""One cell that no driver reads: the program names the line or the row and goes on, and the running service is not blinded by it."""

import sqlite3
from contextlib import suppress

import psycopg
import pytest

from profile_service.storage.rotten import is_of_the_database, is_rotten
from tests import databases
from tests.journal.tampering import grown, told, unguarded, verified
from tests.stage import Stage

_ON_POSTGRESQL = {
    "a moment that never comes": "UPDATE journal SET at = 'infinity' WHERE seq = {seq}",
    "a moment before our time": "UPDATE journal SET at = '0044-03-15 00:00:00+00 BC' WHERE seq = {seq}",
    "a moment far away": "UPDATE journal SET at = '20000-01-01 00:00:00+00' WHERE seq = {seq}",
    "when a checkpoint was made": "UPDATE tree_checkpoint SET made_at = 'infinity'",
}
_ON_SQLITE = {
    "a reason that is no text": "UPDATE journal SET reason = CAST(x'ff' AS TEXT) WHERE seq = {seq}",
    "an id that is no text": "UPDATE journal SET id = CAST(x'ff' AS TEXT) WHERE seq = {seq}",
    "an id of bytes": "UPDATE journal SET id = x'ff' WHERE seq = {seq}",
    "a person of bytes": "UPDATE journal SET individual_id = x'ff00' WHERE seq = {seq}",
    "leaves that are no text": "UPDATE tree_leaves SET lines = CAST(x'ff' AS TEXT)",
    "leaves that go deep": "UPDATE tree_leaves SET lines = printf('%.*c', 100000, '[')",
    "leaves with a number that is none": "UPDATE tree_leaves SET lines = replace(lines, '[[1,', '[[1.7,')",
    "leaves without an end": "UPDATE tree_leaves SET lines = replace(lines, '[[1,', '[[1e999,')",
    "when a checkpoint was made": "UPDATE tree_checkpoint SET made_at = CAST(x'ff' AS TEXT)",
    "what an opening is told by": "UPDATE opening SET event_id = CAST(x'ff' AS TEXT)",
}
_ON_BOTH = {
    "a checkpoint's root": "UPDATE tree_checkpoint SET root = note",
    "a checkpoint's last line": "UPDATE tree_checkpoint SET last_seq = last_seq + 1",
    "one older checkpoint's last line": "UPDATE tree_checkpoint SET last_seq = last_seq - 1 "
    "WHERE size = (SELECT min(size) FROM tree_checkpoint)",
    "her key": "UPDATE data_key SET wrapped = sealed FROM journal "
    "WHERE journal.seq = {seq} AND data_key.individual_id = journal.individual_id",
}
_ON_BOTH["what her key is wrapped with"] = (
    "UPDATE data_key SET sealing_version = 99 WHERE individual_id = (SELECT individual_id FROM journal WHERE seq = {seq})"
)
_HARM = {**_ON_BOTH, **(_ON_POSTGRESQL if databases.ON_POSTGRESQL else _ON_SQLITE)}
_TOLD_BY_THE_PROGRAM_ALONE = {"one older checkpoint's last line"}
_OF_BOOKS = {"what an opening is told by"}
"""The program looks at the journal and its tree; the running service holds both books against each other."""


@pytest.mark.parametrize("harm", _HARM)
def test_it_is_told_and_is_an_alarm(stage: Stage, harm: str) -> None:
    lines = grown(stage, 2)
    with unguarded(stage) as connection:
        connection.execute(_HARM[harm].format(seq=lines[4][0]))
    if harm not in _OF_BOOKS:
        code, report = verified(stage)
        assert code == 3
        assert report["lines"] == len(lines)
        if "{seq}" in _HARM[harm]:
            assert lines[4][0] in [seq for _, seq, _ in told(report)]
    if harm not in _TOLD_BY_THE_PROGRAM_ALONE:
        stage.move(hours=2)
        for _ in range(2):
            with suppress(ValueError):
                stage.rounds()
        assert stage.house.pulse.journal.mismatches > 0
        assert stage.http.get("/readyz").status_code == 503


def test_a_key_for_somebody_who_was_erased_is_none(stage: Stage) -> None:
    grown(stage, 1)
    stage.http.delete("/v1/me", headers=stage.individual("astrid"))
    stage.rounds()
    assert verified(stage)[0] == 0
    with unguarded(stage) as connection:
        connection.execute(
            "INSERT INTO data_key (individual_id, sealing_version, wrapped) "
            "SELECT 'ind_demo_astrid', sealing_version, wrapped FROM data_key WHERE individual_id = 'ind_demo_bo'"
        )
    code, report = verified(stage)
    assert (code, {wrong for wrong, _, _ in told(report)}) == (3, {"changed"})
    stage.move(hours=2)
    stage.rounds()
    assert stage.http.get("/readyz").status_code == 503


def test_a_database_that_cannot_be_asked_is_not_taken_for_a_row_that_cannot_be_read() -> None:
    busy = [
        sqlite3.OperationalError("database is locked"),
        psycopg.OperationalError("the connection is lost"),
    ]
    assert not any(map(is_rotten, busy))
    assert all(map(is_of_the_database, busy))
    rotten = [sqlite3.OperationalError("Could not decode to UTF-8 column 'id'"), psycopg.DataError("year")]
    assert all(map(is_rotten, [*rotten, ValueError()]))
    assert not any(map(is_of_the_database, [*rotten, ValueError()]))
