"""A purpose from its first word to its end, and an access by law, each seen by everybody whom it concerns."""

import pytest
from playwright.sync_api import Locator

from tests.journeys.at_home import Owner
from tests.journeys.at_the_agency import Clerk
from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor

_TAGS = ("sv", "en", "ar")


def _declare(staff: Visitor, sentence: str) -> str:
    """Fill in the form, with the languages of a person asked for; returns the new declaration's id."""
    staff.open("/agency/declarations")
    staff.follow("/agency/declarations/new")
    _write(staff, sentence)
    staff.press("main form button:not([name])")
    return staff.path.rpartition("/")[2]


def _write(staff: Visitor, sentence: str) -> None:
    staff.fill(
        {"code": "https://w3id.org/dpv#ServiceProvision", "basis": "6.1 e", "want.languages": "needed"}
    )
    details = staff.page.locator('details:has(textarea[name="reason.languages.sv"])')
    if details.get_attribute("open") is None:
        details.locator("> summary").click()
    texts = {
        "sentence": sentence,
        "reason.languages": "To talk",
        "retention": "A year",
        "on_no": "The same help",
    }
    for name, words in {**texts, "other_way": "Call us"}.items():
        staff.fill({f"{name}.{tag}": f"{words}, {tag}" for tag in _TAGS})
    staff.fill({"contact": "fraga@norrsken.example.org"})


def _decide(operator: Visitor, declaration: str, version: int, remark: str) -> None:
    operator.open("/operator")
    operator.follow(f"/operator/declarations/{declaration}/{version}")
    operator.fill({"remark": remark})
    operator.press('button[name="answer"][value="approve"]')


def _ask(staff: Visitor, declaration: str, code: str, case: str) -> None:
    staff.open("/agency/ask")
    staff.fill({"connection_code": code, "purpose_declaration": declaration, "case_reference": case})
    boxes: list[Locator] = staff.page.locator(f'input[name="scope.{declaration}"]').all()
    for box in boxes:
        box.check()
    staff.press("main form button:not([name])")
    assert staff.path == "/agency/ask/sent"


@pytest.mark.long
def test_a_purpose_is_declared_approved_asked_with_and_changed_before_she_answers(visit: Visit) -> None:
    staff, operator, hers = visit("nils", width=360), visit("olle", width=360), visit("bo", width=360)
    declaration = _declare(staff, "We look for a course")
    assert "Waits for the operator" in staff.text()
    staff.open("/agency/ask")
    assert "We look for a course" not in staff.text()
    _decide(operator, declaration, 1, "Good and short.")
    staff.open(f"/agency/declarations/{declaration}")
    assert "Good and short." in staff.text()
    _ask(staff, declaration, Owner(hers).make_code(), "KURS-1")
    Owner(hers).open_question("KURS-1")
    for words in (
        "We look for a course, en",
        "The same help, en",
        "Call us, en",
        "To talk, en",
        "A year, en",
    ):
        assert words in hers.text()
    staff.open(f"/agency/declarations/{declaration}")
    staff.follow(f"/agency/declarations/{declaration}/change")
    assert staff.filled("sentence.en") == "We look for a course, en"
    staff.fill({"sentence.en": "We look for a course near you, en"})
    staff.press("main form button:not([name])")
    operator.open("/operator")
    operator.follow(f"/operator/declarations/{declaration}/2")
    assert "changed" in operator.text()
    assert "We look for a course, en" in operator.text()
    _decide(operator, declaration, 2, "")
    hers.open("/my/requests")
    assert "Their purpose was changed before you answered" in hers.text()
    hers.open("/my")
    assert "KURS-1" not in hers.text()


def test_an_access_by_law_is_shown_as_its_own_kind_and_has_no_button(visit: Visit) -> None:
    staff, operator, hers = visit("nils"), visit("olle", width=360), visit("rim", language="ar", width=360)
    hers.open("/my/profile")
    hers.follow("/my/number")
    number = (hers.page.locator("main .code").text_content() or "").strip()
    operator.open("/operator/duties")
    operator.follow("/operator/duties/new")
    operator.fill(
        {
            "organisation": "org_demo_norrsken",
            "individual": number,
            "reference": "DEMAND-1",
            "citation": "SFS 2010:197, 7 §",
        }
    )
    operator.fill({f"text.{tag}": f"Must be told, {tag}" for tag in _TAGS})
    operator.page.locator('details:has(input[name="fields.languages"]) > summary').click()
    operator.fill(
        {"fields.languages": "language", "until.year": "2027", "until.month": "03", "until.day": "1"}
    )
    operator.press("main form button:not([name])")
    assert operator.path == "/operator/duties"
    hers.open("/my")
    card = hers.page.locator("section.by-law")
    assert "SFS 2010:197, 7 §" in (card.text_content() or "")
    assert "Must be told, ar" in (card.text_content() or "")
    assert card.locator("button, form, .stop").count() == 0
    staff.open("/agency")
    link = staff.page.locator("section.by-law a").first.get_attribute("href") or ""
    Clerk(staff).open(link.rpartition("/")[2], "LAG-1")
    assert "SFS 2010:197, 7 §" in staff.text()
    hers.open("/my/log")
    assert "SFS 2010:197, 7 §" in hers.text()
    assert "LAG-1" in hers.text()
