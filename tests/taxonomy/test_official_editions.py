"""The official files as they stand, taken in once: official numbers, and what a new version does to the one before."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from profile_service.actions.ports.concepts import Printed
from profile_service.domain.concept import ConceptKind, ConceptQuery, ConceptRef, RelationKind
from profile_service.storage.concepts import ConceptStore, open_store
from profile_service.taxonomy.formats import fitting_sheet
from profile_service.taxonomy.gathering import Sheaf
from profile_service.taxonomy.importing import SHEETS, TREES, Wish, print_sheaf, read_files
from profile_service.taxonomy.schemes import ESCO, ISCO, JOBTECH, SSYK, ref
from profile_service.taxonomy.sheet import Sheet
from profile_service.taxonomy.source import read_source
from profile_service.taxonomy.starter import starter_editions
from tests.stage import START
from tests.taxonomy.official import FOLDER, needs_official_files, official, take_in

# On a busy machine the official files take longer than a test commonly may.
pytestmark = [pytest.mark.timeout(400), needs_official_files]
PHOTOGRAPHER = ref(ESCO, "http://data.europa.eu/esco/occupation/66542dd6-05a6-4d9e-97ff-3f4858c31ff9")
NEEDS = [RelationKind.ESSENTIAL, RelationKind.OPTIONAL]
OLD = ("esco-1.0.8-en-labels",)
NEW = (
    "esco-1.2.0-en/occupations_en.csv",
    "esco-1.2.0-en/ISCOGroups_en.csv",
    "esco-1.2.0-en-rebuilt/skills_en.csv.gz",
    "esco-1.2.0-en-rebuilt/occupationSkillRelations_en.csv.gz",
)
JOBTECH_FILES = tuple(
    f"jobtech-taxonomy/{name}.json"
    for name in (
        "skills",
        "ssyk-level-4-groups",
        "ssyk-level-4-groups-with-related-skills",
        "ssyk-level-4-with-related-isco-level-4-groups",
        "languages",
    )
)


@dataclass(frozen=True)
class Shelf:
    store: ConceptStore
    did: Mapping[str, Printed]
    newest: Sheaf
    """What was read of ESCO 1.2.0."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('official') / 'concepts.sqlite3'}")
    did = dict(take_in(store, *official(*OLD)))
    newest = read_files(official(*NEW), Wish(), store, lambda _: None).sheaves
    did |= {f"{one.scheme} {one.version}": print_sheaf(store, one, START) for one in newest}
    did |= take_in(store, *official(*JOBTECH_FILES), version="30")
    did |= {"fi": take_in(store, *official("esco-multilang-skill-fixture"), version="1.2.0")["esco 1.2.0"]}
    did |= {"ar": take_in(store, *official("esco-occupations-multilang/v1.0.3"))["esco 1.0.3"]}
    yield Shelf(store, did, next(one for one in newest if one.scheme == ESCO))
    store.close()


def _uris(name: str) -> set[ConceptRef]:
    sheet = Sheet(read_source(official(name)[0]).text)
    column = "concept_uri" if "concept_uri" in sheet.columns else "conceptUri"
    return {ref(ESCO, uri) for _, (uri,) in sheet.pick(column)}


def test_esco_has_its_official_numbers(shelf: Shelf) -> None:
    there = shelf.store.holdings()[ESCO]
    assert there.concepts[ConceptKind.SKILL] == 13_939
    assert there.concepts[ConceptKind.OCCUPATION] == 3_039
    # 17 pairs are both essential and optional: the file says both, so each counts, and the sum is the official one.
    assert there.relations[RelationKind.ESSENTIAL] + there.relations[RelationKind.OPTIONAL] == 129_004


def test_a_pair_may_be_essential_and_optional_both(shelf: Shelf) -> None:
    always, sometimes = (
        {(one.source, one.target) for one in shelf.newest.relations if one.kind is need} for need in NEEDS
    )
    twice = sorted(always & sometimes, key=str)
    assert len(twice) == 17
    kinds = [one.kind for one in shelf.store.out_of(twice[0][0], NEEDS) if one.target == twice[0][1]]
    assert sorted(kinds) == sorted(NEEDS)


def test_a_new_version_keeps_deprecates_adds_and_relabels_what_it_should(shelf: Shelf) -> None:
    first, then = shelf.did["esco 1.0.8"], shelf.did["esco 1.2.0"]
    assert first.new == 13_485 + 2_942
    assert then.kept == 13_186 + 2_937
    assert then.new == 753 + 102
    assert then.deprecated == 299 + 5
    assert then.concepts == 13_939 + 3_039
    # 511 skills, and 50 occupations
    assert then.relabelled == 511 + 50


def test_no_code_is_lost_by_a_new_version(shelf: Shelf) -> None:
    before = _uris("esco-1.0.8-en-labels/skills_en_labels.csv.gz")
    gone = before - _uris("esco-1.2.0-en-rebuilt/skills_en.csv.gz")
    assert len(gone) == 299
    hits = shelf.store.labelled(sorted(before, key=str), "en")
    assert hits.keys() == before
    assert all(hit.label for hit in hits.values())
    assert {found for found, hit in hits.items() if hit.deprecated} == gone
    one = shelf.store.find(min(gone, key=str))
    assert one is not None and one.deprecated_in == "1.2.0" and one.labels["en"]


