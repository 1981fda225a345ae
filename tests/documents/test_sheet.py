"""The passport on one page: whatever there is, it is one page, and it says what it leaves out."""

import io
import re
from typing import Any

import paper_cast as cast
import pypdf
import pytest

from profile_service.documents.flow import FOOT, MARGIN
from profile_service.documents.pages import PAGE_WIDTH
from profile_service.documents.plan import plan_pdf
from profile_service.documents.sheet import sheet_pdf
from profile_service.domain.paper import ON_REQUEST, ORDINARY, PARTS, Marked, chosen, read_code
from profile_service.domain.sections import SECTIONS
from profile_service.language import words

MARKED = Marked("abcdefghijklmnopqrstuvwx23", "https://egenkarta.example/verify")
LARGE: dict[str, list[dict[str, Any]]] = {
    "person": cast.ASTRID["person"],
    "expectations": [{"goal": "occupation", "target": {"label": f"Yrke {at}"}} for at in range(12)],
    "experience": [{"title": f"Arbete {at}", "employer": "Ett mycket långt namn på en arbetsgivare " * 3, "start": "2001"} for at in range(60)],
    "education": [{"name": f"Kurs {at}", "school": "Komvux"} for at in range(40)],
    "languages": [{"language": {"label": f"Språk {at}"}, "native": True} for at in range(30)],
    "skills": [{"skill": {"label": f"Färdighet {at}"}, "level": 2} for at in range(150)],
    "licences": [{"licence": {"label": f"Intyg {at}"}, "valid_until": "2030-01-01"} for at in range(25)],
}  # fmt: skip
HOSTILE = (
    "a" * 10_000,
    "\u202eabc\u2066def" * 50,
    "e" + "\u0301" * 3_000,
    "😀" * 400,
    "\U000e1000\uffffx",
    "طويل" * 2_000,
    "ላ" * 5_000,
    "a b " * 3_000,
    "((((" * 500 + ") Tj ET",
)


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def edges(reader: pypdf.PdfReader) -> list[tuple[float, float]]:
    """Where each text begins."""
    found: list[tuple[float, float]] = []
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: (
                found.append((tm[4], tm[5])) if text.strip() else None
            )
        )
    return found


@pytest.mark.parametrize("tag", ["sv", "ar", "ti"])
def test_a_large_profile_is_one_page_and_says_how_much_is_left_out(tag: str) -> None:
    reader = read(sheet_pdf(cast.profile(LARGE), words(tag), cast.NOW, MARKED))

    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert "Astrid Öberg-Håkansson" in text
    assert "Färdighet 2" in text
    assert "Färdighet 149" not in text
    assert all(MARGIN - 1 <= x <= PAGE_WIDTH - MARGIN + 1 and y > FOOT - 50 for x, y in edges(reader))


def test_what_is_left_out_is_counted() -> None:
    profile = {**LARGE, "experience": LARGE["experience"][:1]}
    text = " ".join(
        read(sheet_pdf(cast.profile(profile), words("sv"), cast.NOW)).pages[0].extract_text().split()
    )

    shown = len(re.findall(r"(?:Färdighet|Kurs|Språk|Intyg|Yrke|Arbete) \d", text))
    there = sum(len(items) for section, items in profile.items() if section != "person")
    assert f"{there - shown} uppgifter till" in text


def test_what_is_confirmed_stands_first_and_says_by_whom() -> None:
    text = read(sheet_pdf(cast.profile(cast.ASTRID), words("sv"), cast.NOW)).pages[0].extract_text()

    assert text.index("● Lyftteknik") < text.index("Laga mat för många")
    assert "bedömt  ·  Yrkesskolan" in text
    assert "● Laga mat" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_it_or_runs_off_the_page(text: str) -> None:
    sections = {
        "person": [{"name": "n"}],
        "experience": [{"title": "t"}, {"title": "t"}],
        "plan": [{"goal": "g", "step": "s"}],
    }
    profile = cast.profile(sections)
    for items in profile.sections.values():
        for item in items:
            item.content.update(dict.fromkeys(("name", "title", "employer", "step", "goal", "owner"), text))  # type: ignore[attr-defined]
    reader = read(sheet_pdf(profile, words("sv"), cast.NOW, MARKED))

    assert len(reader.pages) == 1
    assert all(MARGIN - 15 <= x <= PAGE_WIDTH - MARGIN + 15 for x, _ in edges(reader))
    assert read(plan_pdf(profile, words("ar"), cast.NOW, MARKED)).pages


def test_an_employer_that_she_hides_is_not_on_it_and_a_protected_person_has_no_name() -> None:
    hidden = {"experience": [{"title": "Kock", "employer": "Hemliga köket", "hide_employer": True}]}
    protected = {**cast.ASTRID, "person": [{**cast.ASTRID["person"][0], "protected_identity": True}]}

    assert (
        "Hemliga" not in read(sheet_pdf(cast.profile(hidden), words("sv"), cast.NOW)).pages[0].extract_text()
    )
    text = read(sheet_pdf(cast.profile(protected), words("sv"), cast.NOW)).pages[0].extract_text()
    assert "Astrid" not in text
    assert "+46" not in text


def test_the_same_profile_gives_the_same_bytes() -> None:
    once, again = (sheet_pdf(cast.profile(cast.MUHAMMAD), words("ti"), cast.NOW, MARKED) for _ in range(2))

    assert once == again


def test_what_is_for_few_is_not_there_unless_it_is_named() -> None:
    ordinary = chosen(cast.profile(cast.ASTRID), ORDINARY)
    every = chosen(cast.profile(cast.ASTRID), PARTS)

    assert {*ORDINARY, *ON_REQUEST} == {*PARTS} >= {*SECTIONS}
    assert not {"adaptations", "plan", "progress"} & ordinary.sections.keys()
    assert not {"birth_date", "place", "identity_numbers"} & ordinary.sections["person"][0].content.keys()
    assert "obstacles" not in ordinary.sections["expectations"][0].content
    assert every == cast.profile(cast.ASTRID)


def test_every_special_field_is_for_few() -> None:
    shut = {
        ("person", "protected_identity"),
        ("evidence", "file"),
    }  # the one is not printed, the other no text
    named = {PARTS[part] for part in ON_REQUEST}
    for section in SECTIONS.values():
        for field in section.special:
            assert (section.name, field) in named | shut or (section.name, "") in named


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("abcd efgh ijkl mnop qrst uvwx 23", "abcdefghijklmnopqrstuvwx23"),
        (" ABCD-EFGH-IJKL-MNOP-QRST-UVWX-23 ", "abcdefghijklmnopqrstuvwx23"),
        ("https://egenkarta.example/verify/abcdefghijklmnopqrstuvwx23/", "abcdefghijklmnopqrstuvwx23"),
        ("0bcdefghijklmnopqrstuvw123", "obcdefghijklmnopqrstuvwl23"),
        ("abc", ""),
        ("", ""),
        ("а" * 26, ""),
    ],
)
def test_the_word_of_a_paper_is_read_however_it_is_typed(written: str, read_as: str) -> None:
    assert read_code(written) == read_as
