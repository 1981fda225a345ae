"""Every route by every caller by own or other's object: tried for real, and as the table says."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from fastapi import APIRouter
from fastapi.responses import Response
from httpx import Response as Answered

from profile_service.doors import AtPortal
from profile_service.storage.outer_ledger import NAME
from tests import databases
from tests.authorization.callers import HERSELF, NORRSKENS, Gathering, Who
from tests.authorization.table import ADMITTED, BODIES, ROUTES, callers_for, expected
from tests.authorization.walking import Answer, Way, answer_of, answers, ways_of
from tests.hostile.everywhere import ids_of
from tests.invariants.rawfile import everything
from tests.sharing.links import make as make_link
from tests.stage import Stage

Call = tuple[Way, Who]

_HERS: Final = re.compile("indqvist|Solgläntan|Handlarn|ländryggen|KARTA-2026|Nässjö")
_TABLES: Final = (
    "section", "data_key", "consent_grant", "access_request", "share", "duty", "enrolment", "passkey", "mandate", "draft",
    "assistance", "mapping_session", "assessment", "assessor_record", "staff", "staff_place", "unit", "client", "organisation", "purpose_declaration",
)  # fmt: skip
"""What a refused call changes nothing in. Sessions, kept forms and the journal have reasons of their own to grow."""


class Walk:
    """One stage on which everything of Astrid's stands that an address can name."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        ids = {**ids_of(stage), "{secret}": make_link(stage).secret}
        stage.move(minutes=1)  # what may be undone is not told before
        self.gathering = Gathering(stage, ids["{helper}"])
        self.ways = list(ways_of(stage, ids, BODIES))


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with Stage.open(tmp_path_factory.mktemp("table")) as stage:
        yield Walk(stage)


def _calls(walk: Walk) -> Iterator[tuple[Call, Answer]]:
    for way in walk.ways:
        for who in sorted(callers_for(way)):
            yield (way, who), expected(way, who)


def _wrong(call: Call, says: Answer, told: Answered) -> str | None:
    """What is wrong with an answer; None where nothing is."""
    (way, who), got = call, answer_of(told)
    if got is not says:
        return f"{way.method} {way.pattern} as {who.value}: the table says {says.value}, it was {got.value} ({told.status_code})"
    if told.status_code >= 500:
        return f"{way.method} {way.pattern} as {who.value}: {told.status_code}"
    hers_to_see = who in HERSELF | NORRSKENS | {Who.REPRESENTATIVE} and got is Answer.IN
    names_its_cast = way.pattern.startswith("/sign-in")
    open_to_all = way.door in ("public", "public_page") or who is Who.NOBODY
    if not open_to_all and "no-store" not in told.headers.get("cache-control", ""):
        return (
            f"{way.method} {way.pattern} as {who.value}: it may be kept by a browser, or by anything between"
        )
    if not hers_to_see and not names_its_cast and _HERS.search(told.text):
        return f"{way.method} {way.pattern} as {who.value}: it tells something of Astrid's"
    return None


@pytest.mark.timeout(300)
def test_whoever_is_refused_is_told_so_and_changes_nothing(walk: Walk) -> None:
    shut = [(call, says) for call, says in _calls(walk) if says is not Answer.IN]
    assert len(shut) > 2000
    before = everything(walk.stage, _TABLES)
    told = answers(walk.stage, walk.gathering, [call for call, _ in shut])
    assert [
        wrong for (call, says), one in zip(shut, told, strict=True) if (wrong := _wrong(call, says, one))
    ] == []
    assert everything(walk.stage, _TABLES) == before


@pytest.mark.timeout(300)
def test_whoever_looks_at_what_is_open_to_her_finds_it(walk: Walk) -> None:
    looks = [(call, says) for call, says in _calls(walk) if says is Answer.IN and call[0].method == "GET"]
    assert len(looks) > 200
    told = answers(walk.stage, walk.gathering, [call for call, _ in looks])
    assert [
        wrong for (call, says), one in zip(looks, told, strict=True) if (wrong := _wrong(call, says, one))
    ] == []


@databases.only_on_sqlite(
    "each call finds the file as it was; two hundred databases of PostgreSQL's would take minutes"
)
@pytest.mark.timeout(300)
def test_whoever_may_change_something_comes_in(walk: Walk) -> None:
    changes = [(call, says) for call, says in _calls(walk) if says is Answer.IN and call[0].method != "GET"]
    assert len(changes) > 200
    kept, live = sqlite3.connect(":memory:"), sqlite3.connect(_file_of(walk.stage))
    live.backup(kept)
    wrong = []
    for call, says in changes:
        (told,) = answers(walk.stage, walk.gathering, [call])
        wrong.append(_wrong(call, says, told))
        kept.backup(live)  # each call finds everything as it stood: one that takes away is in no other's way
        # And whoever was erased: the ledger beside the database would rightly refuse one that knows nothing of it.
        (walk.stage.parts.settings.ledger_of_erasures / NAME).unlink(missing_ok=True)
    live.close()
    assert [one for one in wrong if one] == []


def _file_of(stage: Stage) -> Path:
    return Path(stage.parts.settings.database_url.removeprefix("sqlite:///"))


def test_every_line_of_the_table_is_about_a_route_that_there_is(walk: Walk) -> None:
    named, doors = {way.named for way in walk.ways}, {way.door for way in walk.ways}
    assert [one for one in ROUTES if one not in named] == []
    assert [one for one in ADMITTED if one not in doors] == []


def test_a_route_that_the_table_does_not_know_fails_and_says_what_to_add(stage: Stage) -> None:
    router = APIRouter()

    @router.get("/my/novelty/{novelty_id}")
    async def novelty(_visit: AtPortal, novelty_id: str) -> Response:
        return Response()

    ids = ids_of(stage)
    stage.app.include_router(router)
    with pytest.raises(AssertionError, match="door_ids"):
        list(ways_of(stage, ids, BODIES))
    known = {**ids, "{novelty_id}": "nov_1"}
    way = next(way for way in ways_of(stage, known, BODIES) if "novelty" in way.pattern)
    with pytest.raises(KeyError, match="say in OBJECTS or NOBODYS"):
        expected(way, Who.SHE)
    strange = Way("GET", "/my", "/my", "a_new_door", {})
    with pytest.raises(KeyError, match="a_new_door"):
        expected(strange, Who.SHE)
