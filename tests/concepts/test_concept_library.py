"""Looking concepts up from an event loop: beside it, by a few threads, and never without bound."""

import asyncio
import threading
from pathlib import Path

import pytest

from profile_service.actions.errors import BusyError
from profile_service.settings import Settings
from profile_service.storage.concepts import Library
from tests.concepts import shelf


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = Library(f"sqlite:///{tmp_path}/folder/taxonomy.sqlite3")
    assert not (tmp_path / "folder").exists(), "nothing is made before the first question"
    shelf.fill(made.store)
    return made


def test_questions_are_answered_beside_the_event_loop(library: Library) -> None:
    async def ask() -> tuple[str, str]:
        hits = await library.look_up(lambda concepts: concepts.find(shelf.ref(shelf.PHOTOGRAPHER)))
        assert hits is not None
        return hits.labels["sv"], await library.look_up(lambda _: threading.current_thread().name)

    label, thread = asyncio.run(ask())
    assert label == "fotograf" and thread.startswith("concepts")
    library.close()


def test_too_many_at_once_are_told_that_it_is_busy(library: Library) -> None:
    held = threading.Event()

    async def ask() -> list[object]:
        waiting = [asyncio.ensure_future(library.look_up(lambda _: held.wait(10))) for _ in range(40)]
        await asyncio.sleep(0.05)
        held.set()
        return await asyncio.gather(*waiting, return_exceptions=True)

    answers = asyncio.run(ask())
    assert sum(isinstance(one, BusyError) for one in answers) == 20
    assert answers.count(True) == 20
    library.close()


def test_a_store_that_cannot_be_read_is_busy(tmp_path: Path) -> None:
    library = Library("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(BusyError):
        asyncio.run(library.look_up(lambda concepts: concepts.editions()))
    library.close()


def test_the_store_lies_beside_the_database_unless_it_is_said_where() -> None:
    assert (
        Settings(database_url="sqlite:////var/x/db.sqlite3").store_of_concepts
        == "sqlite:////var/x/taxonomy.sqlite3"
    )
    assert Settings(database_url="sqlite:///db.sqlite3").store_of_concepts == "sqlite:///taxonomy.sqlite3"
    on_a_server = Settings(database_url="postgresql://she@host/all", key_ring=Path("/var/lib/x/keys.json"))
    assert on_a_server.store_of_concepts == "sqlite:////var/lib/x/taxonomy.sqlite3"
    at = "postgresql://she@host/concepts"
    assert Settings(taxonomy_url=at).store_of_concepts == at
    with pytest.raises(ValueError, match="postgresql://USER@HOST/DATABASE"):
        Settings(taxonomy_url="mysql://host/x")
