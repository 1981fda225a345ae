"""What is typed becomes what is kept, and comes back as it was typed."""

from collections.abc import Mapping

import pytest
from starlette.datastructures import FormData

from profile_service.domain.profile import Json
from profile_service.domain.sections import SECTIONS
from profile_service.portability.wire import WireRules
from profile_service.web.forms import fill_answers, first, posted, read_answers, without_controls
from profile_service.web.layouts import LAYOUTS

FULL: Mapping[str, Mapping[str, Json]] = {
    "person": {
        "name": "Åsa ريم",
        "birth_date": "1984-03",
        "identity_numbers": [{"kind": "other", "value": "LMA-77", "valid_from": "2019"}],
        "email": "asa@example.org",
        "phone": "+46 70 123 45 67",
        "place": {
            "label": "Nässjö",
            "scheme": "municipality",
            "concept_id": "0682",
            "scheme_version": "2024",
        },
        "interface_language": "sv",
        "mapping_languages": ["ar", "sv"],
        "interpreter_language": "ar",
        "protected_identity": True,
    },
    "expectations": {
        "goal": "occupation",
        "target": {"label": "Undersköterska"},
        "horizon": "within_a_year",
        "regions": [
            {"label": "Nässjö", "scheme": "municipality", "concept_id": "0682", "scheme_version": "2024"},
            {"label": "Eksjö"},
        ],
        "hours_per_week": 30,
        "start": "2027-01-15",
        "obstacles": "Barnomsorg.\nBuss.",
    },
    "experience": {
        "setting": "home",
        "title": "Tog hand om min mamma",
        "occupation": {"label": "Vårdbiträde"},
        "employer": "Familjen",
        "hide_employer": True,
        "country": "SE",
        "start": "2016-08",
        "ongoing": True,
        "tasks": "Mat\nMedicin",
        "skills_used": [{"label": "Laga mat"}],
    },
    "education": {
        "name": "Grundskola",
        "school": "Al-Amal",
        "country": "SY",
        "start": "1990",
        "end": "1996",
        "outcome": "interrupted",
        "years_done": 6.5,
        "level": {"label": "Grundskola"},
        "field": {"label": "Allmän"},
        "document": "lost",
        "recognition": "none",
    },
    "languages": {
        "language": {"label": "Arabiska"},
        "native": True,
        "listening": "C2",
        "reading": "none",
        "spoken_interaction": "B1",
        "spoken_production": "B1",
        "writing": "A1",
        "script_literacy": "some",
        "sfi_course": "B",
        "certificate": "Tisus",
    },
    "skills": {
        "skill": {"label": "Laga mat"},
        "level": 3,
        "months": 36,
        "last_used": "2024-05",
        "wants_to_use": False,
        "comes_from": [
            {"kind": "job", "item": "itm_1", "note": "Skolköket"},
            {"kind": "activity"},
        ],
    },
    "licences": {
        "kind": "driving",
        "licence": {"label": "B"},
        "issued": "2010-06-01",
        "valid_until": "2030",
        "country": "SE",
    },
    "evidence": {
        "type": {"label": "Betyg"},
        "title": "Slutbetyg",
        "issuer": "Skolan",
        "date": "1996-06",
        "file_sha256": "0" * 64,
        "file": "fil_1",
        "supports": ["itm_1", "itm_2"],
    },
    "adaptations": {"needs_at_work": "Sitta ner", "health": "Rygg", "equipment": "Stol"},
    "plan": {
        "goal": "Jobb i vården",
        "step": "Praktik",
        "owner": "Nils",
        "agreed_with": ["Norrsken AB", "Yrkesskolan"],
        "status": "started",
        "follow_up": "2027-02-01",
        "after_job_start": True,
    },
    "progress": {
        "indicator": {"label": "Jag vet vilket jobb jag vill ha"},
        "respondent": "caseworker",
        "value": 0,
        "date": "2026-11-01",
        "remark": "Bättre",
    },
}


@pytest.mark.parametrize("section", LAYOUTS)
def test_an_item_goes_through_its_form_unchanged(section: str) -> None:
    raw = FULL["skills" if section == "transversal" else section]
    content = WireRules().parse(section, raw)
    answers = fill_answers(section, content)
    read = {
        name: value for name, value in read_answers(section, answers, content).items() if value is not None
    }
    assert WireRules().parse(section, read) == content


@pytest.mark.parametrize("section", LAYOUTS)
def test_an_empty_form_holds_nothing(section: str) -> None:
    read = read_answers(section, {}, {})
    fixed = {"respondent": "person"} if section == "progress" else {}
    assert {name: value for name, value in read.items() if value is not None} == fixed
    assert set(read) == set(SECTIONS[section].fields)


def test_new_words_lose_the_code_of_the_old_ones() -> None:
    stored: Mapping[str, Json] = {"place": FULL["person"]["place"]}
    assert read_answers("person", {"place": ["Nässjö"]}, stored)["place"] == FULL["person"]["place"]
    assert read_answers("person", {"place": ["Eksjö"]}, stored)["place"] == {"label": "Eksjö"}


def test_a_decimal_comma_is_a_decimal_point() -> None:
    assert read_answers("education", {"years_done": ["2,5"]}, {})["years_done"] == 2.5
    assert read_answers("education", {"years_done": ["3"]}, {})["years_done"] == 3


@pytest.mark.parametrize("typed", ["three", "1e999", "nan", "--"])
def test_what_is_no_number_is_left_for_the_rules_to_refuse(typed: str) -> None:
    read = read_answers("education", {"name": ["Skola"], "years_done": [typed]}, {})
    with pytest.raises(Exception, match="1 fields do not fit"):
        WireRules().parse("education", {k: v for k, v in read.items() if v is not None})


def test_a_date_in_parts() -> None:
    def read(year: str, month: str, day: str) -> Json:
        answers = {"birth_date.year": [year], "birth_date.month": [month], "birth_date.day": [day]}
        return read_answers("person", answers, {})["birth_date"]

    assert read("1984", "3", "7") == "1984-03-07"
    assert read("1984", "03", "") == "1984-03"
    assert read("1984", "", "") == "1984"
    assert read("", "", "") is None
    assert read("1984", "", "7") == "1984--07", "refused by the rules, and told at the field"


def test_rows_without_a_kind_or_a_text_are_not_kept() -> None:
    answers = {"identity_numbers.kind": ["other", "other", ""], "identity_numbers.value": ["A1", " ", "B2"]}
    assert read_answers("person", answers, {})["identity_numbers"] == [{"kind": "other", "value": "A1"}]


def test_a_form_is_read_as_texts_only() -> None:
    answers = posted(FormData([("a", "1"), ("a", "2"), ("b", " x ")]))
    assert answers == {"a": ["1", "2"], "b": [" x "]}
    assert (first(answers, "b"), first(answers, "c")) == ("x", "")


def test_controls_go_and_joiners_of_other_scripts_stay() -> None:
    assert without_controls("a\x00b\r\nc\u200cd\x85") == "ab\nc\u200cd"