def test_a_second_import_changes_nothing(shelf: Shelf) -> None:
    before = shelf.store.holdings()
    again = take_in(shelf.store, *official(*OLD))
    assert [did.unchanged for did in again.values()] == [True]
    assert shelf.store.holdings() == before


def test_jobtech_has_its_official_numbers(shelf: Shelf) -> None:
    there = shelf.store.holdings()
    assert there[JOBTECH].concepts[ConceptKind.SKILL] == 6_657
    assert there[SSYK].concepts[ConceptKind.OCCUPATION_GROUP] == 400
    assert there[SSYK].relations[RelationKind.RELATED] == 17_517


def test_all_groups_of_ssyk_reach_occupations_of_esco(shelf: Shelf) -> None:
    groups = [ref(SSYK, one) for one in _codes()]
    assert len(groups) == 400
    across = {group: shelf.store.out_of(group, [RelationKind.CLOSE]) for group in groups}
    leading = {
        isco: any(one.source.scheme == ESCO for one in shelf.store.into(isco, [RelationKind.BROADER]))
        for isco in {way.target for ways in across.values() for way in ways}
    }
    assert all(isco.scheme == ISCO for isco in leading)
    assert [group for group, ways in across.items() if not any(leading[way.target] for way in ways)] == []


def _codes() -> list[str]:
    sheet = Sheet(read_source(official("jobtech-taxonomy/derived_ssyk2012.csv")[0]).text)
    return [code for _, (sort, code) in sheet.pick("type", "code") if sort == "ssyk-level-4"]


def test_a_code_written_by_jobtechs_own_id_leads_to_the_code_of_ssyk(shelf: Shelf) -> None:
    alias = ref(JOBTECH, "13md_uyV_BNG")
    assert [one.target for one in shelf.store.out_of(alias, [RelationKind.EXACT])] == [ref(SSYK, "3511")]
    found = shelf.store.find(alias)
    assert found is not None and found.kind is ConceptKind.OTHER


def test_other_languages_of_an_older_version_are_added_and_nothing_is_taken_away(shelf: Shelf) -> None:
    assert shelf.did["fi"].deprecated == shelf.did["ar"].deprecated == 0
    found = shelf.store.find(PHOTOGRAPHER)
    assert found is not None
    assert found.labels["en"] == "photographer"
    assert found.labels["fi"] == "valokuvaaja"
    assert "مصور" in found.labels["ar"]


@pytest.mark.parametrize(
    ("word", "language"),
    [("photographer", "en"), ("valokuvaaja", "fi"), ("مصور فوتوغرافي", "ar"), ("VALOKUVAAJA", "sv")],
)
def test_one_occupation_is_found_in_each_language(shelf: Shelf, word: str, language: str) -> None:
    hits = shelf.store.search(ConceptQuery(word, language, schemes=frozenset({ESCO})))
    assert hits[0].ref == PHOTOGRAPHER


def test_what_jobtech_matches_with_esco_keeps_its_strength(shelf: Shelf) -> None:
    files = official(
        "jobtech-esco-excerpt/jobtech_esco_excerpt.csv",
        "jobtech-taxonomy/derived_ssyk2012.csv",
        "jobtech-taxonomy/ssyk-level-1-groups.json",
    )
    checked = read_files(files, Wish(version="30"), shelf.store, lambda _: None)
    kinds = Counter(
        one.kind for sheaf in checked.sheaves for one in sheaf.relations if one.target.scheme == ESCO
    )
    assert kinds == {
        RelationKind.EXACT: 21,
        RelationKind.CLOSE: 3,
        RelationKind.NARROW: 8,
        RelationKind.BROAD: 13,
    }


def test_the_edition_says_where_it_comes_from(shelf: Shelf) -> None:
    wanted = {name.rpartition("/")[2] for name in NEW} - {"ISCOGroups_en.csv"}
    [newest] = [one for one in shelf.store.editions() if {file.name for file in one.files} == wanted]
    assert (newest.scheme, newest.version) == (ESCO, "1.2.0")
    assert "This service uses the ESCO classification of the European Commission." in newest.attribution
    assert newest.licence and newest.languages == ("en",)
    told = dict(line.split() for line in (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    for file in newest.files:
        assert file.sha256 in told


def test_the_starter_set_says_of_esco_what_the_official_files_say(shelf: Shelf) -> None:
    starter = next(one for one in starter_editions(START) if one.edition.scheme == ESCO)
    assert set(starter.relations) <= shelf.newest.relations.keys()
    for concept in starter.concepts:
        official_one = shelf.newest.concepts[concept.ref]
        assert (official_one.kind, official_one.code) == (concept.kind, concept.code)


def test_every_official_csv_is_known_by_its_columns() -> None:
    folders = [*FOLDER.glob("esco-*"), FOLDER / "elm-controlled-vocabularies", FOLDER / "value-sets"]
    files = [one for folder in folders for one in folder.rglob("*.csv")] + [
        *(FOLDER / "jobtech-taxonomy").glob("*.csv")
    ]
    assert len(files) > 50
    for path in files:
        header = Sheet(path.read_text(encoding="utf-8-sig").partition("\n")[0])
        assert fitting_sheet(SHEETS, header.columns) is not None, path.name
    assert len(TREES) == 3
