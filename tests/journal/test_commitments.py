"""What a line is hashed to: canonical JSON under a key of its own, worked out again from the row alone."""

from datetime import UTC
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_service.domain.journal_tree import MOST_AT_A_TIME
from profile_service.storage.commitments import MEMBERS, row_text
from tests import databases
from tests.invariants.rawfile import ask, raw_bytes
from tests.journal.tampering import unguarded
from tests.stage import Stage

_WORD = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_ROWS = st.fixed_dictionaries(
    {
        "id": _WORD,
        "at": st.datetimes(timezones=st.just(UTC)),
        "kind": _WORD,
        "outcome": _WORD,
        "individual_id": st.none() | _WORD,
        "organisation_id": st.none() | _WORD,
        "grant_id": st.none() | _WORD,
        "reason": st.none() | _WORD,
    }
)


@given(_ROWS, st.none() | st.binary(max_size=100))
@settings(max_examples=300, deadline=None)
def test_the_text_of_a_line_is_canonical(row: dict[str, Any], sealed: bytes | None) -> None:
    said = {
        "at": row["at"].isoformat(timespec="microseconds"),
        "grant": row["grant_id"],
        "id": row["id"],
        "individual": row["individual_id"],
        "kind": row["kind"],
        "organisation": row["organisation_id"],
        "outcome": row["outcome"],
        "reason": row["reason"],
        "sealed": None if sealed is None else sha256(sealed).hexdigest(),
    }
    assert tuple(said) == MEMBERS
    assert row_text(row, sealed) == rfc8785.dumps(said)


def test_a_line_is_worked_out_again_from_the_row_as_it_stands(stage: Stage) -> None:
    stage.read(stage.granted())
    assert stage.http.post("/oauth/token", data={"grant_type": "nothing"}).status_code != 200
    lines = _lines(stage)
    assert len(lines) > 5
    assert all(line.commitment is not None and line.worked_out == line.commitment for line in lines)
    with unguarded(stage) as connection:
        connection.execute("UPDATE journal SET grant_id = 'gra_other' WHERE seq = ?", (lines[-1].seq,))
    *others, changed = _lines(stage)
    assert not changed.is_as_it_was
    assert all(line.is_as_it_was for line in others)


def test_lines_from_before_are_taken_up_and_their_leaves_keep_what_they_said(stage: Stage) -> None:
    stage.read(stage.granted())
    with unguarded(stage) as connection:
        connection.execute("UPDATE journal SET commitment = NULL")
        connection.execute("DELETE FROM opening")
    stage.rounds()
    stage.read(stage.granted())
    stage.rounds()
    assert stage.house.pulse.journal.mismatches == 0
    assert ask(stage, "SELECT COUNT(*) FROM journal") == ask(stage, "SELECT MAX(size) FROM tree_checkpoint")
    with unguarded(stage) as connection:
        connection.execute("UPDATE journal SET organisation_id = 'org_x' WHERE seq = 3")
    stage.move(hours=2)
    stage.rounds()
    assert stage.house.pulse.journal.mismatches == 1


def test_after_an_erasure_nobody_works_out_a_commitment_of_hers_and_the_tree_stands(stage: Stage) -> None:
    stage.read(stage.granted())
    stage.rounds()
    keys = [
        bytes(key)
        for (key,) in ask(stage, "SELECT wrapped FROM data_key WHERE individual_id = 'ind_demo_astrid'")
    ]
    hers = "SELECT seq FROM journal WHERE individual_id = 'ind_demo_astrid'"
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    stage.rounds()
    numbers = {seq for (seq,) in ask(stage, hers)}
    assert len(numbers) > 3
    lines = _lines(stage)
    assert {line.seq for line in lines if not line.has_key} == numbers
    assert all(line.worked_out == line.commitment for line in lines)
    assert stage.house.pulse.journal.mismatches == 0
    assert len(keys) == 1
    if (
        not databases.ON_POSTGRESQL
    ):  # which writes over what is deleted when it vacuums: tests/storage hold that
        assert keys[0] not in raw_bytes(stage)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("individual_id", "ind_demo_bo"),
        ("organisation_id", "org_x"),
        ("outcome", "refused"),
        ("sealed", b"\0"),
    ],
)
def test_what_is_changed_in_a_line_of_somebody_who_was_erased_is_found(
    stage: Stage, column: str, value: object
) -> None:
    """Also where another's line is given to her, so that it no longer stands in that one's log and cannot be worked out again."""
    stage.read(stage.granted())
    erased = "bo" if column == "individual_id" else "astrid"
    assert stage.http.delete("/v1/me", headers=stage.individual(erased)).status_code == 204
    stage.rounds()
    disclosed = (
        "SELECT MAX(seq) FROM journal WHERE individual_id = 'ind_demo_astrid' AND outcome = 'disclosed'"
    )
    ((seq,),) = ask(stage, disclosed)
    with unguarded(stage) as connection:
        connection.execute(f"UPDATE journal SET {column} = ? WHERE seq = ?", (value, seq))  # noqa: S608  ours
    assert {line.seq for line in _lines(stage) if not line.is_as_it_was} == {seq}


def test_a_line_from_before_there_were_imprints_is_held_against_its_commitment_alone(stage: Stage) -> None:
    stage.read(stage.granted())
    with unguarded(stage) as connection:
        connection.execute("UPDATE journal SET commitment = substr(commitment, 1, 32)")
    stage.rounds()
    assert all(line.is_as_it_was for line in _lines(stage))
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    stage.rounds()
    lines = _lines(stage)
    assert {line.has_key for line in lines if line.worked_out is None} == {False}
    assert stage.house.pulse.journal.mismatches == 0


def _lines(stage: Stage) -> Any:
    return stage.parts.database.reader.run(lambda work: work.tree.lines(0, 10**9, MOST_AT_A_TIME))
