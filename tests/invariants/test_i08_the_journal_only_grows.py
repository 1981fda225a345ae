"""I-08: the journal is append-only: by the code, by the database, and past both of them with the file in hand."""

import ast
from pathlib import Path

import pytest

from profile_service.actions.ports import Journal
from profile_service.storage import journal as journal_module
from profile_service.storage.journal import TableJournal
from tests import databases
from tests.invariants.rawfile import ask, opened
from tests.stage import Stage

_ALL = "SELECT * FROM journal ORDER BY seq"
_COLUMNS = "(seq, id, at, kind, outcome)"
_ROW = "VALUES ({seq}, 'evt_forged', '2020-01-01 00:00:00', 'read', 'done')"


_CHANGING = (
    "UPDATE journal SET outcome = 'done'",
    "UPDATE journal SET at = '2020-01-01' WHERE seq = 1",
    "UPDATE journal SET sealed = NULL",
    "DELETE FROM journal",
    "DELETE FROM journal WHERE seq = (SELECT MAX(seq) FROM journal)",
    f"INSERT INTO journal {_COLUMNS} {_ROW.format(seq=1)} ON CONFLICT(seq) DO UPDATE SET kind = 'read'",
)
_ON_SQLITE = (
    "UPDATE OR REPLACE journal SET seq = 1 WHERE seq = 2",
    f"REPLACE INTO journal {_COLUMNS} {_ROW.format(seq=1)}",
    f"INSERT OR REPLACE INTO journal {_COLUMNS} {_ROW.format(seq=1)}",
    f"INSERT INTO journal {_COLUMNS} {_ROW.format(seq=1)}",
)
_ON_POSTGRESQL = (
    "TRUNCATE journal",
    "TRUNCATE organisation, journal CASCADE",
    "SET session_replication_role = replica; DELETE FROM journal",
    "UPDATE journal SET seq = 1 WHERE seq = 2",
    "MERGE INTO journal USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
)


@pytest.mark.parametrize(
    "statement", (*_CHANGING, *(_ON_POSTGRESQL if databases.ON_POSTGRESQL else _ON_SQLITE))
)
def test_the_database_refuses_to_change_a_line(shared_stage: Stage, statement: str) -> None:
    before = ask(shared_stage, _ALL)
    assert len(before) > 2
    with opened(shared_stage) as raw, pytest.raises(Exception, match="append-only"):
        raw.execute(statement)
    assert ask(shared_stage, _ALL) == before


def test_the_services_own_connection_is_refused_as_well(stage: Stage) -> None:
    before = ask(stage, _ALL)
    for statement in ("DELETE FROM journal", "UPDATE journal SET kind = 'read'"):
        refused = "permission denied" if databases.ON_POSTGRESQL else "append-only"
        with pytest.raises(Exception, match=refused), stage.parts.database.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    assert ask(stage, _ALL) == before


def test_the_journal_offers_adding_and_looking_and_nothing_else() -> None:
    offered = {name for name in vars(TableJournal) if not name.startswith("_")}
    assert offered == {name for name in vars(Journal) if not name.startswith("_")}
    assert offered == {
        "append",
        "find",
        "page",
        "of_grant",
        "failed_codes",
        "reads_under",
        "readings_since",
        "readings_by",
        "refused_since",
        "tries",
    }
    tree = ast.parse(Path(str(journal_module.__file__)).read_text(encoding="utf-8"))
    imported = {one.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names}
    assert not imported & {"update", "delete", "text"}


def test_nothing_else_in_the_service_writes_to_the_journal() -> None:
    room = Path(str(journal_module.__file__)).parent.parent
    naming = {
        path.name
        for path in room.rglob("*.py")
        if "JournalRow" in path.read_text(encoding="utf-8") and "migrations" not in path.parts
    }
    assert naming == {"tables.py", "journal.py", "journal_rows.py", "oversight.py", "making.py"}
    # The operator's console counts lines, and does nothing else with them.
    counting = (room / "storage" / "oversight.py").read_text(encoding="utf-8")
    assert [verb for verb in ("insert(", "update(", "delete(", ".add(") if verb in counting] == []


def test_numbers_only_rise_and_lines_stay_as_they_were(stage: Stage) -> None:
    before = ask(stage, _ALL)
    grant_id = stage.granted()
    stage.read(grant_id)
    stage.withdraw(grant_id)
    after = ask(stage, _ALL)
    assert after[: len(before)] == before
    numbers = [row[0] for row in after]
    assert numbers == sorted(set(numbers))
    # A sequence of PostgreSQL's goes on where a transaction was undone, so that a gap there says nothing.
    assert databases.ON_POSTGRESQL or numbers == list(range(1, len(numbers) + 1))


def test_erasing_somebody_takes_no_line_away(stage: Stage) -> None:
    stage.read(stage.granted())
    before = ask(stage, _ALL)
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    after = ask(stage, _ALL)
    assert after[: len(before)] == before
    assert len(after) > len(before)


def test_a_read_that_is_rolled_back_leaves_no_line_and_no_gap(stage: Stage) -> None:
    before = ask(stage, _ALL)
    bad = stage.read(stage.granted(), scopes=["profile:nothing:read"])
    assert bad.status_code == 422
    kinds = [row[3] for row in ask(stage, _ALL)[len(before) :]]
    assert "read" not in kinds
