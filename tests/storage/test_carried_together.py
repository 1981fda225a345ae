"""Readings that are carried together are, byte for byte and row for row, what each of them is alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from consent.decision import Denial
from consent.vocabulary import IndividualId
from profile_service.actions.ports.foreseen import Foreseen
from profile_service.actions.reading import Opening
from profile_service.actions.reminding import today_at
from profile_service.actions.repeating import Told, disclose_once
from profile_service.domain.people import Grantee
from profile_service.portability.own_format import to_bytes
from profile_service.storage.books import BooksError
from profile_service.storage.foreseeing import UnforeseenError
from profile_service.storage.priming import PrimedReadings
from profile_service.storage.unit_of_work import UnitOfWork
from profile_service.wire.access import render_disclosure
from tests.stage import LANGUAGES, SKILLS, Stage

_READERS = ("Nils Berg", "Sara Ek", "nils  berg", "Someone New")
_UNITS = ("", "Etablering Nord", "Etablering Syd")
_WISHES: Sequence[tuple[str, ...]] = (
    (),
    (SKILLS,),
    ("profile:skills:read?fields=skill",),
    ("profile:licences:read",),
    (LANGUAGES, "profile:skills:read?fields=level,skill"),
)


@dataclass(frozen=True)
class Read:
    """One try to read."""

    grant: str
    reader: str
    unit: str
    scopes: tuple[str, ...]
    reason: str
    cleared: bool

    @property
    def foreseen(self) -> Foreseen:
        """What its door tells of it."""
        return Foreseen(self.grant, self.unit, self.reader, 200)


class World:
    """A stage with grants in several states, some of them read today already."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.grants = {
            "two sections": stage.granted((LANGUAGES, SKILLS)),
            "some fields": stage.granted(("profile:skills:read?fields=level,skill",)),
            "another's": stage.granted((LANGUAGES,), "bo"),
            "paused": stage.granted((LANGUAGES,)),
            "withdrawn": stage.granted((LANGUAGES,)),
            "none": "gra_nobodys",
        }
        headers = stage.individual("astrid")
        for name in ("two sections", "some fields", "another's"):
            assert stage.read(self.grants[name]).status_code == 200
            assert stage.read(self.grants[name], unit="Etablering Nord", reader="Sara Ek").status_code == 200
        paused = stage.http.post(f"/v1/me/grants/{self.grants['paused']}/pause", headers=headers)
        assert paused.status_code == 200, paused.text
        assert stage.withdraw(self.grants["withdrawn"]).status_code == 200

    def act(self, read: Read, repeats: str = "") -> Callable[[Any], Told | Denial]:
        """The action of a reading."""
        desk = self.stage.house.desk
        organisation = self.stage.parts.database.reader.run(
            lambda work: work.accounts.organisation("org_demo_norrsken")  # type: ignore[arg-type]
        )
        assert organisation is not None
        opening = Opening(read.grant, "case-1", read.reader, read.scopes, over_limit_reason=read.reason)
        opening = replace(opening, repeats=repeats)
        grantee = Grantee(organisation, read.unit, read.reader, handles_protected_identity=read.cleared)
        today = today_at(desk)
        return lambda work: disclose_once(
            work, desk, grantee, opening, None, lambda found: to_bytes(render_disclosure(found, today))
        )

    @contextmanager
    def undone(self) -> Iterator[Connection]:
        """A transaction that leaves nothing behind."""
        with self.stage.parts.database.engine.connect() as connection, connection.begin() as transaction:
            yield connection
            transaction.rollback()


_ROWS = {
    "journal": "SELECT kind, outcome, individual_id, organisation_id, grant_id, reason, at FROM journal ORDER BY seq",
    "openings": "SELECT individual_id, telling FROM opening",
    "tallies": "SELECT organisation_id, day, reader_hash, ground_hash, tries FROM tally",
    "known": "SELECT individual_id, who_hash, day FROM acquaintance",
    "news": "SELECT individual_id, at FROM news",
    "grants": "SELECT id, state, reading FROM consent_grant",
}


def _rows(connection: Connection) -> Mapping[str, Any]:
    found = {name: [tuple(row) for row in connection.execute(text(sql))] for name, sql in _ROWS.items()}
    return {name: rows if name == "journal" else sorted(map(repr, rows)) for name, rows in found.items()}


def _lines(connection: Connection, stage: Stage, people: Sequence[str]) -> list[Any]:
    """What she reads in her log, of the newest lines; ids are drawn anew each time."""
    work = UnitOfWork(connection, stage.parts.database.writer._sealer)
    pages = [work.journal.page(IndividualId(one), None, 20).events for one in people]
    return [(line.kind, line.outcome, line.at, line.grant, line.detail) for page in pages for line in page]


_PEOPLE = ("ind_demo_astrid", "ind_demo_bo")


def _alone(world: World, reads: Sequence[Read]) -> tuple[list[Any], Any, Any]:
    sealer = world.stage.parts.database.writer._sealer
    actions = [world.act(read) for read in reads]
    with world.undone() as connection:
        found = []
        for action in actions:
            work = UnitOfWork(connection, sealer)
            found.append(action(work))
            work.balance_books(writes=True)
        return found, _rows(connection), _lines(connection, world.stage, _PEOPLE)


