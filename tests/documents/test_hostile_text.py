import io
from typing import Any

import paper_cast as cast
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_service.documents.directions import direct, printable
from profile_service.documents.lines import break_text
from profile_service.documents.pages import About, PlacedLine, write_pdf
from profile_service.documents.passport import profile_pdf
from profile_service.domain.profile import OWN_WORDS, Assertion, ItemId, Profile, Strength, new_assertion
from profile_service.language import words

WIDTH = 363.0


def item(section: str, content: dict[str, Any]) -> Assertion:
    """Without the wire rules, as a store that was tampered with might give it."""
    return new_assertion(ItemId("i"), section, content, OWN_WORDS, Strength.SELF, cast.NOW)


def print_with(text: str) -> pypdf.PdfReader:
    profile = Profile(
        {"person": 1, "experience": 1},
        {
            "person": (item("person", {"name": text, "place": {"label": text}}),),
            "experience": (
                item("experience", {"title": text, "employer": text, "tasks": text, "start": text}),
            ),
        },
    )
    return pypdf.PdfReader(io.BytesIO(profile_pdf(profile, words("sv"), cast.NOW)))


def extracted(text: str) -> str:
    return "\n".join(page.extract_text() for page in print_with(text).pages)


@pytest.mark.parametrize(
    "text",
    [
        "<font color=red>R</font>",
        "<b>fet</b> & <i>sned</i> &amp; &lt;",
        '<img src="https://example.org/x.png"/>',
        "<img src=file:///etc/hostname>",
        "<para><link href='javascript:x'>y</link></para>",
        "{tag} %s %(name)s ${x} \\( \\) ) Tj ET",
        "<!-- x --> <![CDATA[ y ]]>",
    ],
)
def test_markup_is_printed_as_it_was_written(text: str) -> None:
    assert extracted(text).count(text) >= 3


def test_a_word_of_4000_letters_is_broken_and_whole() -> None:
    word = "ordet" * 800

    assert extracted(word).replace("\n", "").count(word) >= 1
    assert all(line.width <= WIDTH for line in break_text(word, WIDTH, 9.5, False, 0))


@pytest.mark.parametrize(
    "code", [*range(0x20), 0x7F, 0x85, 0x9F, 0xFFFE, 0xFFFF, 0xD800, 0xDFFF, 0xE000, 0x10FFFF, 0xAD]
)
def test_a_control_character_is_not_printed_and_stops_nothing(code: int) -> None:
    text = extracted(f"före{chr(code)}efter")

    assert "före" in text
    assert "efter" in text


@pytest.mark.parametrize("sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_direction_overrides_cannot_turn_a_name_around(sign: str) -> None:
    assert "Anna exe.gpj slut" in extracted(f"Anna {sign}exe.gpj slut")


def test_marks_without_end_stay_with_one_letter() -> None:
    assert "efter" in extracted("e" + "\u0301" * 3000 + " efter")


def test_characters_that_no_font_has_become_boxes_and_can_still_be_copied() -> None:
    assert "\U0001f600" in extracted("glad \U0001f600 dag")


def test_blanks_of_all_kinds_and_empty_lines_do_no_harm() -> None:
    assert "slut" in extracted(" \t\r\n\n\u2028\u2029\u3000\u00a0\u200b" * 50 + "slut")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), st.sampled_from([0, 1]), st.booleans())
def test_any_text_is_broken_into_lines_that_fit(text: str, base: int, bold: bool) -> None:
    for line in break_text(text, 120, 10, bold, base):
        assert line.width <= 120 + 10.5 or len(line.glyphs) == 1


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    placed = [PlacedLine(line, 50, 700, 10) for line in break_text(text, 400, 10, False, 0)]
    raw = write_pdf([placed], About(printable(text), "x", "sv", cast.NOW))

    assert len(pypdf.PdfReader(io.BytesIO(raw)).pages) == 1


MIXED = st.text(
    st.sampled_from("aB1 ,.(:-+%$\u0634\u05d0\u0661\u064b\u200c\u200d\u200e\u200f\n\u00a0"), max_size=40
)


@settings(max_examples=300, deadline=None)
@given(MIXED, st.sampled_from([0, 1]))
def test_every_character_has_a_level(text: str, default: int) -> None:
    directed = direct(printable(text).replace("\n", " "), default)

    assert len(directed.levels) == len(directed.text)
    assert set(directed.levels) <= {0, 1, 2}
