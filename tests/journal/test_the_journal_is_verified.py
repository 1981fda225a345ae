"""`egenkarta journal verify` on a real database that somebody changed behind the triggers, and on a file of it.

Each attack is told with the line that it was done to; the control is the same journal before, which is whole.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from profile_service.storage.outer_checkpoint import OuterCheckpoint
from tests import databases
from tests.invariants.rawfile import ask, database_file
from tests.journal.tampering import grown, harmed, journal_of, told, unguarded, verified
from tests.stage import Stage

Lines = list[tuple[int, str]]


def _swap(connection: Any, lines: Lines) -> None:
    (one, _), (two, _) = lines[4], lines[7]
    for old, new in ((one, -1), (two, one), (-1, two)):
        connection.execute("UPDATE journal SET seq = ? WHERE seq = ?", (new, old))


def _add(connection: Any, lines: Lines) -> None:
    seq = lines[-1][0] + 1
    connection.execute(
        "INSERT INTO journal "
        "(seq, id, at, kind, outcome, individual_id, organisation_id, grant_id, sealed, reason, commitment) "
        "SELECT ?, 'evt_forged', at, kind, outcome, individual_id, organisation_id, grant_id, sealed, reason, commitment "
        "FROM journal WHERE seq = ?",
        (seq, lines[4][0]),
    )


_ATTACKS: dict[str, tuple[Callable[[Any, Lines], object], Callable[[Lines], list[tuple[str, int, str]]]]] = {
    "who read it": (
        lambda db, lines: db.execute(
            "UPDATE journal SET organisation_id = 'org_other' WHERE seq = ?", (lines[4][0],)
        ),
        lambda lines: [("changed", *lines[4])],
    ),
    "when": (
        lambda db, lines: db.execute("UPDATE journal SET at = ? WHERE seq = ?", (_earlier(), lines[4][0])),
        lambda lines: [("changed", *lines[4])],
    ),
    "what came of it": (
        lambda db, lines: db.execute("UPDATE journal SET outcome = 'refused' WHERE seq = ?", (lines[4][0],)),
        lambda lines: [("changed", *lines[4])],
    ),
    "what is sealed": (
        lambda db, lines: db.execute(
            "UPDATE journal SET sealed = (SELECT sealed FROM journal WHERE seq = ?) WHERE seq = ?",
            (lines[5][0], lines[4][0]),
        ),
        lambda lines: [("changed", *lines[4])],
    ),
    "the commitment": (
        lambda db, lines: db.execute(
            "UPDATE journal SET commitment = ? WHERE seq = ?", (bytes(32), lines[4][0])
        ),
        lambda lines: [("changed", *lines[4])],
    ),
    "whom it is about, to nobody whom anybody knows": (
        lambda db, lines: db.execute(
            "UPDATE journal SET individual_id = 'ind_unknown', outcome = 'refused' WHERE seq = ?",
            (lines[4][0],),
        ),
        lambda lines: [("changed", *lines[4])],
    ),
    "one line is taken away": (
        lambda db, lines: db.execute("DELETE FROM journal WHERE seq = ?", (lines[4][0],)),
        lambda lines: [("removed", *lines[4])],
    ),
    "the last line is taken away": (
        lambda db, lines: db.execute("DELETE FROM journal WHERE seq = ?", (lines[-1][0],)),
        lambda lines: [("removed", *lines[-1])],
    ),
    "two lines change places": (
        _swap,
        lambda lines: [("reordered", *lines[4]), ("reordered", *lines[7])],
    ),
    "a copy of a line is added": (_add, lambda lines: [("changed", lines[-1][0] + 1, "evt_forged")]),
}


def test_a_changed_database_is_told_line_by_line(stage: Stage) -> None:
    lines = grown(stage)
    code, report = verified(stage)
    assert (code, report["whole"], report["leaves"]) == (0, True, len(lines))
    assert report["checkpoints"] >= 6
    for attack, (do, wanted) in _ATTACKS.items():
        with harmed(stage) as connection:
            do(connection, lines)
            code, report = verified(stage)
        assert (code, told(report)) == (3, wanted(lines)), attack
    assert verified(stage)[0] == 0


def test_what_was_forged_is_told_after_the_tree_has_taken_it_up_as_well(stage: Stage) -> None:
    lines = grown(stage, 3)
    with unguarded(stage) as connection:
        _add(connection, lines)
    stage.rounds()
    code, report = verified(stage)
    assert report["pending"] == 0
    assert (code, told(report)) == (3, [("changed", lines[-1][0] + 1, "evt_forged")])


def test_lines_of_somebody_who_erased_everything_stay_proved(stage: Stage) -> None:
    grown(stage, 2)
    stage.http.delete("/v1/me", headers=stage.individual("astrid"))
    stage.rounds()
    code, report = verified(stage)
    assert code == 0, report
    assert report["without_key"] > 0


def test_rewritten_lines_and_leaves_are_told_by_the_checkpoints_that_are_kept(stage: Stage) -> None:
    """Whoever rewrites the tree as well cannot sign it: the kept checkpoints say between which lines it was done."""
    lines = grown(stage)
    [(first, hashes)] = ask(stage, "SELECT first, hashes FROM tree_leaves ORDER BY first DESC LIMIT 1")
    with unguarded(stage) as connection:
        connection.execute(
            "UPDATE tree_leaves SET hashes = ? WHERE first = ?", (bytes(32) + hashes[32:], first)
        )
    code, report = verified(stage)
    assert code == 3
    wrong = {(one["wrong"], one["seq"]) for one in report["faults"]}
    assert wrong == {("changed", lines[first][0]), ("rewritten", lines[first][0])}
    assert "between seq" in report["faults"][-1]["said"] or "this is the line" in str(report["faults"])


def test_a_checkpoint_that_somebody_wrote_himself_is_told(stage: Stage) -> None:
    grown(stage, 2)
    with unguarded(stage) as connection:
        connection.execute(
            "UPDATE tree_checkpoint SET note = (SELECT note FROM tree_checkpoint ORDER BY size LIMIT 1) "
            "WHERE size = (SELECT max(size) FROM tree_checkpoint)"
        )
    code, report = verified(stage)
    assert (code, {one["wrong"] for one in report["faults"]}) == (3, {"unsigned"})


@databases.only_on_sqlite(
    "a file that is put back; PostgreSQL's counterpart is a restored cluster, in the drill"
)
def test_an_older_database_is_seen_by_whoever_kept_a_checkpoint(stage: Stage, tmp_path: Path) -> None:
    grown(stage, 2)
    with unguarded(stage) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    older = tmp_path / "older.sqlite3"
    shutil.copy(database_file(stage), older)
    before = len(grown(stage, 2))
    kept = tmp_path / "checkpoint"
    kept.write_text(journal_of(stage, "checkpoint").stdout, encoding="utf-8")
    assert verified(stage, "--against", str(kept))[0] == 0
    stage.parts.database.close()
    for name in (database_file(stage).name, database_file(stage).name + "-wal"):
        (database_file(stage).parent / name).unlink(missing_ok=True)
    shutil.copy(older, database_file(stage))
    assert verified(stage)[0] == 4, "the service itself keeps one outside of the database"
    OuterCheckpoint(stage.parts.settings.ledger_of_erasures).set_aside()
    assert verified(stage)[0] == 0
    code, report = verified(stage, "--against", str(kept))
    assert (code, report["rolled_back"]) == (4, True)
    assert f"has {before} lines" in report["faults"][0]["said"]


def test_a_file_of_the_journal_is_verified_without_database_or_key(stage: Stage, tmp_path: Path) -> None:
    lines = grown(stage)
    out, kept = tmp_path / "journal.jsonl", tmp_path / "checkpoint"
    key = journal_of(stage, "keys").stdout.split()[0]
    kept.write_text(journal_of(stage, "checkpoint").stdout, encoding="utf-8")
    assert journal_of(stage, "export", str(out)).exit_code == 0
    written = out.read_text(encoding="utf-8").splitlines()
    assert "ind_" not in str(written)
    code, report = _of_file(stage, out, "--key", key, "--against", str(kept))
    assert (code, report["leaves"], report["faults"]) == (0, len(lines), [])
    seq, event = lines[4]
    at = next(number for number, one in enumerate(written) if one.startswith(f'["line",{seq},'))
    more = next(number for number, one in enumerate(written) if one.startswith(f'["line",{lines[7][0]},'))
    end = written[-1].split(",")

    def counted(change: int) -> str:
        return f"{end[0]},{int(end[1]) + change},{end[2]}"

    harmed = {
        "changed": [*written[:at], f'["line",{seq},"{event}","{bytes(32).hex()}"]', *written[at + 1 :]],
        "removed": [*written[:at], *written[at + 1 : -1], counted(-1)],
        "added": [
            *written[: at + 1],
            written[at].replace(event, "evt_new"),
            *written[at + 1 : -1],
            counted(1),
        ],
        "reordered": [
            *written[:at],
            written[more],
            *written[at + 1 : more],
            written[at],
            *written[more + 1 :],
        ],
    }
    for wrong, content in harmed.items():
        out.write_text("\n".join(content) + "\n", encoding="utf-8")
        code, report = _of_file(stage, out, "--key", key)
        assert code == 3, wrong
        assert {one["wrong"] for one in report["faults"]} == {wrong}
        wanted = (
            {"evt_new"} if wrong == "added" else {event, lines[7][1]} if wrong == "reordered" else {event}
        )
        assert {one["event"] for one in report["faults"]} <= wanted


@pytest.mark.parametrize("harm", ["cut off", "no journal", "nonsense within"])
def test_a_file_that_is_no_journal_is_one_line(stage: Stage, tmp_path: Path, harm: str) -> None:
    grown(stage, 1)
    out = tmp_path / "journal.jsonl"
    journal_of(stage, "export", str(out))
    written = out.read_text(encoding="utf-8").splitlines()
    content = {"cut off": written[:-4], "no journal": ["{}"], "nonsense within": [written[0], '["line",1]']}[
        harm
    ]
    out.write_text("\n".join(content) + "\n", encoding="utf-8")
    ended = journal_of(stage, "verify", "--export", str(out))
    assert ended.exit_code == 1
    assert type(ended.exception).__name__ == "RefusedError"


def _of_file(stage: Stage, out: Path, *words: str) -> tuple[int, dict[str, Any]]:
    return verified(stage, "--export", str(out), *words)


def _earlier() -> Any:
    if databases.ON_POSTGRESQL:
        return "2026-01-01T00:00:00Z"
    return "2026-01-01 00:00:00.000000"
