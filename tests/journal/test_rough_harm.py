"""Rows that nobody could have written: the program still says which line it is, and does not fall over."""

from tests import databases
from tests.journal.tampering import grown, harmed, verified
from tests.stage import Stage

pytestmark = databases.only_on_sqlite(
    "columns take anything; PostgreSQL's refuse most of this by their types"
)

_ROUGH = {
    "a time that is none": "UPDATE journal SET at = 'nonsense' WHERE seq = {seq}",
    "a time of another shape": "UPDATE journal SET at = 12 WHERE seq = {seq}",
    "no time": "UPDATE journal SET at = '' WHERE seq = {seq}",
    "a kind that is none": "UPDATE journal SET kind = 'nonsense' WHERE seq = {seq}",
    "sealed is text": "UPDATE journal SET sealed = 'nonsense' WHERE seq = {seq}",
    "sealed is short": "UPDATE journal SET sealed = x'00' WHERE seq = {seq}",
    "nothing is sealed": "UPDATE journal SET sealed = NULL WHERE seq = {seq}",
    "a commitment that is short": "UPDATE journal SET commitment = x'00' WHERE seq = {seq}",
    "a commitment that is text": "UPDATE journal SET commitment = 'nonsense' WHERE seq = {seq}",
    "a commitment that is a number": "UPDATE journal SET commitment = 12 WHERE seq = {seq}",
    "the id": "UPDATE journal SET id = '' WHERE seq = {seq}",
    "leaves that are short": "UPDATE tree_leaves SET hashes = substr(hashes, 1, 40)",
    "leaves that are text": "UPDATE tree_leaves SET hashes = 'nonsense'",
    "leaves without their lines": "UPDATE tree_leaves SET lines = 'nonsense'",
    "leaves with other lines": "UPDATE tree_leaves SET lines = '[[1, 2, 3]]'",
    "leaves with fewer lines": "UPDATE tree_leaves SET lines = '[]'",
    "no leaves": "DELETE FROM tree_leaves",
    "a note that is none": "UPDATE tree_checkpoint SET note = x'00'",
    "a note that is text": "UPDATE tree_checkpoint SET note = 'nonsense'",
    "a checkpoint's time": "UPDATE tree_checkpoint SET made_at = 'nonsense'",
    "no checkpoints and no lines": "DELETE FROM journal",
}


def test_rough_harm_is_told(stage: Stage) -> None:
    lines = grown(stage, 2)
    for harm, statement in _ROUGH.items():
        with harmed(stage) as connection:
            connection.execute(statement.format(seq=lines[4][0]))
            code, report = verified(stage)
        assert code == 3, harm
        assert report["faults"], harm
        if "{seq}" in statement and harm != "the id":
            assert [(one["seq"], one["event"]) for one in report["faults"]] == [lines[4]], harm
    assert verified(stage)[0] == 0
