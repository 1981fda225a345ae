"""The forms ask for everything that a profile can hold, and for nothing else."""

from typing import Any

import pytest

from profile_service.domain.sections import SECTIONS
from profile_service.language import LANGUAGES, choice_label, words
from profile_service.web.layouts import LAYOUTS, Widget
from schemas.sections import SECTION_MODELS


def test_every_section_has_a_layout() -> None:
    assert LAYOUTS.keys() == {section.name for section in SECTIONS.values() if not section.by_others}


@pytest.mark.parametrize("section", LAYOUTS)
def test_every_field_is_asked_for_once(section: str) -> None:
    assert sorted(field.name for field in LAYOUTS[section]) == sorted(SECTIONS[section].fields)


@pytest.mark.parametrize("section", LAYOUTS)
def test_what_the_contract_requires_is_marked(section: str) -> None:
    required = {name for name, field in SECTION_MODELS[section].model_fields.items() if field.is_required()}
    marked = {field.name for field in LAYOUTS[section] if field.required or field.widget is Widget.FIXED}
    assert marked == required


@pytest.mark.parametrize("section", LAYOUTS)
def test_every_choice_of_the_contract_is_offered(section: str) -> None:
    properties = SECTION_MODELS[section].model_json_schema()["properties"]
    for field in LAYOUTS[section]:
        allowed = _enumerated(properties[field.name])
        if allowed and field.widget is not Widget.FIXED:
            assert list(field.choices) == allowed, field.name


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_every_choice_has_a_name(tag: str) -> None:
    speech = words(tag)
    for fields in LAYOUTS.values():
        for field in fields:
            named = [choice for choice in field.choices if choice_label(speech, field.name, choice) != choice]
            assert named == list(field.choices) or field.name == "value", field.name


def _enumerated(schema: Any) -> list[str]:
    for one in (schema, *schema.get("anyOf", ())):
        if "enum" in one:
            return [str(value) for value in one["enum"]]
    return []
