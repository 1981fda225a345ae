"""Her main job and the agency's with a keyboard alone: every stop is seen, none is a trap, and after a mistake reading starts there.

WCAG 2.2: 2.1.1, 2.1.2, 2.4.1, 2.4.3, 2.4.7 and 2.4.11.
"""

from tests.journeys.conftest import Visit
from tests.journeys.typist import Typist

_CASE = "TANGENTBORD-1"


def test_she_answers_and_stops_and_he_asks_and_opens_with_keys_alone(visit: Visit) -> None:
    her, him = Typist(visit(language="ar", width=360)), Typist(visit(language="sv", width=1280))
    for who, persona in ((her, "astrid"), (him, "nils")):
        who.open("/sign-in")
        who.go_to(f'button[name="persona"][value="{persona}"]')
        who.press_and_go("Enter")
    code = _make_code(her)
    _ask(him, code)
    _answer(her)
    _open(him)
    _stop(her)
    assert her.unseen == [], her.unseen
    assert him.unseen == [], him.unseen


def test_the_skip_link_leads_past_the_tabs_and_every_stop_comes_once(visit: Visit) -> None:
    her = Typist(visit("astrid", language="sv", width=1280))
    her.open("/my")
    her.tab()
    assert her.focused("href") == "#main"
    her.page.keyboard.press("Enter")
    her.tab()
    assert her.page.evaluate("document.querySelector('main').contains(document.activeElement)")
    stops = her.round_of("/my")
    assert len(stops) > 10
    assert [one for one in her.in_order() if one not in stops] == [], "every one is reached"
    assert stops == sorted(stops), f"in the order of the page: {stops}"
    assert her.unseen == [], her.unseen


def test_a_language_is_chosen_with_keys_and_reading_goes_on(visit: Visit) -> None:
    her = Typist(visit("astrid", language="sv", width=360))
    her.open("/language")
    her.go_to('main button[name="language"][value="ar"]')
    her.at.language = "ar"
    her.press_and_go("Enter")
    assert her.page.locator("html").get_attribute("lang") == "ar"
    her.tab()
    assert her.focused("href") == "#main"


def _make_code(her: Typist) -> str:
    her.go_to('main form[action="/my/code"] button')
    her.press_and_go("Enter")
    return her.page.locator(".code").first.inner_text().strip()


def _ask(him: Typist, code: str) -> None:
    him.open("/agency/ask")
    him.go_to("#case_reference")
    him.page.keyboard.type(_CASE)
    him.press_and_go("Enter")
    assert him.page.evaluate("document.activeElement.classList.contains('mistakes')"), (
        "reading starts at the mistakes"
    )
    him.tab()
    him.press("Enter")
    assert him.focused("id") == "connection_code", "a mistake leads to its field"
    him.page.keyboard.type(code)
    him.go_to('input[name="purpose_declaration"]')
    him.press("Space")
    him.go_to("main form button:not([name])")
    him.press_and_go("Enter")
    assert him.at.path == "/agency/ask/sent"


def _answer(her: Typist) -> None:
    her.open("/my/requests")
    her.go_to('main a[href^="/my/requests/req_"]')
    her.press_and_go("Enter")
    assert _CASE in her.page.locator("main").inner_text()
    her.go_to('button[value="yes"]')
    her.press_and_go("Enter")
    assert her.page.evaluate("document.activeElement.classList.contains('mistakes')")
    her.go_to('input[name="scope"]')
    her.press("Space")
    her.go_to('button[formaction$="/preview"]')
    her.press_and_go("Space")
    her.go_to('main form[action^="/my/requests/"] button')
    her.press_and_go("Enter")
    her.go_to('button[value="yes"]')
    her.press_and_go("Enter")
    her.go_to('main a[href^="/my/receipts?question="]')
    her.press_and_go("Enter")
    her.go_to('main a[href^="/my/receipts/rcp_"]')
    her.press_and_go("Enter")


def _open(him: Typist) -> None:
    him.open("/agency")
    him.go_to(
        f'main a[href^="/agency/grants/gra_"]:has-text("{_CASE}"), main *:has-text("{_CASE}") a[href^="/agency/grants/gra_"]'
    )
    him.press_and_go("Enter")
    him.go_to("#case_reference")
    him.page.keyboard.press("Control+A")
    him.page.keyboard.type(_CASE)
    him.press_and_go("Enter")
    assert him.page.locator("main article").count() > 0


def _stop(her: Typist) -> None:
    her.open("/my")
    her.go_to('main a[href$="/stop"]')
    her.press_and_go("Enter")
    her.go_to('main form[method="post"] button')
    her.press_and_go("Space")
    assert "/my/grants/" in her.page.url
