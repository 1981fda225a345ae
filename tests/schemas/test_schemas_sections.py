"""The sections as a whole."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas import limits
from schemas.profile import ITEM_MODELS, ProfilePatch, Sections
from schemas.sections import SECTION_MODELS, SectionName, parse_content
from schemas.sections.sensitivity import SENSITIVE_FIELDS, SPECIAL_CATEGORY_FIELDS

LABEL = {"label": "Cook"}
LEAST: dict[str, dict[str, object]] = {
    "person": {},
    "expectations": {"goal": "occupation"},
    "experience": {"title": "Cook"},
    "education": {"name": "School"},
    "languages": {"language": {"label": "Tigrinya"}},
    "skills": {"skill": LABEL},
    "transversal": {"skill": LABEL},
    "licences": {"licence": LABEL},
    "evidence": {"title": "Diploma"},
    "adaptations": {"equipment": "A higher table"},
    "plan": {"goal": "A job as a cook"},
    "progress": {"indicator": LABEL, "respondent": "person", "value": 0, "date": "2026-01-31"},
    "assessments": {
        "competence": LABEL,
        "kind": "assessed",
        "assessor": "Yrkesskolan",
        "method": "Work sample",
        "assessed_on": "2026-01-31",
        "status": "stands",
        "assessment_id": "asm_1",
    },
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_all_lists_of_sections_name_the_same_sections_in_the_same_order() -> None:
    names = list(SECTION_MODELS)
    assert (
        names
        == list(get_args(SectionName))
        == list(ITEM_MODELS)
        == list(Sections.model_fields)
        == list(LEAST)
    )


@pytest.mark.parametrize("section", LEAST)
def test_the_least_that_a_section_asks_for_is_enough(section: str) -> None:
    assert parse_content(section, LEAST[section]) == dict(LEAST[section])


@pytest.mark.parametrize("section", [section for section in LEAST if section != "person"])
def test_nothing_at_all_is_not_enough(section: str) -> None:
    with pytest.raises(ValidationError):
        parse_content(section, {})


@pytest.mark.parametrize("section", LEAST)
def test_an_unknown_field_is_refused(section: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_content(section, {**LEAST[section], "score": 5})
    assert refused.value.errors()[0]["loc"] == ("score",)


@pytest.mark.parametrize("section", LEAST)
@pytest.mark.parametrize("raw", [None, [], "text", 1, True])
def test_content_that_is_no_object_is_refused(section: str, raw: object) -> None:
    with pytest.raises(ValidationError):
        parse_content(section, raw)


@pytest.mark.parametrize("section", LEAST)
def test_null_and_absent_mean_the_same(section: str) -> None:
    optional = [name for name, field in SECTION_MODELS[section].model_fields.items() if field.default is None]
    content = {**dict.fromkeys(optional), **LEAST[section]}
    assert parse_content(section, content) == parse_content(section, LEAST[section])


def test_there_is_no_section_of_another_name() -> None:
    with pytest.raises(KeyError):
        parse_content("score", {})


def test_a_list_longer_than_its_limit_is_refused() -> None:
    content = {"title": "Cook", "skills_used": [LABEL] * (limits.SKILLS_USED + 1)}
    with pytest.raises(ValidationError):
        parse_content("experience", content)


def test_the_result_of_a_merge_is_checked_as_a_whole() -> None:
    stored = parse_content("experience", {"title": "Cook", "start": "2015", "end": "2018"})
    assert parse_content("experience", {**stored, "end": "2016"})["end"] == "2016"
    with pytest.raises(ValidationError):
        parse_content("experience", {**stored, "start": "2019"})
    with pytest.raises(ValidationError):
        parse_content("experience", {name: value for name, value in stored.items() if name != "title"})


def test_a_patch_of_the_person_keeps_null_which_removes() -> None:
    assert ProfilePatch.model_validate({"person": {"phone": None}}).person == {"phone": None}


def test_a_patch_of_a_field_that_no_person_has_is_refused() -> None:
    with pytest.raises(ValidationError):
        ProfilePatch.model_validate({"person": {"score": 5}})


def test_fields_of_special_care_are_marked() -> None:
    assert dict(SENSITIVE_FIELDS) == {
        "person": {"identity_numbers", "protected_identity"},
        "expectations": {"obstacles"},
        "evidence": {"file"},
    }
    assert dict(SPECIAL_CATEGORY_FIELDS) == {"adaptations": {"needs_at_work", "health", "equipment"}}


def test_content_nested_without_end_is_refused_and_breaks_nothing() -> None:
    nested: object = "x"
    for _ in range(5000):
        nested = [nested]
    for section in SECTION_MODELS:
        with pytest.raises(ValidationError):
            parse_content(section, {next(iter(SECTION_MODELS[section].model_fields)): nested})
    with pytest.raises(ValidationError):
        ProfilePatch.model_validate({"person": {"name": nested}})


@given(st.sampled_from(list(SECTION_MODELS)), st.data())
def test_any_json_is_accepted_or_refused_and_accepted_content_reads_back_the_same(
    section: str, data: st.DataObject
) -> None:
    names = st.sampled_from(list(SECTION_MODELS[section].model_fields)) | st.text(max_size=5)
    raw = {**LEAST[section], **data.draw(st.dictionaries(names, JSON, max_size=4))}
    try:
        content = parse_content(section, raw)
    except ValidationError:
        return
    assert parse_content(section, content) == content
