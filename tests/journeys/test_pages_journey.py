"""What holds on the pages as such: writing direction, the way out, the way back, the language switch."""

import re

import pytest

from tests.journeys.at_home import Owner
from tests.journeys.at_the_agency import Clerk
from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor

# Every text in Arabic letters must stand in an element that runs from right to left, and every input that holds one.
_WRONG_WAY = """() => {
  const arabic = /[\\u0600-\\u06ff]/, wrong = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!arabic.test(node.data) || ["SCRIPT", "STYLE"].includes(node.parentElement.tagName)) continue;
    // An option takes its direction from its own letters.
    if (node.parentElement.tagName === "OPTION") continue;
    if (getComputedStyle(node.parentElement).direction !== "rtl") wrong.push(node.data);
  }
  for (const input of document.querySelectorAll("main input:not([type=hidden]), main textarea")) {
    if (arabic.test(input.value) && getComputedStyle(input).direction !== "rtl") wrong.push(input.name);
  }
  return wrong;
}"""
_ARABIC = re.compile("[\u0600-\u06ff]")
_SWEDISH = re.compile("profil|någon|Fråga", re.IGNORECASE)
# A browser without a screen has no voices: here are some, which note what they are asked to say.
_VOICES = """
  window.said = []; window.done = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { configurable: true, value: {
    getVoices: () => VOICES.map((lang) => ({ lang })), speak: (one) => said.push(one), addEventListener: () => {},
    pause: () => done.push("pause"), resume: () => done.push("resume"), cancel: () => done.push("cancel"),
  } });
"""


def _reads_rightly(visitor: Visitor, page_direction: str = "ltr") -> None:
    assert visitor.page.evaluate(_WRONG_WAY) == [], visitor.path
    assert visitor.page.locator("html").get_attribute("dir") == page_direction


@pytest.mark.long
def test_arabic_words_run_from_right_to_left_wherever_they_are_shown(visit: Visit) -> None:
    rim, nils = Owner(visit("rim", width=360)), Clerk(visit("nils"))
    for section in ("person", "expectations", "experience", "education", "languages", "skills"):
        rim.at.open(f"/my/profile/{section}")
        assert _ARABIC.search(rim.at.text()), section
        _reads_rightly(rim.at)
        rim.at.press(rim.at.page.locator('main a[href$="/change"]').first)
        _reads_rightly(rim.at)
    nils.ask(rim.make_code(), "FALL-RIM", ("skills", "languages"), message="أهلا وسهلا بك يوم الثلاثاء")
    rim.open_question("FALL-RIM")
    assert "يوم الثلاثاء" in rim.at.text()
    rim.tick("skills")
    _reads_rightly(rim.at)
    rim.look_first()
    _reads_rightly(rim.at)
    rim.go_back_to_question()
    rim.answer("yes")
    _reads_rightly(rim.at)
    grant_id = nils.grant_for("FALL-RIM")
    assert grant_id is not None
    nils.open(grant_id, "FALL-RIM")
    assert "خياطة الملابس" in nils.at.text()
    _reads_rightly(nils.at)


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.long)])
def test_the_pages_in_arabic_run_from_right_to_left_with_swedish_beside(width: int, visit: Visit) -> None:
    case = f"FALL-AR-{width}"
    # A no lasts: at each width another unit asks.
    clerk = {360: "nils", 1280: "mona"}[width]
    rim, nils = Owner(visit("rim", language="ar", width=width)), Clerk(visit(clerk))
    nils.ask(rim.make_code(), case, ("skills", "experience"), message="Välkommen på tisdag.")
    pages = (
        "/my",
        "/my/log",
        "/my/requests",
        "/my/profile",
        "/my/import",
        "/my/erase",
        "/my/profile/skills/add",
    )
    for path in pages:
        rim.at.open(path)
        _reads_rightly(rim.at, "rtl")
    rim.open_question(case)
    _reads_rightly(rim.at, "rtl")
    swedish = rim.at.page.locator(".beside")
    assert swedish.count() > 0
    directions = swedish.evaluate_all(
        "found => found.map(one => [one.lang, getComputedStyle(one).direction])"
    )
    assert directions == [["sv", "ltr"]] * swedish.count()
    rim.answer("no")
    _reads_rightly(rim.at, "rtl")


def test_after_signing_out_the_back_button_shows_nothing(visit: Visit) -> None:
    astrid = visit("astrid")
    address = "astrid.lindqvist@example.org"
    astrid.open("/my/profile/person")
    assert address in astrid.text()
    astrid.open("/my/profile/adaptations")
    assert "ländryggen" in astrid.text()
    astrid.sign_out()
    assert astrid.path == "/signed-out"
    for _ in range(2):
        astrid.page.go_back()
        assert astrid.path == "/sign-in"
        assert address not in astrid.page.content()
        assert "ländryggen" not in astrid.page.content()
    astrid.page.go_forward()
    assert address not in astrid.page.content()
    assert "ländryggen" not in astrid.page.content()


