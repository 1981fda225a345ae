"""No question takes long, whatever it holds: on SQLite and on PostgreSQL alike."""

import pytest
from sqlalchemy import Connection

from profile_service.actions.errors import BusyError
from profile_service.domain.concept import ConceptQuery
from profile_service.storage.concepts import ConceptStore
from profile_service.storage.concepts.patience import OutOfTimeError, Patience
from profile_service.storage.concepts.search import Search
from tests.concepts import shelf
from tests.concepts.shelf import found, names

_LONG = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(30)",
}


class _Counted(Search):
    """Remembers the conditions that the index was asked with."""

    def _run(self, statement, match, question):  # type: ignore[no-untyped-def]
        self.asked = [*getattr(self, "asked", []), match]
        return super()._run(statement, match, question)


def _asked(store: ConceptStore, text: str) -> list[str]:
    with store._reading() as connection:
        search = _Counted(connection, store._index, store._vocabulary.of(connection))
        search.best(ConceptQuery(text, "sv"))
        return search.asked[1:]


def test_single_letters_among_others_are_whole_words_and_nobody_looks_further_for_them(
    filled: ConceptStore,
) -> None:
    asked = _asked(filled, "c f g p w v s n")
    assert "*" not in "".join(asked), "no beginning of one letter is looked for"
    assert all("fi/" not in match and "ar/" not in match for match in asked)
    assert found(filled, "c f g p w v s n") == []


def test_the_words_beside_a_single_letter_are_found_all_the_same(filled: ConceptStore) -> None:
    assert names(found(filled, "c fotograf"))[0] == "photographer"
    assert names(found(filled, "a b c d sjuksköterska"))[0] == "nurse"
    assert names(found(filled, "weave cl", "en")) == ["weave"], "two letters at the end may go on"


def test_a_beginning_of_one_or_two_letters_is_that_of_few_words(filled: ConceptStore) -> None:
    assert names(found(filled, "fo")) == ["photographer", "journalist"]
    assert names(found(filled, "c"))[:2] == ["c", "cpp"]
    assert all("*" not in match for match in _asked(filled, "fo"))


def test_words_beyond_the_eighth_do_not_count(filled: ConceptStore) -> None:
    assert found(filled, "q " * 8 + "fotograf") == []


def test_what_was_found_when_the_time_is_over_is_given_or_it_is_busy(filled: ConceptStore) -> None:
    class Short(Patience):
        def __init__(self, connection: Connection, steps: int) -> None:
            super().__init__(connection)
            self.steps = steps

        def check(self) -> None:
            self.steps -= 1
            if self.steps < 0:
                raise OutOfTimeError

    def search(text: str, steps: int) -> list[str]:
        with filled._reading() as connection:
            words = filled._vocabulary.of(connection)
            patience = Short(connection, steps)
            return names(
                list(Search(connection, filled._index, words, patience).best(ConceptQuery(text, "sv")))
            )

    assert search("fotograf", 2) == ["photographer"]
    with pytest.raises(BusyError):
        search("fotograf", 0)


def test_the_database_stops_at_the_end_of_the_time_and_answers_on(filled: ConceptStore) -> None:
    with filled._reading() as connection:
        with pytest.raises(OutOfTimeError), Patience(connection, 0.05).kept():
            connection.exec_driver_sql(_LONG[connection.dialect.name]).all()
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1
    assert names(found(filled, "fotograf"))[0] == "photographer"
    assert filled.find(shelf.ref(shelf.PHOTOGRAPHER)) is not None
