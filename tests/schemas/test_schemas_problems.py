"""Problems and the errors of fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from schemas.access import AccessRequestBody, GrantBody
from schemas.field_errors import field_errors
from schemas.problems import PROBLEMS, FieldError, make_problem
from schemas.sections import SECTION_MODELS, parse_content
from schemas.values import JsonPointer, json_pointer

POINTER: TypeAdapter[str] = TypeAdapter(JsonPointer)


def errors_of(section: str, raw: object) -> dict[str, FieldError]:
    with pytest.raises(ValidationError) as refused:
        parse_content(section, raw)
    return {error.field: error for error in field_errors(refused.value)}


@pytest.mark.parametrize("slug", PROBLEMS)
def test_every_type_of_problem_makes_an_answer(slug: str) -> None:
    problem = make_problem(slug)
    assert problem.type == f"urn:egenkarta:problem:{slug}"
    assert problem.status == PROBLEMS[slug].status
    assert problem.title
    assert problem.detail


def test_what_is_not_available_has_one_text_for_every_reason() -> None:
    with pytest.raises(ValueError, match="constant"):
        make_problem("not-available", detail="The grant was withdrawn.")
    with pytest.raises(ValueError, match="constant"):
        make_problem("not-available", errors=[FieldError(field="/a", problem="b", expected="c")])


def test_a_problem_of_another_type_does_not_exist() -> None:
    with pytest.raises(KeyError):
        make_problem("teapot")


def test_errors_name_the_field_and_what_would_be_right() -> None:
    raw = {
        "skill": {"label": "Cook", "scheme": "mine"},
        "level": 9,
        "comes_from": [{"kind": "luck"}],
        "a/b": 1,
    }
    errors = errors_of("skills", raw)
    assert errors.keys() == {"/skill/scheme", "/level", "/comes_from/0/kind", "/a~1b"}
    assert errors["/level"].expected == "1, 2, 3 or 4"
    assert "'job'" in errors["/comes_from/0/kind"].expected


def test_a_missing_field_is_named() -> None:
    assert errors_of("experience", {}).keys() == {"/title"}


def test_an_error_in_a_part_of_a_body_is_named_from_its_root() -> None:
    with pytest.raises(ValidationError) as refused:
        parse_content("experience", {})
    assert field_errors(refused.value, within=["person", 0])[0].field == "/person/0/title"


def test_a_limit_is_said_in_figures() -> None:
    assert errors_of("experience", {"title": "x" * 201})["/title"].expected == "at most 200 characters"
    assert (
        errors_of("expectations", {"goal": "language", "hours_per_week": 61})["/hours_per_week"].expected
        == "at most 60"
    )


def test_no_error_repeats_what_was_sent() -> None:
    secret = "hemligt 19090527-1474"
    for section, model in SECTION_MODELS.items():
        for error in errors_of(
            section, {**{name: [secret] for name in model.model_fields}, "x": secret}
        ).values():
            assert "hemligt" not in error.model_dump_json()


def test_a_body_that_is_wrong_all_over_gets_a_bounded_answer() -> None:
    with pytest.raises(ValidationError) as refused:
        AccessRequestBody.model_validate({f"field{number}": 1 for number in range(5000)})
    assert len(field_errors(refused.value)) == 50


def test_a_wrong_entry_of_a_list_is_one_error_and_not_two() -> None:
    with pytest.raises(ValidationError) as refused:
        GrantBody.model_validate({"scopes": ["everything"]})
    assert [error.field for error in field_errors(refused.value)] == ["/scopes/0"]


@given(st.lists(st.text(alphabet=st.characters()) | st.integers(), max_size=20))
def test_the_path_to_any_key_is_a_json_pointer_that_can_be_sent(parts: list[str | int]) -> None:
    pointer = json_pointer(parts)
    assert POINTER.validate_python(pointer) == pointer
    pointer.encode()


@pytest.mark.parametrize("pointer", ["work", "/work/~2", "/a\x00", "/" + "a" * 1001])
def test_what_is_no_json_pointer_is_refused(pointer: str) -> None:
    with pytest.raises(ValidationError):
        POINTER.validate_python(pointer)
