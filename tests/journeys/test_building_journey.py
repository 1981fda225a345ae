"""Adding to the profile in a browser: by pictures without scripts on a phone in Arabic, in her own words with them in Swedish."""

import pytest

from tests.journeys.conftest import Visit

pytestmark = pytest.mark.usefixtures("demo")


def test_rim_adds_what_she_can_do_by_pictures_without_scripts(visit: Visit) -> None:
    rim = visit("rim", language="ar", width=360, scripts=False)
    rim.open("/my/profile")
    rim.follow("/my/pictures")
    rim.follow("/my/pictures/children")
    assert rim.page.locator("main .tiles svg").count() >= 5
    rim.fill({"pick": "childcare"})
    rim.fill({"pick": "homework"})
    rim.press('button[value="levels"]')
    assert rim.page.locator('input[type="radio"]:checked').count() == 0
    rim.fill({"level.childcare": "4"})
    rim.press('button[value="check"]')
    assert "الإشراف على الأطفال" in rim.text()
    rim.press('button[value="save"]')
    assert rim.path == "/my/pictures"
    assert rim.page.locator('[role="status"]').count() == 1
    rim.open("/my/profile/skills")
    assert any("الإشراف على الأطفال" in one and "4" in one for one in rim.entries())
    for height in rim.page.locator("main button, main .button").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    ):
        assert height >= 44


def test_bo_tells_in_his_own_words(visit: Visit) -> None:
    bo = visit("bo", language="sv", width=360)
    bo.open("/my/tell")
    bo.fill({"text": "Jag städade golven i en skola. Jag passade barn."})
    bo.press('button[value="find"]')
    assert "städa golv" in bo.text()
    bo.page.locator("main label", has_text="städa golv").locator("input").check()
    bo.page.locator('input[name="keep"]').check()
    bo.press('button[value="levels"]')
    assert bo.page.locator(".mistakes a").get_attribute("href") == "#title"
    assert bo.filled("title") == ""
    bo.fill({"title": "Vaktmästare i en skola"})
    bo.press('button[value="levels"]')
    bo.press('button[value="check"]')
    bo.press('button[value="save"]')
    bo.open("/my/profile/experience")
    assert any("Vaktmästare i en skola" in one and "passade barn" in one for one in bo.entries())
    bo.open("/my/timeline")
    assert "Vaktmästare i en skola" in bo.text()
