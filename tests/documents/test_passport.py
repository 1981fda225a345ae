import io
from datetime import timedelta
from typing import Any

import paper_cast as cast
import pypdf
import pytest

from profile_service.documents.passport import profile_pdf
from profile_service.domain.profile import Profile
from profile_service.language import words


def printed(sections: dict[str, list[dict[str, Any]]], language: str = "sv") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(profile_pdf(cast.profile(sections), words(language), cast.NOW)))


def text_of(reader: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def values_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [
            text
            for key, inner in value.items()
            if key in ("label", "value", "note")
            for text in values_of(inner)
        ]
    if isinstance(value, list):
        return [text for inner in value for text in values_of(inner)]
    return [value] if isinstance(value, str) else []


def test_a_swedish_profile_says_everything_that_it_holds() -> None:
    text = " ".join(text_of(printed(cast.ASTRID)).split())

    for section, items in cast.ASTRID.items():
        for item in items:
            for field in ("name", "title", "employer", "school", "tasks", "skill", "language", "licence", "issuer", "goal",
                          "target", "step", "owner", "agreed_with", "obstacles", "email", "phone", "place", "needs_at_work",
                          "skills_used", "comes_from", "regions", "indicator"):  # fmt: skip
                for value in values_of(item.get(field)):
                    is_code = field == "goal" and section == "expectations"
                    assert is_code or " ".join(value.split()) in text, (section, field)
    for line in ("augusti 2012", "17 maj 1980", "2 juli 1999", "4: kan leda", "senast bekräftad 1 mars 2026"):
        assert line in text


def test_nothing_is_said_twice_of_one_item() -> None:
    text = text_of(printed(cast.ASTRID))

    assert text.count("Sitta ned en stund") == 1
    assert text.count("Undersköterska, hemtjänst") == 1
    assert text.lower().count("pågår än") == 2  # the job and the course


def test_every_page_has_its_number_and_says_whose_the_profile_is() -> None:
    reader = printed({"skills": [{"skill": {"label": f"Färdighet {at}"}} for at in range(200)]})
    pages = len(reader.pages)

    assert pages > 3
    for number, page in enumerate(reader.pages, start=1):
        text = " ".join(page.extract_text().split())
        assert f"Sida {number} av {pages}" in text
        assert "Profilen tillhör den person" in text
        assert "1 mars 2026" in text
    printed_names = set(text_of(reader).split("\n"))
    assert printed_names >= {f"Färdighet {at}" for at in range(200)}


def test_the_file_says_what_it_is_in_which_language() -> None:
    reader = printed(cast.ASTRID, "en")

    assert reader.metadata is not None
    assert reader.metadata.title == "Competence profile"
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    assert reader.metadata.creation_date == cast.NOW
    assert [round(float(side)) for side in reader.pages[0].mediabox] == [0, 0, 595, 842]


def test_the_same_profile_gives_the_same_bytes() -> None:
    made = [profile_pdf(cast.profile(cast.MUHAMMAD), words("sv"), cast.NOW) for _ in range(2)]

    assert made[0] == made[1]


def test_arabic_tigrinya_and_ukrainian_can_be_copied_out_again() -> None:
    text = text_of(printed(cast.MUHAMMAD))

    for name in (
        "محمد عبد الرحمن الخطيب",
        "العربية",
        "كنت أخيط البدلات والفساتين",
        "ትግርኛ",
        "Українська мова",
    ):
        assert name in text


def test_all_fonts_are_embedded_and_nothing_is_fetched() -> None:
    raw = profile_pdf(cast.profile(cast.MUHAMMAD), words("sv"), cast.NOW)
    reader = pypdf.PdfReader(io.BytesIO(raw))

    for page in reader.pages:
        resources: Any = page["/Resources"]
        assert "/XObject" not in resources
        for font in resources["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"].get_object()
    for word in (b"/URI", b"/JavaScript", b"/Launch", b"/GoToR", b"/EmbeddedFile"):
        assert word not in raw


def test_protected_identity_leaves_out_what_names_or_places_her() -> None:
    sections = {**cast.ASTRID, "person": [{**cast.ASTRID["person"][0], "protected_identity": True}]}
    reader = printed(sections)
    text = text_of(reader) + str(reader.metadata)

    for secret in ("Astrid", "Öberg", "Nässjö", "example.org", "+46", "19811228", "Fjällgården", "Brinell", "Komvux\n",
                   "Yrkesskolan\n", "17 maj 1980", "Eksjö"):  # fmt: skip
        assert secret not in text, secret
    assert "Skyddad identitet" in text
    assert "Kock i skolkök" in text


def test_a_hidden_employer_is_not_printed() -> None:
    text = text_of(
        printed({"experience": [{"title": "Kock", "employer": "Hemliga köket", "hide_employer": True}]})
    )

    assert "Kock" in text
    assert "Hemliga" not in text


@pytest.mark.parametrize("sections", [{}, cast.SHORT, {"person": [{}]}, {"adaptations": [{"health": "Ont"}]}])
def test_a_small_profile_is_one_page(sections: dict[str, list[dict[str, Any]]]) -> None:
    assert len(printed(sections).pages) == 1


def test_an_item_stays_on_one_page_with_its_heading() -> None:
    filler = {"skills": [{"skill": {"label": f"Färdighet {at}"}} for at in range(22)]}
    for count in range(14, 22):
        reader = printed(
            {"skills": filler["skills"][:count], "licences": [{"licence": {"label": "Truckkort"}}]}
        )
        for page in reader.pages:
            text = page.extract_text()
            assert ("Körkort och intyg" in text) == ("Truckkort" in text)


def test_times_are_those_of_the_moment_that_was_given() -> None:
    later = profile_pdf(Profile({}, {}), words("sv"), cast.NOW + timedelta(days=400))

    assert "2027" in text_of(pypdf.PdfReader(io.BytesIO(later)))
