"""The starter set: what is in it, that it agrees with the official files, and that it gives way to them."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from profile_service.domain.concept import (
    ConceptKind,
    ConceptQuery,
    ConceptRef,
    Relation,
    RelationKind,
    SchemeName,
)
from profile_service.language import LANGUAGES, spoken
from profile_service.storage.concepts import ConceptStore, open_store
from profile_service.taxonomy.schemes import EQF, ESCO, ISCO, ISO639, JOBTECH, SEQF, SSYK, SUN, ref
from profile_service.taxonomy.sheet import Sheet
from profile_service.taxonomy.source import read_source
from profile_service.taxonomy.starter import load_starter, starter_editions
from tests.stage import START, Stage, put_starter_set
from tests.taxonomy.files import BASE, OCCUPATION_COLUMNS, put, sheet
from tests.taxonomy.official import official, take_in

PHOTOGRAPHER = ref(ESCO, f"{BASE}occupation/66542dd6-05a6-4d9e-97ff-3f4858c31ff9")
SPOKEN = {spoken(tag) for tag in LANGUAGES}
"""Easy Swedish has no labels of its own: a name of a job is what it is called."""
SHORTEST_START = 0.3
"""Seconds that a start may lose where everything is loaded."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> ConceptStore:
    path = tmp_path_factory.mktemp("starter") / "concepts.sqlite3"
    put_starter_set(path)
    return open_store(f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("fotograf", "sv"),
        ("photographer", "en"),
        ("valokuvaaja", "fi"),
        ("مصور", "ar"),
        ("sawir-qaade", "so"),
        ("ሰኣሊ ፎቶ", "ti"),
        ("عکاس", "prs"),
        ("фотограф", "uk"),
        ("valokuvaaja", "sv"),
    ],
)
def test_a_photographer_is_found_in_eight_languages(loaded: ConceptStore, word: str, language: str) -> None:
    assert loaded.search(ConceptQuery(word, language))[0].ref == PHOTOGRAPHER


def test_it_holds_what_people_who_are_new_commonly_have_or_want(loaded: ConceptStore) -> None:
    there = loaded.holdings()
    assert there[ESCO].concepts[ConceptKind.SKILL] >= 90
    assert there[ESCO].concepts[ConceptKind.OCCUPATION] >= 30
    assert there[EQF].concepts == there[SEQF].concepts == {ConceptKind.EDUCATION_LEVEL: 8}
    assert there[SUN].concepts == {ConceptKind.EDUCATION_LEVEL: 7}
    assert there[JOBTECH].concepts == {ConceptKind.LICENCE: 15}
    assert there[ISO639].concepts[ConceptKind.LANGUAGE] > 500
    for code in ("sv", "ar", "so", "ti", "prs", "uk", "ku"):
        found = loaded.find(ref(ISO639, code))
        assert found is not None and {"sv", "en", "ar", "uk", "prs"} <= found.labels.keys(), code


def test_every_concept_has_a_label_in_every_language_of_the_portal() -> None:
    for one in starter_editions(START):
        if one.edition.scheme == ISO639:
            continue
        for concept in one.concepts:
            assert concept.labels.keys() >= SPOKEN, concept.ref
            assert all(text.strip() == text and text for text in concept.labels.values())


def test_no_two_occupations_and_no_two_skills_have_the_same_name() -> None:
    esco = next(one for one in starter_editions(START) if one.edition.scheme == ESCO)
    for language in sorted(SPOKEN):
        for kind in (ConceptKind.SKILL, ConceptKind.OCCUPATION):
            names = [one.labels[language] for one in esco.concepts if one.kind is kind]
            assert sorted(names) == sorted(set(names))


def test_each_occupation_needs_something_and_reaches_ssyk(loaded: ConceptStore) -> None:
    esco = next(one for one in starter_editions(START) if one.edition.scheme == ESCO)
    for occupation in (one.ref for one in esco.concepts if one.kind is ConceptKind.OCCUPATION):
        assert loaded.out_of(occupation, [RelationKind.ESSENTIAL]), occupation
        [group] = [one.target for one in loaded.out_of(occupation, [RelationKind.BROADER])]
        assert group.scheme == ISCO
        assert [one.source.scheme for one in loaded.into(group, [RelationKind.CLOSE])][:1] == [SSYK]


