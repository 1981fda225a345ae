"""Editions come one after the other: nothing is lost, nothing is half taken in, and their order does not matter."""

import itertools
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from profile_service.domain.concept import Concept, ConceptKind, Relation, RelationKind
from profile_service.storage.concepts import ConceptStore, open_store
from profile_service.storage.database import DatabaseError
from tests.concepts import shelf
from tests.concepts.shelf import ESCO, WHOLE, edition, found, names, one, ref

OLD = (
    one("a", {"en": "shop helper"}, {"en": ["till helper"]}, descriptions={"en": "Helps."}),
    one("b", {"en": "gas lighter"}),
    one("c", {"en": "baker"}),
)
NEW = (
    one("a", {"en": "shop assistant"}, descriptions={"en": "Assists."}),
    one("c", {"en": "baker"}),
    one("d", {"en": "coder"}),
)
SWEDISH = (one("a", {"sv": "butiksbiträde"}), one("b", {"sv": "lykttändare"}), one("c", {"sv": "bagare"}))


def test_what_a_newer_edition_lacks_is_deprecated_and_keeps_its_labels(store: ConceptStore) -> None:
    first = store.print_edition(edition("1.0.8"), OLD, (), WHOLE)
    assert (first.new, first.kept, first.deprecated, first.unchanged) == (3, 0, 0, False)
    second = store.print_edition(edition("1.2.0"), NEW, (), WHOLE)
    assert (second.concepts, second.new, second.kept, second.relabelled, second.deprecated) == (3, 1, 2, 1, 1)
    gone = store.find(ref("b"))
    assert gone is not None and (gone.labels, gone.deprecated_in) == ({"en": "gas lighter"}, "1.2.0")
    assert store.labelled([ref("b")], "en")[ref("b")].version == "1.0.8"
    assert found(store, "gas lighter", "en")[0].deprecated


def test_a_relabelled_concept_is_found_by_its_old_words(store: ConceptStore) -> None:
    store.print_edition(edition("1.0.8"), OLD, (), WHOLE)
    store.print_edition(edition("1.2.0"), NEW, (), WHOLE)
    hit = found(store, "shop helper", "en")[0]
    assert (hit.label, hit.matched, hit.version) == ("shop assistant", "shop helper", "1.2.0")
    concept = store.find(ref("a"))
    assert concept is not None
    assert concept.labels == {"en": "shop assistant"} and concept.descriptions == {"en": "Assists."}
    assert set(concept.other_labels["en"]) == {"till helper", "shop helper"}


def test_the_same_files_again_change_nothing(store: ConceptStore) -> None:
    store.print_edition(edition("1.0.8"), OLD, (), WHOLE)
    before = _all_of(store)

    def untouched() -> Iterator[Concept]:
        raise AssertionError("nobody reads it again")
        yield

    again = store.print_edition(edition("1.0.8"), untouched(), (), WHOLE)
    assert again.unchanged and (again.concepts, again.new) == (0, 0)
    assert _all_of(store) == before and len(store.editions()) == 1


def test_one_that_comes_again_stands_again(store: ConceptStore) -> None:
    for version, concepts in (("1", OLD), ("2", NEW), ("3", OLD)):
        store.print_edition(edition(version), concepts, (), WHOLE)
    back, gone = store.find(ref("b")), store.find(ref("d"))
    assert back is not None and gone is not None
    assert (back.deprecated_in, gone.deprecated_in) == ("", "3")


def test_a_partial_edition_and_other_kinds_deprecate_nothing(store: ConceptStore) -> None:
    store.print_edition(edition("1.0.8"), OLD, (), WHOLE)
    assert store.print_edition(edition("1.2.0", file="starter"), NEW[:1], (), frozenset()).deprecated == 0
    skills = [one("s", {"en": "weld"}, kind=ConceptKind.SKILL)]
    assert store.print_edition(edition("1.3.0"), skills, (), frozenset({"skill"})).deprecated == 0
    assert not found(store, "baker", "en")[0].deprecated


