"""Somebody with the database and without the keys writes a line of his own, or gives somebody's line to a person who was erased.

Of her no key is left that a commitment could be held against, so it is what kind of commitment is kept that tells the line.
"""

import os
from pathlib import Path
from typing import Any

import pytest

from profile_service.actions.examining import Examination, examine_some
from profile_service.domain.commitment_kinds import CommitmentKinds
from profile_service.domain.journal_tree import Decided
from profile_service.storage.joined import KEPT
from schemas.proofs.tree import ProofError
from tests.invariants.rawfile import ask
from tests.journal.tampering import grown, journal_of, told, unguarded, verified
from tests.stage import Stage

_COPIED = "at, kind, individual_id, grant_id, sealed, reason"
_A_READING = "SELECT seq, id FROM journal WHERE outcome = 'disclosed' ORDER BY seq DESC LIMIT 1"
_KEPT = {
    "as many bytes as a commitment": bytes(range(32)),
    "none": None,
    "no bytes": b"",
    "a few bytes": b"12345",
    "a byte more than a commitment": bytes(33),
}


def _erase_astrid(stage: Stage) -> None:
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    stage.rounds()


def _forge(stage: Stage, kept: bytes | None) -> tuple[int, str]:
    """A line about Astrid, who was erased, that says that somebody was refused."""
    [(last,)] = ask(stage, "SELECT max(seq) FROM journal")
    [(reading, _)] = ask(stage, _A_READING)
    with unguarded(stage) as connection:
        connection.execute(
            f"INSERT INTO journal (seq, id, outcome, organisation_id, commitment, {_COPIED}) "  # noqa: S608
            f"SELECT ?, 'evt_forged', 'refused', 'org_forged', ?, {_COPIED} FROM journal WHERE seq = ?",
            (last + 1, kept, reading),
        )
    return last + 1, "evt_forged"


@pytest.mark.parametrize("kept", _KEPT)
def test_a_line_of_somebody_who_was_erased_is_not_written_by_another(stage: Stage, kept: str) -> None:
    grown(stage, 1)
    _erase_astrid(stage)
    assert verified(stage)[0] == 0
    line = _forge(stage, _KEPT[kept])
    code, report = verified(stage)
    assert (code, told(report)) == (3, [("added" if _KEPT[kept] is None else "changed", *line)])
    with pytest.raises(ProofError, match=f"line {line[0]} is not taken up"):
        stage.rounds()
    assert stage.http.get("/readyz").status_code == 503


def test_nor_with_as_many_bytes_as_there_are_in_one_with_its_imprint(stage: Stage) -> None:
    grown(stage, 1)
    _erase_astrid(stage)
    line = _forge(stage, os.urandom(48))
    assert told(verified(stage)[1]) == [("changed", *line)]
    stage.move(hours=2)
    stage.rounds()
    assert stage.http.get("/readyz").status_code == 503


@pytest.mark.parametrize("kept", [bytes(range(32)), None], ids=["as many bytes as a commitment", "none"])
def test_a_fresh_reading_is_not_hidden_with_a_person_who_was_erased(stage: Stage, kept: bytes | None) -> None:
    stage.http.delete("/v1/me", headers=stage.individual("bo"))
    stage.rounds()
    stage.read(stage.granted())
    [(seq, event)] = ask(stage, _A_READING)
    with unguarded(stage) as connection:
        connection.execute(
            "UPDATE journal SET individual_id = 'ind_demo_bo', commitment = ? WHERE seq = ?", (kept, seq)
        )
    with pytest.raises(ProofError, match="is not taken up"):
        stage.rounds()
    assert stage.http.get("/readyz").status_code == 503
    assert (seq, event) in [found[1:] for found in told(verified(stage)[1])]


def test_a_line_that_is_somebody_elses_tells_of_another_opening(stage: Stage) -> None:
    """Both books name the person; that of the openings as well."""
    grown(stage, 2)
    with unguarded(stage) as connection:
        connection.execute("UPDATE opening SET individual_id = 'ind_demo_bo'")
    stage.move(hours=2)
    stage.rounds()
    assert stage.house.pulse.journal.mismatches == 2
    assert stage.http.get("/readyz").status_code == 503


def test_two_accounts_that_become_one_leave_both_books_as_they_are() -> None:
    assert {"journal", "opening"} <= KEPT


def test_what_was_seen_in_one_stretch_is_known_in_the_next(stage: Stage) -> None:
    """The slow going through the whole takes a few lines at a time."""
    grown(stage, 1)
    [(seq, _), *_] = ask(stage, "SELECT seq, id FROM journal ORDER BY seq DESC")
    found = Examination(Decided(seq, 10**6))
    assert found.kinds.fault(bytes(48)) == ""
    with unguarded(stage) as connection:
        connection.execute("UPDATE journal SET commitment = substr(commitment, 1, 32)")
    stage.parts.database.reader.run(lambda work: examine_some(work, found))
    assert len(found.wrong) == len(ask(stage, "SELECT seq FROM journal"))


@pytest.mark.parametrize(
    ("kept", "wrong"),
    [
        ([None, None, 32, 32, 48, 48], []),
        ([48, 32], [1]),
        ([48, None, 48], [1]),
        ([32, None, 48, 32], [1, 3]),
        ([None, 31, 47, 0, 32], [1, 2, 3]),
    ],
)
def test_no_line_keeps_less_than_one_before_it(kept: list[int | None], wrong: list[int]) -> None:
    kinds = CommitmentKinds()
    said = [kinds.fault(None if one is None else bytes(one)) for one in kept]
    assert [at for at, one in enumerate(said) if one] == wrong


@pytest.mark.parametrize("kept", _KEPT)
def test_a_file_of_such_a_journal_names_the_line(stage: Stage, tmp_path: Path, kept: str) -> None:
    grown(stage, 1)
    _erase_astrid(stage)
    line = _forge(stage, _KEPT[kept])
    out = tmp_path / "journal.jsonl"
    assert journal_of(stage, "export", str(out)).exit_code == 0
    code, report = verified(stage, "--export", str(out))
    assert (code, [found[1:] for found in told(report)]) == (3, [line])


def test_a_file_of_lines_from_before_there_was_a_tree_is_whole(stage: Stage, tmp_path: Path) -> None:
    stage.read(stage.granted())
    with unguarded(stage) as connection:
        connection.execute("UPDATE journal SET commitment = NULL")
        connection.execute("DELETE FROM opening")
        connection.execute("DELETE FROM data_key WHERE individual_id = 'ind_demo_bo'")
    stage.rounds()
    grown(stage, 1)
    out = tmp_path / "journal.jsonl"
    assert journal_of(stage, "export", str(out)).exit_code == 0
    code, report = verified(stage, "--export", str(out))
    assert (code, report["faults"]) == (0, [])
    written: Any = out.read_text(encoding="utf-8").splitlines()
    at = next(number for number, one in enumerate(written) if one.startswith('["line"'))
    written[at] = '["line",' + "[" * 100_000
    out.write_text("\n".join(written) + "\n", encoding="utf-8")
    ended = journal_of(stage, "verify", "--export", str(out))
    assert (ended.exit_code, type(ended.exception).__name__) == (1, "RefusedError")