def test_what_it_says_of_ssyk_and_licences_is_what_the_official_files_say() -> None:
    pairs = _column("jobtech-taxonomy/derived_ssyk2012_isco08.csv", "ssyk2012_code", "isco08_code")
    classes = _column("value-sets/driving_licence_jobtech.csv", "jobtech_concept_id")
    levels = _column("value-sets/eqf_seqf.csv", "level", "eqf_uri", "seqf_uri")
    by_scheme = {one.edition.scheme: one for one in starter_editions(START)}
    assert {(one.source.id, one.target.id) for one in by_scheme[SSYK].relations} <= pairs
    assert {(one.ref.id,) for one in by_scheme[JOBTECH].concepts} == classes
    codes = {one.ref: one.code for one in by_scheme[SEQF].concepts}
    assert {(codes[one.source], one.target.id, one.source.id) for one in by_scheme[SEQF].relations} == levels


def _column(name: str, *columns: str) -> set[tuple[str, ...]]:
    return {tuple(row) for _, row in Sheet(read_source(official(name)[0]).text).pick(*columns)}


def test_it_is_loaded_once_and_a_later_start_is_quick(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'concepts.sqlite3'}"
    store = open_store(url)
    assert load_starter(store, store, START) == 8
    store.close()
    again = open_store(url)
    begun = perf_counter()
    assert load_starter(again, again, START) == 0
    assert perf_counter() - begun < SHORTEST_START
    again.close()


def test_a_starter_set_that_lacks_a_language_is_filled_up(store: ConceptStore) -> None:
    [isco] = [one for one in starter_editions(START) if one.edition.scheme == ISCO]
    one = isco.concepts[0]
    before = replace(one, labels={tag: one.labels[tag] for tag in ("sv", "en", "ar")})
    store.print_edition(replace(isco.edition, languages=("ar", "en", "sv")), (before,), (), frozenset())
    assert load_starter(store, store, START) == 8
    found = store.find(one.ref)
    assert found is not None and found.labels == one.labels
    assert load_starter(store, store, START) == 0


def test_only_schemes_without_an_edition_get_it(store: ConceptStore, tmp_path: Path) -> None:
    row = ("Occupation", PHOTOGRAPHER.id, "3431", "photographer", "", "released", "")
    take_in(store, put(tmp_path, "occupations_en.csv", sheet(OCCUPATION_COLUMNS, row)), version="1.0.8")
    assert load_starter(store, store, START) == 7
    assert ESCO in store.holdings() and store.holdings()[ESCO].concepts == {ConceptKind.OCCUPATION: 1}


@pytest.mark.parametrize("version", ["1.0.8", "1.2.0", "1.3.0"])
def test_an_official_edition_replaces_its_labels_and_loses_no_code(tmp_path: Path, version: str) -> None:
    put_starter_set(tmp_path / "concepts.sqlite3")
    store = open_store(f"sqlite:///{tmp_path / 'concepts.sqlite3'}")
    before = _codes_of(ESCO)
    row = ("Occupation", PHOTOGRAPHER.id, "3431", "official photographer", "", "released", "")
    did = take_in(store, put(tmp_path, "occupations_en.csv", sheet(OCCUPATION_COLUMNS, row)), version=version)
    assert (did[f"esco {version}"].new, did[f"esco {version}"].kept) == (0, 1)
    found = store.find(PHOTOGRAPHER)
    assert found is not None
    assert found.labels["en"] == "official photographer" and "photographer" in found.other_labels["en"]
    assert found.labels["sv"] == "fotograf" and found.deprecated_in == ""
    assert store.labelled(before, "sv").keys() == set(before)
    store.close()


def _codes_of(scheme: SchemeName) -> list[ConceptRef]:
    return [
        one.ref
        for edition in starter_editions(START)
        if edition.edition.scheme == scheme
        for one in edition.concepts
    ]


def test_the_demo_has_it_from_the_start(stage: Stage) -> None:
    there = {edition.scheme for edition in stage.parts.library.store.editions()}
    assert there == {one.edition.scheme for one in starter_editions(START)}
    needed = stage.parts.library.store.out_of(PHOTOGRAPHER, [RelationKind.ESSENTIAL])
    assert needed and all(isinstance(one, Relation) for one in needed)
