"""In the browser: she stops, the agency confirms and states that it has erased, and she reads both in Arabic."""

import pytest

from tests.journeys.at_home import Owner
from tests.journeys.at_the_agency import Clerk
from tests.journeys.conftest import Visit

CASE = "TELL-1"


@pytest.mark.long
def test_she_stops_and_reads_that_they_know_and_say_they_have_erased(visit: Visit) -> None:
    rim, nils = visit("rim", language="ar", width=360), visit("nils", language="sv", width=360)
    hers, theirs = Owner(rim), Clerk(nils)
    theirs.ask(hers.make_code(), CASE, ("languages",))
    hers.open_question(CASE)
    hers.tick("languages")
    hers.answer("yes")
    grant = theirs.grant_for(CASE)
    assert grant is not None
    nils.open("/agency/notices")
    assert CASE not in nils.text(), "a yes that can be undone is not told yet"

    rim.open(f"/my/grants/{grant}/stop")
    rim.press("main form button:not([name])")
    rim.open(f"/my/grants/{grant}")
    assert "الرسالة تنتظرهم." in rim.text()

    nils.open("/agency/notices")
    assert grant in nils.text()
    assert f"Ärende {CASE} är inte öppet för er nu." in nils.text()
    nils.press(nils.page.locator("article", has_text=grant).locator('button[value="yes"]'))
    assert nils.page.locator("article", has_text=grant).count() == 0

    rim.open(f"/my/grants/{grant}")
    assert "أكدوا ذلك:" in rim.text()
    assert "يقولون إنهم محوا ما قرؤوه:" in rim.text()
    rim.open("/my")
    assert "يقولون إنهم محوا ما قرؤوه:" in rim.text()


def test_the_pages_of_being_told_work_without_scripts_in_english(visit: Visit) -> None:
    nils = visit("nils", language="en", width=360, scripts=False)
    nils.open("/agency")
    nils.follow("/agency/notices")
    waiting = nils.page.locator("article")
    before = waiting.count()
    if before:
        nils.press(waiting.first.locator('button[value=""]'))
        assert waiting.count() == before - 1
    nils.follow("/agency/webhooks")
    assert "No address is registered." in nils.text()
