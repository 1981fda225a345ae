"""JobTech's dumps, and the short lists."""

import json
from pathlib import Path
from typing import Any

import pytest

from profile_service.domain.concept import ConceptKind, RelationKind
from profile_service.storage.concepts import ConceptStore
from profile_service.taxonomy.errors import TaxonomyError
from profile_service.taxonomy.schemes import EQF, ISCED_F, ISCO, ISO639, JOBTECH, SEQF, SSYK, SUN, ref
from tests.taxonomy.files import jobtech, put, sheet
from tests.taxonomy.official import take_in

GROUP = {"id": "grp1", "type": "ssyk-level-4", "preferred_label": "Drifttekniker", "ssyk_code_2012": "3511"}
SKILL = {"id": "wan1", "type": "skill", "preferred_label": "WAN"}


def _take(store: ConceptStore, folder: Path, *concepts: Any, name: str = "dump.json") -> None:
    take_in(store, put(folder, name, jobtech(*concepts)), version="30")


def test_a_group_is_kept_under_the_code_of_its_own_scheme(store: ConceptStore, tmp_path: Path) -> None:
    isco = {"id": "isc1", "type": "isco-level-4", "preferred_label": "Driftare", "isco_code_08": "3511"}
    _take(store, tmp_path, {**GROUP, "related": [isco]})
    ways = store.out_of(ref(SSYK, "3511"), list(RelationKind))
    assert [(one.kind, one.target) for one in ways] == [(RelationKind.CLOSE, ref(ISCO, "3511"))]


def test_a_dump_that_names_groups_by_jobtechs_ids_finds_their_codes_in_what_was_taken_in_before(
    store: ConceptStore, tmp_path: Path
) -> None:
    unnamed = {key: value for key, value in GROUP.items() if key != "ssyk_code_2012"} | {"related": [SKILL]}
    with pytest.raises(TaxonomyError, match=r"ssyk-level-4-groups\.json"):
        _take(store, tmp_path, unnamed)
    assert store.editions() == []
    _take(store, tmp_path, GROUP)
    _take(store, tmp_path, unnamed, name="skills.json")
    assert [one.target.id for one in store.out_of(ref(SSYK, "3511"), [RelationKind.RELATED])] == ["wan1"]


def test_who_can_stand_in_for_whom_is_read_in_both_directions_with_its_share(
    store: ConceptStore, tmp_path: Path
) -> None:
    def named(name: str, **more: Any) -> dict[str, Any]:
        return {"id": name, "type": "occupation-name", "preferred_label": name, **more}

    _take(
        store,
        tmp_path,
        named("a", substitutes=[named("b", substitutability_percentage=75)], substituted_by=[]),
        named("b", substitutes=[], substituted_by=[named("c", substitutability_percentage=25)]),
    )
    assert [
        (one.target.id, one.weight) for one in store.out_of(ref(JOBTECH, "a"), [RelationKind.SUBSTITUTE])
    ] == [("b", 75)]
    into = store.into(ref(JOBTECH, "b"), [RelationKind.SUBSTITUTE])
    assert sorted((one.source.id, one.weight) for one in into) == [("a", 75), ("c", 25)]


def test_hierarchies_lead_upwards_and_levels_and_fields_of_sun_do_not_meet(
    store: ConceptStore, tmp_path: Path
) -> None:
    def field(code: str, depth: int, **more: Any) -> dict[str, Any]:
        kind = f"sun-education-field-{depth}"
        return {
            "id": f"f{code}",
            "type": kind,
            "preferred_label": code,
            "sun_education_field_code_2020": code,
            **more,
        }

    level = {
        "id": "l3",
        "type": "sun-education-level-1",
        "preferred_label": "Gymnasial",
        "sun_education_level_code_2020": "3",
    }
    _take(store, tmp_path, field("3", 1, narrower=[field("34", 2, narrower=[field("341a", 4)])]), level)
    assert [one.target.id for one in store.out_of(ref(SUN, "341a"), [RelationKind.BROADER])] == ["field:34"]
    kinds = [found.kind for code in ("3", "field:3") if (found := store.find(ref(SUN, code)))]
    assert kinds == [ConceptKind.EDUCATION_LEVEL, ConceptKind.EDUCATION_FIELD]


def test_a_language_leads_to_its_code_where_there_is_one(store: ConceptStore, tmp_path: Path) -> None:
    known = {
        "id": "lit1",
        "type": "language",
        "preferred_label": "Litauiska",
        "iso_639_1_2002": "LT",
        "iso_639_3_2007": None,
    }
    _take(store, tmp_path, known, {"id": "rom1", "type": "language", "preferred_label": "Resande"})
    assert [one.target for one in store.out_of(ref(JOBTECH, "lit1"), [RelationKind.EXACT])] == [
        ref(ISO639, "lt")
    ]
    assert store.out_of(ref(JOBTECH, "rom1"), list(RelationKind)) == []


def test_the_dump_of_2020_is_older_than_every_numbered_version(store: ConceptStore, tmp_path: Path) -> None:
    old = {
        "wan1": {"preferredLabel": "WAN-teknik", "type": "skill", "legacyAmsTaxonomyId": "1"},
        "b": {"preferredLabel": "B", "type": "driving-licence", "legacyAmsTaxonomyId": "2"},
    }
    _take(store, tmp_path, SKILL)
    did = take_in(store, put(tmp_path, "legacy.json", json.dumps(old)))
    assert (did["jobtech 0"].new, did["jobtech 0"].deprecated) == (1, 0)
    found, licence = store.find(ref(JOBTECH, "wan1")), store.find(ref(JOBTECH, "b"))
    assert found is not None and found.labels["sv"] == "WAN"
    assert licence is not None and licence.kind is ConceptKind.LICENCE


def test_frameworks_and_fields_of_education_have_their_own_schemes(
    store: ConceptStore, tmp_path: Path
) -> None:
    base = "http://data.europa.eu/snb/"
    text = sheet(
        ("uri", "code", "label_en"),
        (f"{base}eqf/4", "4", "Level 4"),
        (f"{base}qdr/c_1", "c_1", "SeQF Level 4"),
        (f"{base}isced-f/07", "07", "Engineering"),
        (f"{base}isced-f/071", "071", "Engineering trades"),
    )
    take_in(store, put(tmp_path, "lists.csv", text))
    pair = sheet(("level", "eqf_uri", "seqf_uri"), ("4", f"{base}eqf/4", f"{base}qdr/c_1"))
    take_in(store, put(tmp_path, "pair.csv", pair))
    swedish = ref(SEQF, f"{base}qdr/c_1")
    assert [one.target for one in store.out_of(swedish, [RelationKind.EXACT])] == [ref(EQF, f"{base}eqf/4")]
    narrow = ref(ISCED_F, f"{base}isced-f/071")
    assert [one.target.id for one in store.out_of(narrow, [RelationKind.BROADER])] == [f"{base}isced-f/07"]


def test_one_scheme_alone_can_be_taken_in(store: ConceptStore, tmp_path: Path) -> None:
    path = put(tmp_path, "dump.json", jobtech(GROUP, SKILL))
    assert list(take_in(store, path, version="30", scheme="ssyk2012")) == ["ssyk2012 2012"]
    with pytest.raises(TaxonomyError, match="nothing of 'esco' is in it"):
        take_in(store, path, version="30", scheme="esco")
