"""Texts: what is cleaned, what is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from schemas import limits
from schemas.access import DisclosureBody
from schemas.sections import parse_content
from schemas.values import LongText, ShortText

SHORT: TypeAdapter[str] = TypeAdapter(ShortText)
LONG: TypeAdapter[str] = TypeAdapter(LongText)
HOSTILE = ["\x00", "\x08", "\x0b", "\x1b", "\x7f", "\x85", "\ufffe", "\uffff", "\ud800", "\udfff"]


@pytest.mark.parametrize("sign", HOSTILE, ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_text_with_a_character_that_cannot_be_kept_is_refused(sign: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_content("person", {"name": f"Astrid{sign}Ek"})
    assert "without control characters" in str(refused.value)
    assert "Astrid" not in str(refused.value)


def test_tab_and_line_breaks_are_kept_inside_a_text() -> None:
    assert LONG.validate_python("one\n\ttwo\r\nthree") == "one\n\ttwo\r\nthree"


def test_space_around_a_text_is_taken_away() -> None:
    assert SHORT.validate_python("  \u00a0Astrid Ek\n") == "Astrid Ek"


def test_a_text_of_nothing_but_space_is_refused() -> None:
    with pytest.raises(ValidationError):
        SHORT.validate_python(" \t\u3000 ")


@pytest.mark.parametrize("name", ["\u200b", "\u2060 \u00ad", "\u3164", "\u202e\u2066", "\ufeff\u200d\ufe0f"])
def test_a_name_of_nothing_that_can_be_seen_is_refused(name: str) -> None:
    body = {"grant_id": "gra_1", "case_reference": "case-1", "reader": name, "unit": name}
    with pytest.raises(ValidationError) as refused:
        DisclosureBody.model_validate(body)
    wrong = {one["loc"][0]: one["msg"] for one in refused.value.errors()}
    assert set(wrong) == {"reader", "unit"}
    assert "no sign that can be seen" in wrong["reader"]
    assert re.search(LONG.json_schema()["pattern"], name) is None
    # Inside a text they stay: Persian is written with one, and so are many faces.
    assert SHORT.validate_python(f"Bo{name.strip()}Ek")


def test_a_text_is_kept_in_nfc() -> None:
    assert SHORT.validate_python("A\u030asa") == "Åsa"


def test_a_text_may_be_as_long_as_its_limit_and_no_longer() -> None:
    assert len(SHORT.validate_python("å" * limits.SHORT_TEXT)) == limits.SHORT_TEXT
    with pytest.raises(ValidationError):
        SHORT.validate_python("å" * (limits.SHORT_TEXT + 1))


def test_the_limit_holds_for_what_is_kept_so_that_it_can_be_read_again() -> None:
    with pytest.raises(ValidationError):
        SHORT.validate_python("\ufb2c" * limits.SHORT_TEXT)  # NFC makes three characters of each


@pytest.mark.parametrize("value", [1, True, None, ["a"], {"a": "b"}, b"a"])
def test_only_a_text_is_a_text(value: object) -> None:
    with pytest.raises(ValidationError):
        SHORT.validate_python(value, strict=True)


def test_other_alphabets_and_signs_beyond_the_first_plane_are_welcome() -> None:
    for name in ("ዮርዳኖስ", "محمد", "Олена", "👩🏽‍🔧"):
        assert parse_content("person", {"name": name})["name"] == name


@given(st.text())
def test_what_is_accepted_is_what_the_published_pattern_accepts(value: str) -> None:
    schema = LONG.json_schema()
    fits = re.search(schema["pattern"], value) is not None and len(value) <= schema["maxLength"]
    try:
        kept = LONG.validate_python(value)
    except ValidationError:
        assert not fits
    else:
        assert fits
        assert LONG.validate_python(kept) == kept
