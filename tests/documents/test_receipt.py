"""A receipt on paper: what it says, in which direction, and that nothing in it is read as more than text."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from consent.receipt import Indication, RecordEvent, RecordKind
from consent.terms import Ending
from consent.vocabulary import ReceiptId
from profile_service.documents.receipt import receipt_pdf
from profile_service.domain.record_facts import RecordFacts
from profile_service.language import words

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
_SAID = {"sv": "Vi söker jobb med dig.", "en": "We look for work with you.", "ar": "نبحث عن عمل معك."}
FACTS = RecordFacts(
    id=ReceiptId("rcp_1"), organisation="Norrsken AB", number="5560000035", unit="Enhet Väst",
    contact="info@norrsken.example", purpose=_SAID, scopes=("profile:skills:read?fields=level,skill",),
    left_out=("profile:languages:read?fields=native",), until=NOW + timedelta(days=30), ending=Ending.DATE,
    retention=_SAID, onward=("Nässjö kommun",), legal_basis="GDPR art. 6.1 e", on_no=_SAID, other_way=_SAID,
    units_shut_out=1, readers_shut_out=2, indication=Indication.OWN_DEVICE,
    events=(RecordEvent(RecordKind.GIVEN, NOW),), digest="ab" * 32, language="sv", screen="request.html",
    key="key-1", sha256="cd" * 32,
)  # fmt: skip


def _text(facts: RecordFacts, language: str) -> str:
    reader = PdfReader(BytesIO(receipt_pdf(facts, words(language))))
    return "\n".join(page.extract_text() for page in reader.pages)


def test_it_says_what_was_decided_and_how_to_check_it() -> None:
    text = _text(FACTS, "sv")
    for said in (
        "Du sa ja: Norrsken AB", "556000-0035", "Enhet Väst", "Vi söker jobb med dig.", "Nässjö kommun",
        "GDPR art. 6.1 e", "31 mars 2026", "Vad du inte sa ja till", "2 personer som du har stängt ute", "ab" * 32,
        "key-1", "cd" * 32, "egenkarta-client verify-receipt rcp_1.jws",
    ):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_swedish_stands_beside_her_language(language: str) -> None:
    text = _text(FACTS, language)
    assert "Vi söker jobb med dig." in text
    assert "Vad som hände" in text
    assert "cd" * 32 in text


def test_arabic_runs_from_the_right() -> None:
    printed = receipt_pdf(FACTS, words("ar"))
    reader = PdfReader(BytesIO(printed))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "ar"
    left_edges: list[float] = []

    def visit(text: str, _cm: object, tm: list[float], *_: object) -> None:
        if any("\u0600" <= sign <= "\u06ff" for sign in text):
            left_edges.append(tm[4])

    reader.pages[0].extract_text(visitor_text=visit)
    assert left_edges
    assert max(left_edges) > 300


@pytest.mark.parametrize("kind", RecordKind)
@pytest.mark.parametrize("language", ["sv", "ar"])
def test_every_kind_can_be_printed(kind: RecordKind, language: str) -> None:
    facts = replace(
        FACTS, events=(*FACTS.events, RecordEvent(kind, NOW + timedelta(hours=1))), until=None, ending=None
    )
    assert receipt_pdf(facts, words(language)).startswith(b"%PDF")


def test_markup_in_what_others_wrote_is_text() -> None:
    hostile = '<b>Evil</b> & <img src="http://evil.example/x"/> <a href="javascript:x">y</a> {{ 7*7 }} %PDF \u202e\x07'
    facts = replace(
        FACTS,
        organisation=hostile,
        unit=hostile,
        contact=hostile,
        purpose={"sv": hostile},
        onward=(hostile,),
        legal_basis=hostile,
    )
    printed = receipt_pdf(facts, words("sv"))
    reader = PdfReader(BytesIO(printed))
    assert "<b>Evil</b>" in "".join(page.extract_text() for page in reader.pages)
    assert all("/Annots" not in page and "/AA" not in page for page in reader.pages)
    root: Any = reader.trailer["/Root"]
    assert "/OpenAction" not in root
    assert b"/URI" not in printed
    assert b"/JavaScript" not in printed


def test_the_same_receipt_gives_the_same_bytes() -> None:
    assert receipt_pdf(FACTS, words("sv")) == receipt_pdf(FACTS, words("sv"))


def test_a_receipt_without_a_text_says_so() -> None:
    assert "Ingen av våra sidor visades" in _text(replace(FACTS, digest=None), "sv")
