"""In a browser: she types with a slip, is told how many suggestions there are, and takes one by keyboard; without scripts by a page."""

from urllib.parse import parse_qs

from playwright.sync_api import Request, Route, expect

from tests.journeys.conftest import Visit

_FORM = "/my/profile/experience/add"
_PAUSE = 300
"""Milliseconds, longer than the page waits for the next key."""


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
    # The page's clock goes on where it is told to: how long lies between two keys is not this machine's to say.
    clock = rim.page.clock
    clock.install(time=0)
    rim.open(_FORM)
    clock.pause_at(3600)
    on_its_way: list[Route] = []
    asked: list[str] = []

    def hold(route: Route) -> None:
        on_its_way.append(route)

    def note(request: Request) -> None:
        if request.url.endswith("/concepts"):
            asked.append(parse_qs(request.post_data or "")["words"][0])

    rim.page.route("**/concepts", hold)
    rim.page.on("request", note)
    words = rim.page.locator("#occupation")
    entries = rim.page.locator("#occupation-found [role=option]")

    words.press_sequentially("undersköters")
    with rim.page.expect_request("**/concepts") as first:
        clock.run_for(_PAUSE)
    rim.wait_until(lambda: len(on_its_way) == 1)
    words.press("Escape")
    on_its_way.pop().continue_()
    answer = first.value.response()
    if answer is not None:
        answer.finished()
    rim.page.wait_for_timeout(100)
    expect(words).to_have_attribute("aria-expanded", "false")

    words.press_sequentially("k")
    words.press("Escape")
    clock.run_for(_PAUSE)

    words.press("Backspace")
    with rim.page.expect_request("**/concepts"):
        clock.run_for(_PAUSE)
    words.press("k")
    with rim.page.expect_request("**/concepts"):
        clock.run_for(_PAUSE)
    rim.wait_until(lambda: len(on_its_way) == 2)
    on_its_way[-1].continue_()
    expect(entries.first).to_be_visible()
    assert asked == ["undersköters", "undersköters", "underskötersk"], (
        "what was sent away in the pause is not asked"
    )


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