def test_other_schemes_are_left_alone(store: ConceptStore) -> None:
    store.print_edition(edition("1"), OLD, (), WHOLE)
    store.print_edition(edition("2", scheme=shelf.SSYK), shelf.GROUPS, (), WHOLE)
    assert not found(store, "baker", "en")[0].deprecated


def test_editions_in_any_order_leave_the_same_behind(url: str) -> None:
    """Of the same concepts: 1.0.8 in English, 1.0.8 in Swedish, 1.2.0 in English; whole ones and one that is not."""
    printed = (
        (edition("1.0.8", file="en"), OLD, WHOLE),
        (edition("1.0.8", file="sv"), SWEDISH, WHOLE),
        (edition("1.2.0", file="en"), NEW, WHOLE),
    )
    seen = []
    for turn, order in enumerate(itertools.permutations(printed)):
        store = open_store(url.replace("taxonomy", f"taxonomy{turn}").replace("shelf_", f"shelf_{turn}_"))
        if "postgresql" in url:
            _make_schema(url, turn)
        for one_edition, concepts, whole in order:
            store.print_edition(one_edition, concepts, (), whole)
        seen.append([store.find(ref(name)) for name in "abcd"])
        store.close()
    assert all(state == seen[0] for state in seen)
    assert seen[0][0] is not None
    assert seen[0][0].labels == {"en": "shop assistant", "sv": "butiksbiträde"}
    assert [concept is not None and concept.deprecated_in for concept in seen[0]] == ["", "1.2.0", "", ""]


def test_versions_are_compared_by_their_numbers(store: ConceptStore) -> None:
    store.print_edition(edition("1.10"), NEW, (), WHOLE)
    store.print_edition(edition("1.9.5"), OLD, (), WHOLE)
    assert found(store, "shop", "en")[0].label == "shop assistant"
    assert [known.version for known in store.editions()] == ["1.10", "1.9.5"]


def test_an_edition_says_where_it_is_from(store: ConceptStore) -> None:
    known = edition("1.2.0")
    store.print_edition(known, NEW, (), WHOLE)
    assert list(store.editions()) == [known]


def test_an_import_that_breaks_off_leaves_nothing(store: ConceptStore) -> None:
    store.print_edition(edition("1.0.8"), OLD, (), WHOLE)
    before = _all_of(store)

    def broken() -> Iterator[Concept]:
        yield from (one(str(number), {"en": f"number {number}"}) for number in range(1200))
        raise ValueError("line 1201 is broken")

    with pytest.raises(ValueError, match="line 1201"):
        store.print_edition(edition("1.2.0"), broken(), (), WHOLE)
    assert _all_of(store) == before
    assert store.print_edition(edition("1.2.0"), NEW, (), WHOLE).new == 1


_KILLED = """
import sys
from tests.concepts.shelf import edition, one
from profile_service.storage.concepts import open_store
def slow():
    for number in range(3000):
        yield one(str(number), {"en": f"number {number}"})
    print("half", flush=True)
    sys.stdin.read()
open_store(sys.argv[1]).print_edition(edition("9"), slow(), (), frozenset({"occupation"}))
"""


