"""Lines, leaves and claims that do not belong together: each kind of harm is told with the line that it was done to."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_service.domain.journal_check import JournalCheck
from profile_service.domain.journal_report import MOST_TOLD, Claim, Fault, Report, Wrong
from profile_service.domain.journal_tree import JournalLine, TreeLeaf
from profile_service.domain.tile_check import TileCheck
from schemas.proofs.tiles import Tile
from schemas.proofs.tree import leaf_hash, root_of


@dataclass
class Journal:
    """A journal of so many lines, with gaps in its numbers, and what is harmed in it."""

    size: int = 40
    lines: list[JournalLine] = field(init=False)
    leaves: list[TreeLeaf] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = [_line(1 + at * 2, f"evt_{at}") for at in range(self.size)]
        self.leaves = [
            TreeLeaf(at, one.seq, one.event, leaf_hash(one.commitment or b""))
            for at, one in enumerate(self.lines)
        ]

    def claim(self, size: int, **more: bool) -> Claim:
        """What is true of this size."""
        return Claim(size, root_of([one.hash for one in self.leaves[:size]]), f"note {size}", **more)

    def check(self, *claims: Claim, erased: str = "") -> Report:
        return JournalCheck(claims, lambda who: who == erased).run(self.lines, self.leaves)


def _line(seq: int, event: str, text: str = "") -> JournalLine:
    commitment = leaf_hash(f"{event}{text}".encode())
    return JournalLine(seq, event, commitment, commitment, individual="ind_1")


def _told(report: Report) -> list[tuple[Wrong, int | None, str | None]]:
    return [(one.wrong, one.seq, one.event) for one in report.faults]


def test_a_whole_journal_is_whole() -> None:
    journal = Journal()
    journal.lines += [_line(100, "evt_pending"), _line(101, "evt_more")]
    report = journal.check(*(journal.claim(size) for size in (0, 1, 7, 40, 40)))
    assert report.is_whole
    assert (report.lines, report.leaves, report.pending, report.claims) == (42, 40, 2, 5)
    assert report.root == journal.claim(40).root


_HARM: dict[str, tuple[Callable[[list[JournalLine]], object], list[tuple[Wrong, int, str]]]] = {
    "the text": (
        lambda lines: lines.__setitem__(5, replace(lines[5], worked_out=leaf_hash(b"another"))),
        [(Wrong.CHANGED, 11, "evt_5")],
    ),
    "the text, so that it opens no more": (
        lambda lines: lines.__setitem__(5, replace(lines[5], worked_out=b"")),
        [(Wrong.CHANGED, 11, "evt_5")],
    ),
    "text and commitment": (
        lambda lines: lines.__setitem__(5, _line(11, "evt_5", "another")),
        [(Wrong.CHANGED, 11, "evt_5")],
    ),
    "the commitment": (
        lambda lines: lines.__setitem__(5, replace(lines[5], commitment=leaf_hash(b"another"))),
        [(Wrong.CHANGED, 11, "evt_5")],
    ),
    "the commitment, taken away": (
        lambda lines: lines.__setitem__(5, replace(lines[5], commitment=None)),
        [(Wrong.ADDED, 11, "evt_5")],
    ),
    "its person, to nobody's id": (
        lambda lines: lines.__setitem__(
            5, replace(lines[5], worked_out=None, has_key=False, individual="ind_none")
        ),
        [(Wrong.CHANGED, 11, "evt_5")],
    ),
    "removed": (lambda lines: lines.pop(5), [(Wrong.REMOVED, 11, "evt_5")]),
    "the first removed": (lambda lines: lines.pop(0), [(Wrong.REMOVED, 1, "evt_0")]),
    "the last removed": (lambda lines: lines.pop(39), [(Wrong.REMOVED, 79, "evt_39")]),
    "added between": (lambda lines: lines.insert(5, _line(10, "evt_new")), [(Wrong.ADDED, 10, "evt_new")]),
    "added before": (lambda lines: lines.insert(0, _line(0, "evt_new")), [(Wrong.ADDED, 0, "evt_new")]),
    "one in place of another": (
        lambda lines: lines.__setitem__(5, _line(11, "evt_new")),
        [(Wrong.REMOVED, 11, "evt_5"), (Wrong.ADDED, 11, "evt_new")],
    ),
    "told twice": (lambda lines: lines.insert(5, replace(lines[2], seq=10)), [(Wrong.ADDED, 10, "evt_2")]),
    "two that changed places": (
        lambda lines: lines.__setitem__(slice(5, 7), [replace(lines[6], seq=11), replace(lines[5], seq=13)]),
        [(Wrong.REORDERED, 11, "evt_5"), (Wrong.REORDERED, 13, "evt_6")],
    ),
    "one that went to the end": (
        lambda lines: lines.append(replace(lines.pop(5), seq=500)),
        [(Wrong.REORDERED, 11, "evt_5")],
    ),
    "one that stands out of its place in a file": (
        lambda lines: lines.insert(20, lines.pop(5)),
        [(Wrong.REORDERED, 11, "evt_5")],
    ),
    "a new one at the end that nobody committed to": (
        lambda lines: lines.append(replace(_line(500, "evt_new"), commitment=leaf_hash(b"forged"))),
        [(Wrong.CHANGED, 500, "evt_new")],
    ),
    "a new one at the end without a commitment": (
        lambda lines: lines.append(replace(_line(500, "evt_new"), commitment=None)),
        [(Wrong.ADDED, 500, "evt_new")],
    ),
}


@pytest.mark.parametrize("harm", _HARM)
def test_each_harm_is_told_with_its_line(harm: str) -> None:
    journal = Journal()
    claims = [journal.claim(size) for size in (3, 40)]
    do, wanted = _HARM[harm]
    do(journal.lines)
    assert _told(journal.check(*claims)) == wanted


@given(st.integers(0, 39), st.sampled_from(["remove", "change", "move"]), st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_done_to_one_line_is_told_of_it(at: int, what: str, data: st.DataObject) -> None:
    journal = Journal()
    event = journal.lines[at].event
    if what == "remove":
        journal.lines.pop(at)
    elif what == "change":
        journal.lines[at] = _line(journal.lines[at].seq, event, "another")
    else:
        to = data.draw(st.integers(0, 40).filter(lambda to: to not in (at, at + 1)))
        journal.lines.insert(to if to < at else to - 1, replace(journal.lines.pop(at), seq=to * 2))
    assert {one.event for one in journal.check().faults} == {event}


def test_of_somebody_who_was_erased_the_kept_commitment_is_held_against_the_tree() -> None:
    journal = Journal()
    journal.lines[5] = replace(journal.lines[5], worked_out=None, has_key=False, individual="ind_erased")
    report = journal.check(erased="ind_erased")
    assert report.is_whole
    assert report.without_key == 1
    journal.lines[5] = replace(journal.lines[5], commitment=leaf_hash(b"another"))
    assert _told(journal.check(erased="ind_erased")) == [(Wrong.CHANGED, 11, "evt_5")]


def test_of_somebody_who_was_erased_what_the_imprint_says_of_the_columns_is_held_against_it() -> None:
    journal = Journal()
    journal.lines[5] = replace(journal.lines[5], has_key=False, individual="ind_erased")
    assert journal.check(erased="ind_erased").without_key == 1
    journal.lines[5] = replace(journal.lines[5], worked_out=leaf_hash(b"another"))
    assert _told(journal.check(erased="ind_erased")) == [(Wrong.CHANGED, 11, "evt_5")]


def test_no_line_is_made_one_from_before_there_was_a_tree_of_somebody_whom_nobody_knows() -> None:
    """Commitments that are taken away from the first line on, and a line without one that is said to be of nobody who is known."""
    journal = Journal()
    journal.lines[:6] = [replace(one, commitment=None) for one in journal.lines[:6]]
    assert journal.check().is_whole  # they still say what their leaves were made of
    journal.lines[5] = replace(journal.lines[5], worked_out=None, has_key=False, individual="ind_nobody")
    assert _told(journal.check(erased="ind_erased")) == [(Wrong.CHANGED, 11, "evt_5")]


def test_lines_from_before_there_was_a_tree_are_worked_out_anew() -> None:
    journal = Journal()
    journal.lines[:9] = [replace(one, commitment=None) for one in journal.lines[:9]]
    assert journal.check().is_whole
    journal.lines[4] = replace(journal.lines[4], worked_out=leaf_hash(b"another"))
    assert _told(journal.check()) == [(Wrong.CHANGED, 9, "evt_4")]


def test_an_older_database_is_whole_and_ends_too_early() -> None:
    journal = Journal()
    claim = journal.claim(40)
    journal.lines, journal.leaves = journal.lines[:30], journal.leaves[:30]
    report = journal.check(journal.claim(20), claim)
    assert report.went_back
    assert _told(report) == [(Wrong.ROLLED_BACK, None, None)]
    assert "has 40 lines, and the tree ends at 30" in report.faults[0].said


def test_a_tree_that_lost_leaves_under_its_own_checkpoint_was_cut() -> None:
    journal = Journal()
    claim = journal.claim(40, is_kept=True)
    journal.lines, journal.leaves = journal.lines[:30], journal.leaves[:30]
    report = journal.check(claim)
    assert not report.went_back
    assert _told(report) == [(Wrong.REWRITTEN, None, None)]


@pytest.mark.parametrize("at", [0, 9, 10, 25, 39])
def test_rewritten_line_and_leaf_alike_it_is_told_between_which_lines(at: int) -> None:
    journal = Journal()
    claims = [journal.claim(size) for size in range(0, 41, 10)]
    journal.lines[at] = _line(journal.lines[at].seq, f"evt_{at}", "another")
    hash_ = leaf_hash(journal.lines[at].commitment or b"")
    journal.leaves[at] = journal.leaves[at]._replace(hash=hash_)
    report = journal.check(*claims)
    (fault,) = report.faults
    first, last = at // 10 * 10, at // 10 * 10 + 9
    assert (fault.wrong, fault.seq, fault.event) == (Wrong.REWRITTEN, 1 + first * 2, f"evt_{first}")
    assert f"between seq {1 + first * 2} (evt_{first}) and seq {1 + last * 2} (evt_{last})" in fault.said
    close = journal.check(*(Journal().claim(size) for size in range(41)))
    assert _told(close) == [(Wrong.REWRITTEN, 1 + at * 2, f"evt_{at}")]


def test_of_a_journal_in_which_everything_is_wrong_not_everything_is_told() -> None:
    journal = Journal(MOST_TOLD + 50)
    journal.lines = [replace(one, commitment=leaf_hash(b"x")) for one in journal.lines]
    report = journal.check()
    assert len(report.faults) == MOST_TOLD
    assert report.untold == 50


def test_hashes_above_the_leaves_are_worked_out_anew() -> None:
    hashes = [leaf_hash(number.to_bytes(4, "big")) for number in range(70_000)]
    above = {
        level: [
            root_of(hashes[at : at + 256**level])
            for at in range(0, 70_000 // 256**level * 256**level, 256**level)
        ]
        for level in (1, 2)
    }
    report = Report()

    def read(tile: Tile) -> bytes:
        return b"".join(above[tile.level][tile.index * 256 : tile.index * 256 + tile.width])

    for broken in (None, 0, 260):
        if broken is not None:
            above[1][broken] = bytes(32)
        check = TileCheck(read, report)
        for at, one in enumerate(hashes):
            check.see(TreeLeaf(at, at, "", one))
        check.finish()
        assert report.faults == [] or broken is not None
    assert {one.said.split()[0] for one in report.faults} == {"tile/1/000", "tile/1/001.p/17"}
    assert all(isinstance(one, Fault) for one in report.faults)