@pytest.mark.parametrize("presses", ["the link", "three times Escape"])
def test_the_quick_exit_leaves_and_does_not_lead_back(presses: str, visit: Visit) -> None:
    astrid = visit("astrid", width=360)
    astrid.open("/my/plan")
    astrid.open("/my/profile/adaptations")
    assert "ländryggen" in astrid.text()
    away = astrid.page.locator("#quick-exit").get_attribute("href") or ""
    astrid.elsewhere.add(away.split("/")[2])
    # Nobody out there is asked: the weather is answered here.
    astrid.page.route(
        f"{away}**", lambda route: route.fulfill(body="<title>Regn</title>", content_type="text/html")
    )
    with astrid.page.expect_navigation(url=f"{away}**"):
        if presses == "the link":
            astrid.page.locator("#quick-exit").click()
        else:
            for _ in range(3):
                astrid.page.keyboard.press("Escape")
    # Nor to the pages before it: whoever takes the telephone then sees the weather.
    for _ in range(2):
        astrid.page.go_back(wait_until="commit")
        astrid.page.wait_for_url(f"{away}**")
        assert astrid.page.title() == "Regn"
    # She comes back by herself, and goes on as ever.
    astrid.open("/my/profile")
    astrid.open("/my/plan")
    astrid.page.go_back()
    assert astrid.path == "/my/profile"


def test_the_language_is_switched_on_the_page_and_stays(visit: Visit) -> None:
    astrid = visit("astrid")
    astrid.open("/my/profile")
    astrid.language = "sv"
    astrid.page.locator(".languages summary").click()
    astrid.press('form[action="/language"] button[value="sv"]')
    assert astrid.path == "/my/profile"
    astrid.open("/my/requests")
    astrid.language = "en"
    # Without a mouse, too.
    astrid.page.locator(".languages summary").press("Enter")
    astrid.press('form[action="/language"] button[value="en"]')
    assert astrid.path == "/my/requests"


def test_a_page_is_read_aloud_where_the_device_has_a_voice_for_its_language(visit: Visit) -> None:
    rim = visit("rim", language="ar", width=360)
    rim.page.add_init_script(_VOICES.replace("VOICES", '["sv-SE", "en-GB"]'))
    rim.open("/words")
    assert rim.page.locator(".listening").count() == 0, "no voice here says Arabic"
    rim.page.add_init_script(_VOICES.replace("VOICES", '["sv-SE", "ar-EG"]'))
    rim.open("/words")
    start, end = rim.page.locator(".listening button").all()
    assert start.inner_text() == "استماع"
    assert not end.is_visible()
    start.press("Enter")
    assert end.is_visible()
    rim.page.evaluate("said.at(-1).onend()")
    heard = rim.page.evaluate("said.map(one => [one.text, one.lang])")
    assert heard[0] == [rim.page.locator("h1").inner_text().strip(), "ar-EG"]
    assert rim.page.locator(".heard").all_inner_texts() == [heard[1][0]], "what is read is marked"
    for _ in range(6):
        rim.page.evaluate("said.at(-1).onend()")
    texts = rim.page.evaluate("said.map(one => one.text)")
    assert [text for text in texts if _SWEDISH.search(text)] == [], (
        "the Swedish beside is not read by an Arabic voice"
    )
    start.press(" ")
    assert rim.page.evaluate("done") == ["pause"]
    start.click()
    end.click()
    assert rim.page.evaluate("done") == ["pause", "resume", "cancel"]
    assert rim.page.locator(".heard").count() == 0
    assert not end.is_visible()


def test_neither_kind_of_visitor_gets_at_the_pages_of_the_other(visit: Visit) -> None:
    assert visit("astrid").open("/agency").status == 403
    assert visit("nils").open("/my").status == 403
    stranger = visit()
    for path in ("/my", "/my/log", "/my/profile/person", "/agency", "/agency/ask"):
        stranger.page.goto(stranger.base_url + path)
        assert stranger.path == "/sign-in", path


def test_these_tests_notice_what_a_page_may_not_do(visit: Visit) -> None:
    astrid = visit("astrid")
    astrid.page.evaluate("console.error('something broke')")
    astrid.page.evaluate("fetch('https://example.org/').catch(() => {})")
    astrid.page.evaluate("setTimeout(() => { throw new Error('in a script') })")
    astrid.page.evaluate("document.body.appendChild(Object.assign(new Image(), {src: '/static/none.png'}))")
    for part in ("something broke", "Content Security Policy", "in a script", "404 for"):
        astrid.wait_until(lambda part=part: part in "\n".join(astrid.complaints))  # type: ignore[misc]
    astrid.complaints.clear()
