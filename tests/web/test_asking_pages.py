"""Asking with a code: every mistake at its field, and nothing typed is lost."""

import re
from collections.abc import Callable

from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


def _code(her: Visitor) -> str:
    return re.findall(r'class="code" dir="ltr">([^<]+)<', her.send("/my/code").text)[0]


def _question(nils: Visitor) -> dict[str, str | list[str]]:
    page = nils.get("/agency/ask").text
    declaration, scope = re.findall(r'name="scope\.([^"]+)" value="([^"]+)"', page)[0]
    return {
        "purpose_declaration": declaration,
        f"scope.{declaration}": scope.replace("&amp;", "&"),
        "case_reference": "K-17",
        "message": "Hej <b>Bo</b>!\nHör av dig.",
    }


def test_a_question_arrives_with_its_words_as_text(visitor: Visitors) -> None:
    bo, nils = visitor("bo"), visitor("nils")
    sent = nils.send("/agency/ask", connection_code=_code(bo).lower(), **_question(nils))
    assert sent.headers["location"] == "/agency/ask/sent"
    address = re.findall(r'href="(/my/requests/[^"]+)"', bo.get("/my").text)[0]
    page = bo.get(address).text
    assert "Hej &lt;b&gt;Bo&lt;/b&gt;!" in page
    assert "K-17" in page


def test_the_picture_of_a_code_needs_no_style_of_its_own(visitor: Visitors) -> None:
    page = visitor("bo").send("/my/code").text
    assert "<svg" in page
    assert 'class="qr"' in page
    assert " style=" not in page


def test_a_wrong_code_is_told_and_nothing_is_lost(visitor: Visitors) -> None:
    nils = visitor("nils")
    question = _question(nils)
    end: dict[str, str | list[str]] = {"until.year": "2026", "until.month": "12", "until.day": "1"}
    answer = nils.send("/agency/ask", connection_code="ABCDE-FGHJK", **end, **question)
    assert answer.status_code == 422
    assert 'id="connection_code-wrong"' in answer.text
    assert 'value="ABCDE-FGHJK"' in answer.text
    assert 'value="K-17"' in answer.text
    assert "Hör av dig." in answer.text
    assert re.search(r'name="until\.year" value="2026"', answer.text)
    assert re.search(r'<option value="12" selected>', answer.text)
    assert re.search(r'name="until\.day" value="1"', answer.text)
    declaration = question["purpose_declaration"]
    assert re.search(rf'name="purpose_declaration" value="{declaration}"[^>]* checked', answer.text)


def test_every_mistake_is_told_at_once(visitor: Visitors) -> None:
    answer = visitor("nils").send(
        "/agency/ask", until__year="2026", until__month="02", until__day="30", message="x" * 1001
    )
    assert answer.status_code == 422
    wrong = set(re.findall(r'id="([a-z_]+)-wrong"', answer.text))
    assert 'href="#until.year"' in answer.text
    assert wrong == {"connection_code", "purpose_declaration", "until", "case_reference", "message"}


def test_another_organisation_s_purpose_cannot_be_used(visitor: Visitors) -> None:
    question = _question(visitor("nils"))
    answer = visitor("ylva").send("/agency/ask", connection_code="X", **question)
    assert answer.status_code == 422
    assert 'id="purpose_declaration-wrong"' in answer.text


def test_guessing_codes_is_held_back(visitor: Visitors) -> None:
    nils = visitor("nils")
    question = _question(nils)
    found = [
        nils.send("/agency/ask", connection_code="00000-00000", **question).status_code for _ in range(21)
    ]
    assert found == [422] * 20 + [429]


def test_an_opening_needs_a_case(visitor: Visitors) -> None:
    nils = visitor("nils")
    for case in ("", "   ", "x" * 101, "\x00"):
        assert nils.send("/agency/grants/gra_nobody", case_reference=case).status_code == 422
