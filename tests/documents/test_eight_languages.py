"""Each language comes out of a paper as it was written: for the eye, for whoever copies it, for whoever has it read out."""

import re
import unicodedata
from io import BytesIO
from typing import Any

import pypdf
import pytest
from PIL import Image, ImageChops

from profile_service.language import LANGUAGES, words
from tests.documents.eight import (
    GOLDEN,
    KINDS,
    PICTURED,
    SPECIMENS,
    differing,
    made,
    parts,
    picture,
    pictures,
    read_by_poppler,
)

_TOLERANCE = 0.12
_WORD = re.compile(r"[^\W\d_]{3,}")


def without_blanks(text: str) -> str:
    """The letters, marks and digits in their order. Where a sign between two directions stands, each reader decides for itself."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] in "LMN")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_sentence_is_copied_out_letter_by_letter_in_the_order_in_which_it_is_read(tag: str) -> None:
    told = without_blanks(read_by_poppler(made("specimen", tag)))

    assert told.count(without_blanks(SPECIMENS[tag])) >= 2


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_sentence_is_read_out_whole(tag: str) -> None:
    assert parts("specimen", tag)[:2] == (SPECIMENS[tag], SPECIMENS[tag])


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_paper_can_be_found_in_it(kind: str, tag: str) -> None:
    told = without_blanks(read_by_poppler(made(kind, tag)))
    wanted = {word for part in parts(kind, tag) if not part.startswith("QR") for word in _WORD.findall(part)}
    missing = {word for word in wanted if without_blanks(word) not in told}

    assert len(wanted) > 15
    # A long word may be broken at the end of a line; of Arabic letters with marks poppler orders some in its own way.
    assert len(missing) <= len(wanted) // 25, missing


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_says_its_language_has_a_title_headings_and_its_own_fonts(kind: str, tag: str) -> None:
    reader = pypdf.PdfReader(BytesIO(made(kind, tag)))
    root: Any = reader.trailer["/Root"]
    roles = {one.get_object()["/S"] for one in root["/StructTreeRoot"]["/K"]["/K"]}

    assert root["/Lang"] == tag.partition("-")[0]
    assert root["/MarkInfo"]["/Marked"] is not None
    assert reader.metadata is not None
    assert reader.metadata.author in (None, "")
    assert not {"محمد", "Astrid"} & set((reader.metadata.title or "").split())
    assert roles >= {"/H1", "/P", "/Figure"}
    assert kind == "receipt" or [one for one in reader.outline if "/Title" in one]
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index,union-attr]
            assert "/FontFile2" in font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    if words(tag).locale.language != "sv":
        assert "Kontrollera det här pappret" in " ".join(parts(kind, tag))


def test_one_sheet_is_one_page_in_every_language() -> None:
    assert {len(pypdf.PdfReader(BytesIO(made("sheet", tag))).pages) for tag in LANGUAGES} == {1}


@pytest.mark.parametrize(("kind", "tag"), PICTURED)
def test_a_page_looks_as_it_did_when_somebody_looked_at_it(kind: str, tag: str) -> None:
    with Image.open(GOLDEN / f"{kind}_{tag}.png") as golden:
        kept = golden.convert("L")

    assert differing(picture(made(kind, tag)), kept) < _TOLERANCE


def test_the_comparison_sees_letters_that_do_not_join_and_lines_that_run_the_other_way() -> None:
    arabic, dari = picture(made("specimen", "ar")), picture(made("specimen", "prs"))

    assert differing(arabic, arabic) == 0
    assert differing(arabic, dari) > 3 * _TOLERANCE
    assert differing(arabic, ImageChops.offset(arabic, 3, 0)) > 2 * _TOLERANCE


def test_goldens_are_small_and_none_is_left_over() -> None:
    names = {path.name for path, _ in pictures()}

    assert {path.name for path in GOLDEN.iterdir()} == names
    assert len(names) <= 10
    assert all(path.stat().st_size < 20_000 for path in GOLDEN.iterdir())