def _together(world: World, reads: Sequence[Read]) -> tuple[list[tuple[Read, Any]], Any, Any]:
    """Those of them that could be carried together, each with what it found."""
    sealer = world.stage.parts.database.writer._sealer
    actions = [world.act(read) for read in reads]
    with world.undone() as connection:
        readings = PrimedReadings(connection, sealer, [read.foreseen for read in reads], alone=True)
        carried: list[tuple[Read, Any]] = []
        for read, action in zip(reads, actions, strict=True):
            try:
                carried.append((read, readings.carry(action, read.foreseen)))
            except UnforeseenError:
                continue
        readings.write()
        return carried, _rows(connection), _lines(connection, world.stage, _PEOPLE)


def _bodies(found: Sequence[Any]) -> list[Any]:
    return [one.body if isinstance(one, Told) else one for one in found]


def _same(world: World, reads: Sequence[Read]) -> int:
    carried, rows, lines = _together(world, reads)
    found, alone_rows, alone_lines = _alone(world, [read for read, _ in carried])
    assert _bodies([one for _, one in carried]) == _bodies(found)
    assert rows == alone_rows
    assert lines == alone_lines
    return len(carried)


@pytest.fixture
def world(stage: Stage) -> World:
    return World(stage)


def _read(world: World, name: str, **more: Any) -> Read:
    usual = {"reader": "Nils Berg", "unit": "", "scopes": (), "reason": "", "cleared": False}
    return Read(world.grants[name], **{**usual, **more})


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=st.data())
def test_they_read_and_write_what_each_does_alone(world: World, drawn: st.DataObject) -> None:
    reads = drawn.draw(
        st.lists(
            st.builds(
                Read,
                grant=st.sampled_from(sorted(world.grants.values())),
                reader=st.sampled_from(_READERS),
                unit=st.sampled_from(_UNITS),
                scopes=st.sampled_from(_WISHES),
                reason=st.sampled_from(("", "Covering for a colleague")),
                cleared=st.booleans(),
            ),
            min_size=1,
            max_size=6,
        )
    )
    _same(world, reads)


def test_the_usual_readings_are_carried_together(world: World) -> None:
    # The control: where nothing were ever carried together, the test above would hold by itself.
    reads = [_read(world, name) for name in ("two sections", "some fields", "another's", "two sections")]
    assert _same(world, [*reads, _read(world, "some fields", scopes=(SKILLS,))]) == len(reads) + 1


@pytest.mark.parametrize("name", ["paused", "withdrawn", "none"])
def test_a_refusal_is_never_carried_with_others(world: World, name: str) -> None:
    assert _same(world, [_read(world, "two sections"), _read(world, name)]) == 1


@pytest.mark.parametrize(
    "unusual",
    [{"reader": "Someone New"}, {"unit": "Etablering Syd"}, {"scopes": ("profile:licences:read",)}],
)
def test_whoever_is_news_or_wishes_what_is_not_granted_is_not_carried_with_others(
    world: World, unusual: dict[str, Any]
) -> None:
    assert _same(world, [_read(world, "two sections"), _read(world, "two sections", **unusual)]) == 1


def test_nobody_under_protected_identity_is_read_here(world: World) -> None:
    headers = world.stage.individual("astrid")
    assert world.stage.http.put("/v1/me/protection", headers=headers).status_code in (200, 204)
    reads = [_read(world, "two sections", cleared=cleared) for cleared in (True, False)]
    assert _same(world, [*reads, _read(world, "another's")]) == 1


def test_a_pause_of_everything_and_a_new_day_end_it_at_once(world: World) -> None:
    reads = [_read(world, "two sections"), _read(world, "another's")]
    assert _same(world, reads) == 2
    paused = world.stage.http.post("/v1/me/pause", headers=world.stage.individual("astrid"))
    assert paused.status_code in (200, 204), paused.text
    assert _same(world, reads) == 1
    world.stage.move(days=1)
    assert _same(world, reads) == 0


def test_beside_other_workers_nobody_is_counted_who_could_pass_a_limit(world: World) -> None:
    sealer = world.stage.parts.database.writer._sealer
    known = _read(world, "two sections")
    near = Foreseen(known.grant, known.unit, known.reader, 100)
    with world.undone() as connection:
        readings = PrimedReadings(connection, sealer, [known.foreseen], alone=False)
        assert isinstance(readings.carry(world.act(known), known.foreseen), Told)
        with pytest.raises(UnforeseenError):
            readings.carry(world.act(known), near)


def test_a_reading_that_says_that_it_repeats_another_is_looked_at_on_the_general_way(world: World) -> None:
    """Whether the line of the first is there is looked up there alone; where it is not, nothing is read."""
    known, writer = _read(world, "two sections"), world.stage.parts.database.writer
    repeating = world.act(known, repeats="evt_that_never_was")
    with world.undone() as connection:
        readings = PrimedReadings(connection, writer._sealer, [known.foreseen], alone=True)
        with pytest.raises(UnforeseenError):
            readings.carry(repeating, known.foreseen)
    with world.undone() as connection:
        before = _rows(connection)
    with pytest.raises(BooksError):
        writer.run(repeating, known.foreseen)
    with world.undone() as connection:
        assert _rows(connection) == before
