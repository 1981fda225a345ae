"""`journal verify` names what /readyz is an alarm about: a line without its opening, an opening without its line."""

import pytest

from tests.invariants.rawfile import ask
from tests.journal.tampering import grown, unguarded, verified
from tests.stage import Stage

_PUT_IN = (
    "INSERT INTO opening (individual_id, telling, event_id) VALUES ('ind_demo_astrid', 'line', '{event}')"
)


def _disclosed(stage: Stage) -> list[str]:
    return [
        event for (event,) in ask(stage, "SELECT id FROM journal WHERE outcome = 'disclosed' ORDER BY seq")
    ]


def test_an_opening_that_no_line_tells_of_is_named(stage: Stage) -> None:
    grown(stage, 2)
    with unguarded(stage) as connection:
        connection.execute(_PUT_IN.format(event="evt_nowhere"))
    code, report = verified(stage)
    assert code == 3
    assert [(one["wrong"], one["event"]) for one in report["faults"]] == [("unmatched", "evt_nowhere")]


@pytest.mark.parametrize("times", [0, 2])
def test_a_line_that_was_not_opened_exactly_once_is_named(stage: Stage, times: int) -> None:
    grown(stage, 3)
    event = _disclosed(stage)[1]
    with unguarded(stage) as connection:
        if times:
            connection.execute(_PUT_IN.format(event=event))
        else:
            connection.execute("DELETE FROM opening WHERE event_id = ?", (event,))
    code, report = verified(stage)
    assert code == 3
    assert [(one["wrong"], one["event"]) for one in report["faults"]] == [("unmatched", event)]
    assert event in report["faults"][0]["said"]


def test_a_line_that_is_told_of_already_is_told_of_once(stage: Stage) -> None:
    grown(stage, 2)
    event = _disclosed(stage)[0]
    with unguarded(stage) as connection:
        connection.execute("DELETE FROM journal WHERE id = ?", (event,))
    code, report = verified(stage)
    assert code == 3
    assert [(one["wrong"], one["event"]) for one in report["faults"]] == [("removed", event)]


def test_more_than_one_page_of_both_books_matches(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("profile_service.actions.books_verifying._PAGE", 2)
    grown(stage, 5)
    assert verified(stage)[0] == 0
    with unguarded(stage) as connection:
        connection.execute("DELETE FROM opening WHERE event_id = ?", (_disclosed(stage)[-1],))
    assert [one["wrong"] for one in verified(stage)[1]["faults"]] == ["unmatched"]
