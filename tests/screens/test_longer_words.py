"""All that can come up on a screen, in the language that nobody speaks: nothing is said past the catalogues, and longer words fit."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from re import compile as pattern_of
from typing import Any, Final

import pytest
from babel import Locale
from playwright.sync_api import Browser

from profile_service.demo.declarations import declarations
from profile_service.portability.instruments import Shelf
from tests.language.catalogue_texts import texts_of
from tests.language.extraction import messages
from tests.language.page_texts import PageTexts
from tests.language.pseudo import spoken_in_english_pages
from tests.screens.everything import Everything, Shot, see_everything
from tests.screens.looking import Way, put_up
from tests.screens.town import town
from tests.screens.walking_round import who_sees

MAIN: Final = (
    "/",
    "/sign-in",
    "/my",
    "/my/profile",
    "/my/profile/{section}",
    "/my/requests/{request_id}",
    "/my/grants/{grant_id}/stop",
    "/my/log",
    "/agency",
    "/agency/ask",
    "/operator",
)
NARROW: Final = Way("en", 320)
_ENGLISH: Final = pattern_of(r"\b(?:the|you|your|is|are|this|not|they|who|what)\b")
"""Words without which few English sentences get by. What the cast of the demonstration has written is Swedish."""
_CUT: Final = """() => {
  const root = document.documentElement, found = [];
  if (root.scrollWidth > root.clientWidth) found.push(`${root.scrollWidth} pixels wide where there are ${root.clientWidth}`);
  for (const one of document.querySelectorAll("body *")) {
    const style = getComputedStyle(one), hides = (way) => way === "hidden" || way === "clip";
    if (!one.checkVisibility() || one.clientWidth < 3 || one.clientHeight < 3 || one.closest(".unseen")) continue;
    if ((hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
      || (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1)) found.push(`cut off: ${one.outerHTML.slice(0, 140)}`);
  }
  return found.slice(0, 5);
}"""


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Everything:
    """All of it, whoever reads English getting the longer words."""
    with spoken_in_english_pages():
        return see_everything(tmp_path_factory.mktemp("long"), "en")


@pytest.mark.long
@pytest.mark.timeout(600)
def test_nothing_is_said_past_the_catalogues(everything: Everything) -> None:
    """Whatever stands there in plain English is in no catalogue."""
    english = {text for one in messages() for text in texts_of(one)}
    left = {
        (shot.name, one.text)
        for shot in everything.shots
        for one in PageTexts.of(shot.screen.html).pieces
        if not (one.marked or one.own) and "[" not in one.text
        if one.text in english or _ENGLISH.search(one.text)
    }
    assert sorted((name, text) for name, text in left if text not in _of_others()) == []


def test_longer_words_fit_the_main_pages_on_the_narrowest_phone(tmp_path: Path, browser: Browser) -> None:
    with spoken_in_english_pages(), town(tmp_path) as there:
        there.language = "en"
        shots = [Shot(one, "en", there.someone(who_sees(one)).open(there.filled(one))) for one in MAIN]
    assert all("[" in one.screen.html for one in shots)
    assert _cut(browser, NARROW, shots) == []


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("way", [NARROW, Way("en", 360), Way("en", 1280)], ids=str)
def test_longer_words_fit_every_screen(everything: Everything, browser: Browser, way: Way) -> None:
    assert _cut(browser, way, everything.shots) == []


def _cut(browser: Browser, way: Way, shots: Iterable[Shot]) -> list[str]:
    window = put_up(browser, way)
    found = [
        f"{shot.name} ({way}): {one}" for shot in shots for one in window.put_up(shot.screen).evaluate(_CUT)
    ]
    window.page.context.close()
    return found


@cache
def _of_others() -> frozenset[str]:
    """What organisations, question sets and Unicode say in English: it is theirs, and in no catalogue."""
    whole = [asdict(one) for one in (*declarations(), *Shelf().shipped)]
    countries = Locale("en").territories.values()
    return frozenset([*(text for one in whole for text in _texts_in(one)), *map(str, countries)])


def _texts_in(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from (value,) if name == "en" and isinstance(value, str) else _texts_in(value)
    elif isinstance(part, tuple | list):
        for value in part:
            yield from _texts_in(value)
