"""In a browser: she types with a slip, is told how many suggestions there are, and takes one by keyboard; without scripts by a page."""

from playwright.sync_api import Route, expect

from tests.journeys.conftest import Visit

_FORM = "/my/profile/experience/add"


def test_suggestions_come_while_she_types_and_the_keyboard_takes_one(visit: Visit) -> None:
    rim = visit("rim", language="ar", width=360)
    rim.open(_FORM)
    words = rim.page.locator("#occupation")
    expect(words).to_have_role("combobox")
    words.press_sequentially("undrsköt")
    entries = rim.page.locator("#occupation-found [role=option]")
    expect(entries.first).to_be_visible()
    expect(words).to_have_attribute("aria-expanded", "true")
    assert rim.page.locator("[data-find=occupation] [role=status]").inner_text().strip()
    label = entries.first.locator("span").first.inner_text()
    words.press("ArrowDown")
    expect(words).to_have_attribute("aria-activedescendant", "occupation-found-0")
    words.press("Enter")
    expect(words).to_have_value(label)
    expect(entries).to_have_count(0) if entries.count() == 0 else expect(entries.first).to_be_hidden()
    assert rim.page.locator('[name="occupation.concept_id"]').input_value()
    assert rim.page.url.endswith(_FORM), "what she typed stands in no address"


def test_on_a_slow_network_what_is_on_its_way_opens_only_where_she_still_wants_it(visit: Visit) -> None:
    rim = visit("rim", language="ar", width=360)
    rim.open(_FORM)
    on_its_way: list[Route] = []

    def hold(route: Route) -> None:
        on_its_way.append(route)

    rim.page.route("**/concepts", hold)
    words = rim.page.locator("#occupation")
    entries = rim.page.locator("#occupation-found [role=option]")

    with rim.page.expect_request("**/concepts"):
        words.press_sequentially("undersköters")
    words.press("Escape")
    rim.page.wait_for_timeout(100)
    on_its_way.pop().continue_()
    rim.page.wait_for_timeout(400)
    expect(words).to_have_attribute("aria-expanded", "false")

    words.press_sequentially("k")
    words.press("Escape")
    rim.page.wait_for_timeout(500)
    assert not on_its_way, "sent away in the pause, so it is not asked"

    words.press("Backspace")
    rim.page.wait_for_timeout(500)
    with rim.page.expect_request(lambda asked: "undersk%C3%B6tersk&" in (asked.post_data or "")):
        words.press("k")
    rim.page.wait_for_timeout(100)
    on_its_way[-1].continue_()
    expect(entries.first).to_be_visible()


def test_without_scripts_a_page_does_the_same_and_enter_saves(visit: Visit) -> None:
    bo = visit("bo", language="sv", width=360, scripts=False)
    bo.open(_FORM)
    bo.page.locator("#title").fill("På avdelningen")
    bo.page.locator("#occupation").fill("undrsköt")
    bo.press('button[name="find"][value="occupation"]')
    bo.page.locator('input[name="choice"]').first.check()
    bo.press("main p.actions button")
    assert bo.page.locator("#title").input_value() == "På avdelningen"
    assert bo.page.locator("#occupation").input_value() == "undersköterska"
    bo.page.locator("#title").press("Enter")
    bo.page.wait_for_url("**/my/profile/experience")
    assert "På avdelningen" in bo.text()
