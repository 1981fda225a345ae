"""The main pages without scripts, with the reader's own colours, on paper, and over a slow line."""

import gzip
import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

import profile_service.web
from tests.screens.guest import Screen
from tests.screens.looking import Way, faults, put_up
from tests.screens.sheets import sheets_of
from tests.screens.town import Town, town
from tests.screens.walking_round import who_sees

MAIN: Final = (
    "/", "/sign-in", "/my", "/my/profile", "/my/profile/{section}/add", "/my/requests/{request_id}", "/my/log", "/my/shares/new",
    "/my/pictures", "/my/timeline", "/agency", "/agency/ask", "/agency/grants/{grant_id}", "/operator",
)  # fmt: skip
_FIRST: Final = ("/", "/sign-in", "/my", "/my/requests/{request_id}", "/my/shares/{share_id}")
_MOST: Final = 100_000
"""Bytes at a first visit: the page and every file that it names, as they go over the line."""
_STATIC: Final = Path(profile_service.web.__file__).parent
_NAMED: Final = re.compile(r'<(?:link|script|img)\b[^>]*?\s(?:href|src)="(/static/[^"?]+)')
_NEEDS_SCRIPT: Final = """() => [...document.querySelectorAll("button, [data-copy], [data-print], .listen")]
  .filter((one) => one.checkVisibility() && (one.type === "button" || !one.form)).map((one) => one.outerHTML.slice(0, 120))"""
_LOST_IN_COLOURS: Final = """() => [...document.querySelectorAll(".button, input:not([type=hidden]), select, textarea, .tag, .card, summary")]
  .filter((one) => one.checkVisibility()).filter((one) => { const style = getComputedStyle(one);
    const ringed = ["Top", "Bottom"].some((side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none");
    return one.matches(".button, select, textarea, input:not([type=radio], [type=checkbox])") && !ringed; })
  .map((one) => one.outerHTML.slice(0, 120))"""
_ON_PAPER: Final = """() => ({ lost: [...document.querySelectorAll("main h1")].filter((one) => !one.checkVisibility()).length,
  kept: [...document.querySelectorAll("header nav, #quick-exit, footer, .skip")].filter((one) => one.checkVisibility()
    && one.getBoundingClientRect().height > 1).map((one) => one.outerHTML.slice(0, 80)) })"""


@pytest.fixture(scope="module")
def main_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Screen]]:
    """The main pages in Swedish and in Arabic."""
    with town(tmp_path_factory.mktemp("town")) as there:
        return {language: _in(there, language) for language in ("sv", "ar")}


def _in(there: Town, language: str) -> dict[str, Screen]:
    there.language = language
    return {one: there.someone(who_sees(one)).open(there.filled(one)) for one in {*MAIN, *_FIRST}}


@pytest.mark.parametrize("pattern", _FIRST)
def test_a_first_visit_weighs_less_than_a_hundred_kilobytes(
    main_pages: dict[str, dict[str, Screen]], pattern: str
) -> None:
    for screen in main_pages["ar"], main_pages["sv"]:
        html = screen[pattern].html
        files = {name.removeprefix("/") for name in _NAMED.findall(html)}
        packed = sum(len(gzip.compress((_STATIC / name).read_bytes())) for name in files)
        assert files, "it has a style of its own"
        assert len(html.encode()) + packed < _MOST


@pytest.mark.parametrize("way", [Way("sv", 1280, scripts=False), Way("ar", 360, scripts=False)], ids=str)
def test_without_scripts_nothing_is_shown_that_needs_one_and_every_form_can_be_sent(
    main_pages: dict[str, dict[str, Screen]], browser: Browser, way: Way
) -> None:
    window, found = put_up(browser, way), []
    for pattern in MAIN:
        screen = main_pages[way.language][pattern]
        page = window.put_up(screen)
        found += [f"{pattern}: {one}" for one in faults(page, way)]
        found += [f"{pattern} needs a script: {one}" for one in page.evaluate(_NEEDS_SCRIPT)]
        forms = (sheet for sheet in sheets_of(screen.html) if sheet.asked and not sheet.buttons)
        found += [f"{pattern} cannot be sent: {sheet.action}" for sheet in forms]
    window.page.context.close()
    assert found == []


def test_with_the_readers_own_colours_buttons_and_fields_keep_their_edges(
    main_pages: dict[str, dict[str, Screen]], browser: Browser
) -> None:
    way = Way("sv", 360)
    window, found = put_up(browser, way), []
    window.page.emulate_media(forced_colors="active")
    for pattern in MAIN:
        page = window.put_up(main_pages["sv"][pattern])
        found += [f"{pattern}: {one}" for one in page.evaluate(_LOST_IN_COLOURS)]
    window.page.context.close()
    assert found == []


def test_on_paper_there_is_the_page_and_no_way_to_other_pages(
    main_pages: dict[str, dict[str, Screen]], browser: Browser
) -> None:
    way = Way("ar", 1280)
    window, found = put_up(browser, way), []
    window.page.emulate_media(media="print")
    for pattern in MAIN:
        seen = window.put_up(main_pages["ar"][pattern]).evaluate(_ON_PAPER)
        found += [f"{pattern}: {seen}" for _ in (1,) if seen["lost"] or seen["kept"]]
    window.page.context.close()
    assert found == []
