"""In two browsers: she hands over a code, he drafts without scripts, she says yes in Arabic, and ends the help."""

import re

from tests.journeys.conftest import Visit

_SECTION = 'input[name="section"][value="skills"]'


def test_she_is_helped_says_yes_and_ends_it(visit: Visit) -> None:
    rim = visit("rim", language="ar", width=360)
    nils = visit("nils", language="sv", width=360, scripts=False)
    rim.open("/my/help")
    rim.page.locator(_SECTION).check()
    rim.press("main form.stack button")
    code = rim.page.locator("p.code").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{5}", code)

    nils.open("/agency/help")
    nils.page.locator("#code").fill(code.lower())
    nils.press("main form button")
    assert "Du hjälper en person." in nils.page.locator(".banner").inner_text()
    nils.press('a[href="/agency/help/now/skills"]')
    nils.press('a[href="/agency/help/now/skills/add"]')
    assert "Du hjälper en person." in nils.page.locator(".banner").inner_text()
    nils.page.locator('[name="skill"]').fill("Svetsning")
    nils.press("main form.stack button:not([name], .unseen)")
    assert "Svetsning" in nils.text()

    rim.open("/my/profile/skills")
    assert "Svetsning" not in rim.text()
    rim.open("/my/drafts")
    assert "Svetsning" in rim.text()
    rim.press('button[value="approve"]')
    rim.open("/my/profile/skills")
    assert "Svetsning" in rim.text()
    assert "Norrsken AB" in rim.text()

    rim.open("/my/help")
    rim.press("article form button")
    gone = nils.page.goto(nils.base_url + "/agency/help/now/skills")
    assert gone is not None
    assert gone.status == 404
