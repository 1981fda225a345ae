"""This feels wrong, what was stopped, and a no that holds: in a browser, on either side, without JavaScript."""

import re

import pytest

from tests.journeys.at_home import Owner
from tests.journeys.at_the_agency import Clerk
from tests.journeys.conftest import Visit

WORDS = "Varför läste ni det här på en söndag?"
ANSWER = "Nils planerade kursen som du har sökt."


def _open_first_reading(rim: Owner) -> None:
    rim.at.open("/my/log")
    rim.at.press(rim.at.page.locator('a[href$="/question"]').first)


@pytest.mark.long
def test_she_questions_a_reading_and_pauses_and_gets_an_answer(visit: Visit) -> None:
    rim = Owner(visit("rim", language="sv", width=360, scripts=False))
    nils = Clerk(visit("nils", language="sv", width=360, scripts=False))
    nils.ask(rim.make_code(), "FALL-FEL", ("skills",))
    rim.open_question("FALL-FEL")
    rim.tick("skills")
    rim.answer("yes")
    grant = nils.grant_for("FALL-FEL")
    assert grant is not None
    nils.open(grant, "FALL-FEL")

    _open_first_reading(rim)
    assert "FALL-FEL" in rim.at.text()
    rim.at.fill({"words": WORDS, "pause": "yes"})
    rim.at.press("main form.stack button")
    assert rim.at.path.startswith("/my/inquiries/")
    place = rim.at.path
    assert WORDS in rim.at.text()
    assert nils.grant_for("FALL-FEL") is None, "the grant is paused in the same step"

    nils.at.open("/agency/inquiries")
    nils.at.press(nils.at.page.locator("main article a").first)
    assert WORDS in nils.at.text()
    nils.at.fill({"answer": ANSWER})
    nils.at.press("main form.stack button")
    assert ANSWER in nils.at.text()
    assert nils.at.page.locator("main textarea").count() == 0

    rim.at.open(place)
    assert ANSWER in rim.at.text()
    assert "IMY" not in rim.at.text()
    rim.at.press('main button[value="no"]')
    assert "IMY" in rim.at.text()
    assert rim.at.page.locator('main button[name="enough"]').count() == 0
    _open_first_reading(rim)
    assert rim.at.path == place, "a reading is questioned once"
    rim.at.open("/my/inquiries")
    assert "FALL-FEL" in rim.at.text()


@pytest.mark.long
def test_her_no_holds_and_she_can_let_them_ask_again(visit: Visit) -> None:
    bo = Owner(visit("bo", language="ar", width=360, scripts=False))
    nils = Clerk(visit("nils", language="sv", width=360, scripts=False))
    nils.ask(bo.make_code(), "FALL-NEJ", ("skills",))
    bo.open_question("FALL-NEJ")
    refused = bo.at.path
    bo.answer("no")
    nils.ask(bo.make_code(), "FALL-IGEN", ("skills",))
    bo.at.open("/my/requests")
    assert "FALL-IGEN" not in bo.at.text()
    bo.at.open("/my/attempts")
    assert re.search("Norrsken", bo.at.text())
    bo.at.open(refused)
    bo.at.follow(f"{refused}/let-again")
    bo.at.press("main form.two button")
    assert bo.at.page.locator("main form").count() == 0
    nils.ask(bo.make_code(), "FALL-TRE", ("skills",))
    bo.open_question("FALL-TRE")


def test_staff_see_how_many_they_have_opened(visit: Visit) -> None:
    nils = Clerk(visit("nils", language="en", width=360))
    nils.at.open("/agency")
    assert "The limit is 40" in nils.at.text()
