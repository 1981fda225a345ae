import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.actions.ports import SectionRules
from profile_service.domain.profile import Json
from profile_service.domain.sections import SECTIONS
from profile_service.portability.wire import WireRules

RULES: SectionRules = WireRules()
SECRET = "hemlighet7"


def objections(section: str, raw: dict[str, Json]) -> tuple[Objection, ...]:
    with pytest.raises(ContentError) as caught:
        RULES.parse(section, raw)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return caught.value.objections


def test_what_fits_comes_back_normalised_and_without_absent_fields() -> None:
    raw: dict[str, Json] = {"title": "  Kock ", "country": "se", "employer": None, "ongoing": True}

    assert RULES.parse("experience", raw) == {"title": "Kock", "country": "SE", "ongoing": True}


def test_every_wrong_field_is_named_with_what_would_be_right() -> None:
    found = objections("skills", {"skill": {"label": ""}, "level": 9, "colour": "red"})

    assert {one.field for one in found} == {"/skill/label", "/level", "/colour"}
    assert all(one.problem and one.expected for one in found)
    assert "1, 2, 3 or 4" in next(one.expected for one in found if one.field == "/level")


def test_a_section_that_does_not_exist_is_an_objection_too() -> None:
    assert "person" in objections("hobbies", {})[0].expected


@pytest.mark.parametrize(
    ("section", "raw"),
    [
        ("person", {"email": SECRET}),
        ("person", {"identity_numbers": [{"kind": "personnummer", "value": SECRET}]}),
        ("person", {"phone": SECRET, "birth_date": SECRET, "interface_language": f"{SECRET}!"}),
        ("experience", {"title": SECRET + "\x00", "setting": SECRET, "ongoing": SECRET}),
        ("languages", {"language": {"label": SECRET, "scheme": SECRET}, "listening": SECRET}),
        ("progress", {"indicator": SECRET, "respondent": SECRET, "value": SECRET, "date": SECRET}),
    ],
)
def test_an_objection_never_repeats_what_was_written(section: str, raw: dict[str, Json]) -> None:
    assert SECRET not in repr(objections(section, raw))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_anything_is_either_accepted_or_objected_to(data: st.DataObject) -> None:
    section = data.draw(st.sampled_from(sorted(SECTIONS)))
    raw = {name: data.draw(VALUES) for name in SECTIONS[section].fields}
    try:
        content = RULES.parse(section, raw)
    except ContentError as error:
        assert error.objections
    else:
        assert RULES.parse(section, content) == content
