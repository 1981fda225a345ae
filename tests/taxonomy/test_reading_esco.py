"""ESCO's files in the forms that they come in."""

from pathlib import Path

import pytest

from profile_service.domain.concept import ConceptKind, RelationKind
from profile_service.storage.concepts import ConceptStore
from profile_service.taxonomy.errors import TaxonomyError
from profile_service.taxonomy.schemes import ESCO, ISCO, ref
from tests.taxonomy.files import BASE, broader, needs, occupations, put, sheet, skill, skills
from tests.taxonomy.official import take_in

SEW = ref(ESCO, f"{BASE}skill/sew")


@pytest.mark.parametrize("separator", ["\n", "\r\n", " | ", "|"])
def test_other_labels_come_apart_by_every_separator_that_official_files_use(
    store: ConceptStore, tmp_path: Path, separator: str
) -> None:
    others = separator.join(["stitch", "sew by hand", "stitch"])
    take_in(store, put(tmp_path, "skills_en.csv", skills(skill("sew", "sew", others))), version="1")
    found = store.find(SEW)
    assert found is not None
    assert set(found.other_labels["en"]) == {"stitch", "sew by hand"}


def test_a_byte_order_mark_new_lines_in_fields_and_gzip_are_all_read(
    store: ConceptStore, tmp_path: Path
) -> None:
    text = "\ufeff" + skills(skill("sew", "sew", description='Sew "well",\nor not at all.'))
    did = take_in(store, put(tmp_path, "skills_en.csv.gz", text), version="1")
    found = store.find(SEW)
    assert did["esco 1"].new == 1
    assert found is not None and found.descriptions == {"en": 'Sew "well",\nor not at all.'}


def test_what_a_terminal_could_take_for_a_command_is_left_out_of_texts(
    store: ConceptStore, tmp_path: Path
) -> None:
    row = skill("sew", "sew\x9b2J", "stitch\x80", "Sew\x99 well.")
    take_in(store, put(tmp_path, "skills_en.csv", skills(row)), version="1")
    found = store.find(SEW)
    assert found is not None
    assert (found.labels["en"], found.other_labels["en"], found.descriptions["en"]) == (
        "sew2J",
        ("stitch",),
        "Sew well.",
    )


def test_a_packed_file_of_several_members_is_read_to_its_end(store: ConceptStore, tmp_path: Path) -> None:
    first = put(tmp_path, "a.gz", skills(skill("sew", "sew"))).read_bytes()
    second = put(tmp_path, "b.gz", skills(skill("cut", "cut")).partition("\n")[2]).read_bytes()
    did = take_in(store, put(tmp_path, "skills_en.csv", first + second), version="1")
    assert did["esco 1"].new == 2


def test_the_version_and_the_language_are_read_off_names_where_these_say_them(
    store: ConceptStore, tmp_path: Path
) -> None:
    folder = tmp_path / "ESCO dataset - v1.2.0 - classification - sv - csv"
    folder.mkdir()
    put(folder, "skills_sv.csv", skills(skill("sew", "sy")))
    assert list(take_in(store, folder)) == ["esco 1.2.0"]
    found = store.find(SEW)
    assert found is not None and found.labels == {"sv": "sy"}


@pytest.mark.parametrize(
    ("name", "version", "asked"),
    [("skills_en.csv", "", "--version"), ("skills.csv", "1.2.0", "--language")],
)
def test_what_no_name_says_is_asked_for(
    store: ConceptStore, tmp_path: Path, name: str, version: str, asked: str
) -> None:
    with pytest.raises(TaxonomyError, match=asked):
        take_in(store, put(tmp_path, name, skills(skill("sew", "sew"))), version=version)
    assert store.editions() == []


def test_labels_that_were_taken_in_as_the_wrong_language_can_be_taken_in_as_the_right_one(
    store: ConceptStore, tmp_path: Path
) -> None:
    path = put(tmp_path, "skills.csv", skills(skill("sew", "sy")))
    take_in(store, path, version="1", language="en")
    assert not take_in(store, path, version="1", language="sv")["esco 1"].unchanged
    found = store.find(SEW)
    assert found is not None and found.labels["sv"] == "sy"


