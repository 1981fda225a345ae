"""Sign-ins that are begun, and answers to nothing, by the hundred from one address: it is told to wait, and no row is kept."""

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from profile_service.domain.turnstile import BEGUN_SIGN_INS, REFUSED_PROOFS
from profile_service.language import LANGUAGES, words
from profile_service.web.turnstiles import _TEXT
from tests.identity.people import ADULT
from tests.identity.world import World


def _rows(world: World, table: str) -> int:
    with world.stage.parts.database.engine.connect() as connection:
        count: int = connection.execute(
            select(func.count()).select_from(SQLModel.metadata.tables[table])
        ).scalar_one()
        return count


def test_whoever_begins_again_and_again_waits_and_nothing_more_is_kept(world: World) -> None:
    for _ in range(BEGUN_SIGN_INS):
        assert world.begin().status_code == 200
    kept, challenges = _rows(world, "sign_in_attempt"), _rows(world, "passkey_ceremony")
    held = world.begin()
    assert held.status_code == world.stage.http.post("/sign-in/passkey", data={}).status_code == 429
    assert held.headers["retry-after"] == "60"
    assert words("sv")(_TEXT) in held.text
    assert (_rows(world, "sign_in_attempt"), _rows(world, "passkey_ceremony")) == (kept, challenges)
    world.stage.http.post("/demo/sign-in", data={"persona": "astrid"})
    assert world.begin(intent="again").status_code == 200, "somebody who is signed in is no stranger"
    world.stage.http.cookies.clear()
    assert world.begin().status_code == 429
    world.stage.move(minutes=1)
    assert world.sign_in(person={"sub": "s-flood", **ADULT}).status_code in {200, 303}


def test_answers_to_nothing_are_counted_and_then_not_looked_at(world: World) -> None:
    answers = [
        world.stage.http.get(
            "/sign-in/eid/alfa/callback", params={"state": "x" * 43, "code": "1"}
        ).status_code
        for _ in range(REFUSED_PROOFS)
    ]
    assert set(answers) == {403}
    lines = _rows(world, "journal")
    held = world.stage.http.get("/sign-in/eid/alfa/callback", params={"state": "x", "code": "1"})
    assert (held.status_code, held.headers["retry-after"]) == (429, "60")
    assert _rows(world, "journal") == lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_in_her_language(language: str) -> None:
    assert (words(language)(_TEXT) == _TEXT) is (language == "en")
