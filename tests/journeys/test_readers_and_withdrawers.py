"""Eight who read and two who withdraw, at once, over the wire; `make drill-withdrawing` does ten thousand operations."""

from pathlib import Path

from tests.drills.withdrawing import History, Reading, drill, reads_after_withdrawal


def test_the_checker_sees_a_reading_that_came_too_late() -> None:
    history = History(acknowledged={"gra_1": 10.0})
    early, overlapping, late, refused = (
        Reading(9.0, "gra_1", succeeded=True),
        Reading(10.0, "gra_1", succeeded=True),
        Reading(10.1, "gra_1", succeeded=True),
        Reading(10.2, "gra_1", succeeded=False),
    )
    other = Reading(11.0, "gra_2", succeeded=True)
    history.readings += [early, overlapping, late, refused, other]
    assert reads_after_withdrawal(history) == [late]


def test_no_reading_that_began_after_a_withdrawal_was_acknowledged_succeeds(tmp_path: Path) -> None:
    history = drill(tmp_path, 1_200)
    succeeded = sum(one.succeeded for one in history.readings)
    assert len(history.acknowledged) > 20
    assert 20 < succeeded < len(history.readings)
    assert reads_after_withdrawal(history) == []
