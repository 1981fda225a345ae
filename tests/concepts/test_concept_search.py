"""Finding a concept by what people type: on SQLite and on PostgreSQL alike."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profile_service.domain.concept import MOST_HITS, ConceptKind, ConceptQuery
from profile_service.storage.concepts import ConceptStore, open_store
from tests.concepts import shelf
from tests.concepts.shelf import PHOTOGRAPHER, found, names


@pytest.mark.parametrize(
    "typed",
    [
        "fotograf", "valokuvaaja", "photographer", "مصور فوتوغرافي", "المصور", "مـصـوره", "picture taker",
        "FOTOGRAF", "Fötógräf", "fotgraf", "fotoggraf", "ftograf", "ofotgraf", "fotogarf", "fotografen", "valokuvaja",
        "photografer", "phtographr", "fotogr", "مصوور", "3431.1", "  fotograf  ", "\u200ffotograf\u200f", "foto­graf",
    ],
)  # fmt: skip
def test_one_trade_is_found_in_every_language_and_with_slips(filled: ConceptStore, typed: str) -> None:
    for language in ("sv", "en", "ar", "so"):
        assert found(filled, typed, language)[0].ref.id == PHOTOGRAPHER, language


def test_the_label_is_in_her_language_or_the_next_best_and_says_so(filled: ConceptStore) -> None:
    arabic = found(filled, "fotograf", "ar")[0]
    assert (arabic.language, arabic.fallback, arabic.matched) == ("ar", False, "fotograf")
    somali = found(filled, "photographer", "so")[0]
    assert (somali.label, somali.language, somali.fallback) == ("fotograf", "sv", True)
    english = found(filled, "weber", "sv")[0]
    assert (english.label, english.language, english.fallback, english.matched) == (
        "weaver",
        "en",
        True,
        "Weber",
    )
    regional = found(filled, "fotograf", "sv-FI")[0]
    assert (regional.language, regional.fallback, regional.matched) == ("sv", False, "")
    assert found(filled, "picture taker", "en")[0].matched == "picture taker"
    assert found(filled, "fotograf")[0].version == "1.2.0"


def test_exact_comes_before_beginnings_and_beginnings_before_other_labels(filled: ConceptStore) -> None:
    assert names(found(filled, "foto")) == ["photographer", "journalist"]
    assert names(found(filled, "c"))[:2] == ["c", "cpp"]
    assert names(found(filled, "c++")) == ["cpp"]
    assert names(found(filled, "skot"))[0] == "nurse"
    assert names(found(filled, "weave", "en")) == ["weave", "weaver"]


def test_what_is_current_comes_before_what_is_not(store: ConceptStore) -> None:
    store.print_edition(shelf.edition("1"), [shelf.one("old", {"sv": "snickare"})], (), shelf.WHOLE)
    store.print_edition(shelf.edition("2"), [shelf.one("new", {"sv": "snickare, möbler"})], (), shelf.WHOLE)
    hits = found(store, "snickare")
    assert [(hit.ref.id, hit.deprecated) for hit in hits] == [("new", False), ("old", True)]


def test_kinds_schemes_and_a_limit_narrow_it(filled: ConceptStore) -> None:
    kinds = frozenset({ConceptKind.SKILL})
    assert names(found(filled, "weave", "en", kinds=kinds)) == ["weave"]
    assert names(found(filled, "underskot", schemes=frozenset({shelf.SSYK}))) == ["5321"]
    assert names(found(filled, "5321")) == ["5321"]
    assert found(filled, "underskot", schemes=frozenset({shelf.ESCO})) == []
    assert len(found(filled, "foto", limit=1)) == 1
    assert found(filled, "foto", limit=0) == found(filled, "foto", limit=-1) == []


def test_words_may_stand_in_any_order_and_some_may_be_missing(filled: ConceptStore) -> None:
    assert names(found(filled, "cloth weave", "en")) == ["weave"]
    assert names(found(filled, "I want to weave all day", "en"))[0] in ("weave", "weaver")
    assert found(filled, "quantum chromodynamics") == []


HOSTILE = [
    "", " ", "\t\n", "\0", "fotograf\0", '"', "'", "''", '""', "*", "^", "-", "--", "(", ")", "()", "fotograf)", '"fotograf', "a OR b",
    "NEAR(a b, 2)", "NOT", "AND", "{tokens}: a", "tokens:fotograf", "a AND", "col:", "sv/", "/", "a & b", "a | !b", "a:*", "<->", "\\", "\\'",
    "'; DROP TABLE concept; --", "%", "_", "%%%s", "{conditions}", ":match", "$1", "😀", "👩‍👩‍👧‍👦 fotograf", "\u200f\u202e\u2066", "\ud800", "\ufffe",
    "ﷺ" * 100, "İ" * 100, "a\u0301" * 500, "a " * 5000, "x" * 10_000_000, " " * 10_000_000, "é" * 3000, "0" * 500, "१२३", "٣٤٣١",
]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_that_is_typed_is_syntax_or_fails_or_takes_long(filled: ConceptStore, typed: str) -> None:
    begun = time.monotonic()
    assert len(found(filled, typed, "sv", limit=10**9)) <= MOST_HITS
    assert time.monotonic() - begun < 1
    assert found(filled, "fotograf")[0].ref.id == PHOTOGRAPHER


@pytest.mark.parametrize("language", ["", "x" * 200, "sv'", '"', "\0", "zh-Hant-TW", "*", "\ud800"])
def test_a_language_is_no_syntax_either(filled: ConceptStore, language: str) -> None:
    assert found(filled, "fotograf", language)[0].label == "fotograf"


@given(st.text(max_size=40), st.text(max_size=8))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_text_at_all_can_be_searched(shared: ConceptStore, typed: str, language: str) -> None:
    assert isinstance(shared.search(ConceptQuery(typed, language)), list)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> ConceptStore:
    folder: Path = tmp_path_factory.mktemp("any")
    return shelf.fill(open_store(f"sqlite:///{folder}/taxonomy.sqlite3"))