def test_a_killed_import_leaves_nothing_and_readers_never_wait_for_one(store: ConceptStore, url: str) -> None:
    store.print_edition(edition("1.0.8"), OLD, (), WHOLE)
    before = _all_of(store)
    root = Path(__file__).parents[2]
    importing = subprocess.Popen(
        [sys.executable, "-c", _KILLED, url],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert importing.stdout is not None and importing.stdin is not None
    with importing.stdin, importing.stdout:
        assert importing.stdout.readline() == "half\n"
        assert _all_of(store) == before, "readers see the old state while it runs"
        importing.kill()
        importing.wait()
    assert _all_of(store) == before
    assert store.print_edition(edition("1.2.0"), NEW, (), WHOLE).deprecated == 1


def test_two_imports_at_once_come_one_after_the_other(store: ConceptStore, url: str) -> None:
    begun, go_on, other = threading.Event(), threading.Event(), open_store(url)
    done: list[str] = []

    def slow() -> Iterator[Concept]:
        begun.set()
        assert go_on.wait(10)
        yield from OLD

    def first() -> None:
        store.print_edition(edition("1.0.8"), slow(), (), WHOLE)
        done.append("first")

    def second() -> None:
        other.print_edition(edition("1.2.0"), NEW, (), WHOLE)
        done.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert begun.wait(10)
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert done == ["first", "second"]
    gone = store.find(ref("b"))
    assert gone is not None and gone.deprecated_in == "1.2.0"
    other.close()


def test_relations_are_read_both_ways_and_a_newer_edition_says_them_anew(store: ConceptStore) -> None:
    essential, optional = RelationKind.ESSENTIAL, RelationKind.OPTIONAL
    old = [
        Relation(essential, ref("a"), ref("c")),
        Relation(essential, ref("b"), ref("c"), 75),
        Relation(optional, ref("a"), ref("d")),
        Relation(RelationKind.EXACT, ref("a"), ref("5223", shelf.SSYK)),
    ]
    assert store.print_edition(edition("1.0.8"), OLD, old, WHOLE).relations == 4
    assert list(store.into(ref("c"), [essential])) == old[:2]
    assert store.find(ref("5223", shelf.SSYK)) is None, "it was only mentioned"
    assert found(store, "5223") == []
    store.print_edition(edition("1.2.0"), NEW, [Relation(essential, ref("a"), ref("d"))], WHOLE)
    assert list(store.out_of(ref("a"), [essential])) == [Relation(essential, ref("a"), ref("d"))]
    assert len(store.out_of(ref("a"), ())) == 3, "what it did not speak of stands"
    again = [Relation(essential, ref("a"), ref("c"))]
    store.print_edition(edition("1.1", file="late"), (), again, frozenset())
    assert list(store.out_of(ref("a"), [essential])) == [Relation(essential, ref("a"), ref("d"))]
    store.print_edition(
        edition("1", scheme=shelf.SSYK), [one("5223", {"sv": "Säljare"}, scheme=shelf.SSYK)], (), WHOLE
    )
    assert names(found(store, "5223")) == ["5223"]


def test_many_are_labelled_at_once(store: ConceptStore) -> None:
    store.print_edition(
        edition("1"), [one(str(number), {"en": f"number {number}"}) for number in range(1100)], (), WHOLE
    )
    refs = [ref(str(number)) for number in range(1100)]
    labelled = store.labelled([*refs, ref("nobody"), ref("1", shelf.SSYK)], "sv")
    assert set(labelled) == set(refs)
    assert labelled[ref("1")].fallback and labelled[ref("1")].label == "number 1"


def test_a_store_that_is_none_of_ours_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "text.sqlite3").write_text("not a database" * 100)
    text = open_store(f"sqlite:///{tmp_path}/text.sqlite3")
    with closing(text), pytest.raises(DatabaseError, match=r"text\.sqlite3 cannot be used"):
        text.editions()
    nowhere = open_store("postgresql://she:secret-word@127.0.0.1:1/none")
    with pytest.raises(DatabaseError) as refused:
        nowhere.editions()
    assert "secret-word" not in str(refused.value) and "cannot be used" in str(refused.value)


def test_a_store_of_another_version_is_not_touched(url: str) -> None:
    store = shelf.fill(open_store(url))
    with store._alone() as connection:
        connection.exec_driver_sql("UPDATE concept_store SET made_as = 999")
    store.close()
    with (
        closing(open_store(url)) as again,
        pytest.raises(DatabaseError, match="another version of Egenkarta"),
    ):
        again.editions()


def _make_schema(url: str, turn: int) -> None:
    import psycopg

    schema = url.rpartition("shelf_")[2]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA shelf_{turn}_{schema}".encode())


def _all_of(store: ConceptStore) -> object:
    """All that can be read of it, for the concepts that the tests here print."""
    some = [store.find(ref(name, ESCO)) for name in ("a", "b", "c", "d", "0", "7")]
    return some, list(store.editions()), found(store, "number", "en"), found(store, "baker", "en")