def test_an_occupation_is_found_under_its_group_even_before_the_groups_are_there(
    store: ConceptStore, tmp_path: Path
) -> None:
    take_in(store, put(tmp_path, "occupations_en.csv", occupations(("cook", "5120", "cook"))), version="1")
    group = ref(ISCO, "5120")
    assert store.find(group) is None
    columns = ("conceptType", "conceptUri", "code", "preferredLabel", "altLabels")
    row = ("ISCOGroup", "http://data.europa.eu/esco/isco/C5120", "5120", "Cooks", "")
    take_in(store, put(tmp_path, "ISCOGroups_en.csv", sheet(columns, row)))
    found = store.find(group)
    assert (
        found is not None and found.labels == {"en": "Cooks"} and found.kind is ConceptKind.OCCUPATION_GROUP
    )
    assert [one.source.id for one in store.into(group, [RelationKind.BROADER])] == [f"{BASE}occupation/cook"]


def test_relations_may_be_brought_after_the_concepts(store: ConceptStore, tmp_path: Path) -> None:
    take_in(store, put(tmp_path, "occupations_en.csv", occupations(("cook", "", "cook"))), version="1")
    take_in(
        store, put(tmp_path, "skills_en.csv", skills(skill("sew", "sew"), skill("cut", "cut"))), version="1"
    )
    take_in(store, put(tmp_path, "needs.csv", needs(("cook", "optional", "sew"))), version="1")
    take_in(store, put(tmp_path, "broader.csv", broader(("sew", "cut"))), version="1")
    assert [one.kind for one in store.out_of(ref(ESCO, f"{BASE}occupation/cook"), list(RelationKind))] == [
        RelationKind.OPTIONAL
    ]
    assert [one.target.id for one in store.out_of(SEW, [RelationKind.BROADER])] == [f"{BASE}skill/cut"]


def test_a_collection_takes_nothing_away(store: ConceptStore, tmp_path: Path) -> None:
    take_in(
        store,
        put(tmp_path, "skills_en.csv", skills(skill("sew", "sew"), skill("cut", "cut"))),
        version="1.0.0",
    )
    columns = (
        "conceptType",
        "conceptUri",
        "preferredLabel",
        "altLabels",
        "broaderConceptUri",
        "broaderConceptPT",
    )
    row = ("KnowledgeSkillCompetence", f"{BASE}skill/sew", "sew well", "", f"{BASE}skill/cut", "cut")
    did = take_in(store, put(tmp_path, "greenSkillsCollection_en.csv", sheet(columns, row)), version="2.0.0")
    assert (did["esco 2.0.0"].relabelled, did["esco 2.0.0"].deprecated) == (1, 0)


def test_what_comes_again_stands_again(store: ConceptStore, tmp_path: Path) -> None:
    both, one = skills(skill("sew", "sew"), skill("cut", "cut")), skills(skill("cut", "cut"))
    take_in(store, put(tmp_path, "a_en.csv", both), version="1.0.0")
    assert take_in(store, put(tmp_path, "b_en.csv", one), version="1.1.0")["esco 1.1.0"].deprecated == 1
    found = store.find(SEW)
    assert found is not None and (found.deprecated_in, found.labels) == ("1.1.0", {"en": "sew"})
    take_in(store, put(tmp_path, "c_en.csv", both + " "[:0]), version="1.2.0")
    found = store.find(SEW)
    assert found is not None and found.deprecated_in == ""


def test_labels_side_by_side_bring_all_their_languages(store: ConceptStore, tmp_path: Path) -> None:
    text = sheet(
        ("uri", "pref_en", "pref_fi", "pref_sv", "alt_en", "alt_fi", "alt_sv"),
        (f"{BASE}skill/sew", "sew", "ommella", "sy", "stitch|sew by hand", "", ""),
    )
    take_in(store, put(tmp_path, "labels.csv", text), version="1")
    found = store.find(SEW)
    assert found is not None and found.labels == {"en": "sew", "fi": "ommella", "sv": "sy"}


def test_concepts_as_tabiya_lays_them_out_are_read(store: ConceptStore, tmp_path: Path) -> None:
    text = sheet(
        (
            "ORIGINURI",
            "ID",
            "UUIDHISTORY",
            "ISCOGROUPCODE",
            "CODE",
            "PREFERREDLABEL",
            "ALTLABELS",
            "DESCRIPTION",
        ),
        (f"{BASE}occupation/cook", "key_1", "x", "5120", "5120.1", "cook", "chef\nrestaurant cook", "Cooks."),
    )
    take_in(store, put(tmp_path, "occupations.csv", text), version="1.1.1", language="en")
    found = store.find(ref(ESCO, f"{BASE}occupation/cook"))
    assert found is not None and (found.code, found.kind) == ("5120.1", ConceptKind.OCCUPATION)
