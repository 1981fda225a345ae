"""She shows an employer what she can do: by a link with a word, on another screen, until she ends it."""

import re
import time
from typing import Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.visitor import Visitor

_SKILL: Final = "Ge omvårdnad till äldre"
_NAME: Final = "Astrid Lindqvist"


def _make(her: Visitor, vacancy: str, *, word: bool = True) -> tuple[str, str]:
    """Fill in the form, look first, and make it; returns the path of the link, and the word."""
    her.open("/my/shares/new")
    assert her.page.locator('main input[name="scope"]:checked').count() == 0, "nothing is chosen for her"
    refused = her.press('main form[action="/my/shares"] button.button')
    assert refused.status == 422
    her.fill({"vacancy": vacancy, "employer": "Region Småland"})
    for section in ("experience", "skills"):
        her.page.locator(f'input[name="scope"][value="{section}"]').check()
    if word:
        her.page.locator('input[name="with_word"]').check()
    her.press('button[formaction="/my/shares/preview"]')
    assert _SKILL in her.text()
    assert "Solgläntan" not in her.page.content()
    her.press("main form button.second")
    assert her.page.locator('main input[name="scope"]:checked').count() == 2, "nothing is lost by looking"
    her.press('main form[action="/my/shares"] button.button')
    link = her.page.locator("#link").input_value()
    assert her.page.locator("main .picture").count() == 1
    spoken = re.search(r"[A-Z]{4}-\d{3}", her.text())
    return urlsplit(link).path, spoken.group() if spoken else ""


def _card(her: Visitor, vacancy: str) -> str:
    her.open("/my/shares")
    return her.page.locator("main article").filter(has_text=vacancy).inner_text()


def _open(viewer: Visitor, path: str, word: str = "") -> None:
    viewer.open(path)
    assert _SKILL not in viewer.page.content()
    if word:
        viewer.fill({"word": word})
    viewer.press("main form button")
    assert _SKILL in viewer.text()


def _ends(viewer: Visitor, within: float) -> float:
    """Seconds until the open page says by itself that it has ended."""
    began = time.monotonic()
    viewer.page.locator("#shared-ended h1").wait_for(state="visible", timeout=within * 1000)
    return time.monotonic() - began


def test_a_link_with_a_word_from_making_to_its_end(visit: Visit) -> None:
    her, viewer = visit("astrid", width=360), visit(width=360)
    path, word = _make(her, "Undersköterska natt")
    viewer.open(path)
    viewer.fill({"word": "FEL"})
    assert viewer.press("main form button").status == 422
    viewer.fill({"word": word.lower()})
    viewer.press("main form button")
    assert _SKILL in viewer.text()
    for hidden in (_NAME, "Lindqvist", "Solgläntan", "Nässjö", "1984", "itm_"):
        assert hidden not in viewer.page.content(), hidden
    assert re.search(r"Times opened\s*1", _card(her, "Undersköterska natt"))
    viewer.press('main form[action$="/contact"] button')
    her.open("/my")
    her.press(her.page.locator("section.waiting a", has_text="Undersköterska natt"))
    assert her.press('button[name="answer"][value="yes"]').status == 422, "a yes to nothing is asked again"
    her.page.locator('input[name="fields"][value="name"]').check()
    her.press('button[name="answer"][value="yes"]')
    viewer.page.get_by_text(_NAME).wait_for(timeout=5000)
    assert "astrid.lindqvist@example.org" not in viewer.page.content()
    her.open("/my/shares")
    her.press(her.page.locator("main article", has_text="Undersköterska natt").locator("button.stop"))
    assert _ends(viewer, 3) < 2
    assert _SKILL not in viewer.page.content()
    assert _NAME not in viewer.page.content()
    assert "This sharing has ended" in viewer.page.title()
    assert viewer.open(path).status == 404


@pytest.mark.long
def test_an_open_page_that_cannot_ask_shows_nothing_until_it_can(visit: Visit) -> None:
    her, viewer = visit("astrid"), visit()
    path, _ = _make(her, "Vårdbiträde dag", word=False)
    _open(viewer, path)
    shown, unsure = viewer.page.locator("#shared"), viewer.page.locator("#shared-unsure")
    viewer.page.route("**/alive", lambda route: route.abort())
    unsure.wait_for(state="visible", timeout=6000)
    assert not shown.is_visible()
    viewer.page.unroute("**/alive")
    shown.wait_for(state="visible", timeout=6000)
    assert not unsure.is_visible()
    her.open("/my/shares")
    her.press(her.page.locator("main article", has_text="Vårdbiträde dag").locator("button.stop"))
    assert _ends(viewer, 3) < 2


def test_a_new_word_takes_the_open_page_back_to_the_door(visit: Visit) -> None:
    her, viewer = visit("astrid"), visit()
    path, word = _make(her, "Nattvakt", word=True)
    _open(viewer, path, word)
    assert _SKILL in viewer.page.content()
    her.open("/my/shares")
    her.press(her.page.locator("main article", has_text="Nattvakt").locator("a.button.second"))
    her.press('form[action$="/word"] button')
    viewer.page.locator("#word").wait_for(timeout=5000)
    assert _SKILL not in viewer.page.content()


def test_going_back_to_a_page_that_has_ended_shows_nothing(visit: Visit) -> None:
    her, viewer = visit("astrid"), visit()
    path, _ = _make(her, "Kokerska", word=False)
    _open(viewer, path)
    viewer.open("/accessibility")
    her.open("/my/shares")
    her.press(her.page.locator("main article", has_text="Kokerska").locator("button.stop"))
    viewer.page.go_back()
    expect(viewer.page.locator("html")).to_contain_text("This sharing has ended")
    assert _SKILL not in viewer.page.content()


@pytest.mark.long
def test_without_scripts_the_page_looks_for_itself_every_few_seconds(visit: Visit) -> None:
    her, viewer = visit("astrid", scripts=False), visit(scripts=False)
    path, _ = _make(her, "Städare", word=False)
    _open(viewer, path)
    her.open("/my/shares")
    her.press(her.page.locator("main article", has_text="Städare").locator("button.stop"))
    viewer.page.get_by_text("There is nothing to see here any more.").wait_for(timeout=9000)
    assert _SKILL not in viewer.page.content()


@pytest.mark.parametrize("language", [pytest.param("sv", marks=pytest.mark.long), "ar"])
def test_the_pages_of_a_link_fit_a_small_screen_in_both_directions(visit: Visit, language: str) -> None:
    her, viewer = visit("rim", language=language, width=360), visit(language=language, width=360)
    her.open("/my/shares/new")
    her.fill({"vacancy": "خياطة", "employer": "Skrädderiet"})
    her.page.locator('input[name="scope"]').first.check()
    her.press('button[formaction="/my/shares/preview"]')
    her.press("main form button:not(.second)")
    path = urlsplit(her.page.locator("#link").input_value()).path
    viewer.open(path)
    viewer.press("main form button")
    entries = viewer.page.locator('#shared section[aria-labelledby^="of-"] li')
    assert entries.count() >= 1
    assert entries.first.is_visible()
    her.open("/my/shares")
    her.press(her.page.locator("main article a").first)
    her.press("main form button.stop")
    viewer.open(path)
