"""Every page that there is, as axe-core and a ruler see it: WCAG 2.2 AA, the policy, the width, the language."""

from itertools import cycle

import pytest
from playwright.sync_api import Browser

from tests.screens.looking import Way, cramped, faults
from tests.screens.town import Town
from tests.screens.walking_round import NO_SCREENS, Round, round_of

IN_TURN = (Way("sv", 360), Way("ar", 360, dark=True), Way("ar", 1280), Way("sv", 320, dark=True, height=256))
"""The last is 1280 pixels at 400 %: WCAG 1.4.10, reflow."""
ALL = (
    *(
        Way(language, width, dark)
        for language in ("sv", "ar")
        for width in (320, 360, 1280)
        for dark in (False, True)
    ),
    *(Way(language, 360) for language in ("sv-simple", "en", "so", "ti", "prs", "uk")),
)


def _screens(town: Town) -> list[str]:
    return [pattern for pattern, _ in town.pages() if pattern not in NO_SCREENS]


def test_what_is_no_screen_is_there(placed: Town) -> None:
    assert sorted(NO_SCREENS - {pattern for pattern, _ in placed.pages()}) == []


def test_every_screen_in_one_way(placed: Town, browser: Browser) -> None:
    wrong: list[str] = []
    for way, patterns in _dealt(_screens(placed)):
        with round_of(browser, placed, way) as going:
            wrong += _wrong(going, patterns)
    assert wrong == []


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("way", ALL, ids=str)
def test_every_screen_in_every_way(placed: Town, browser: Browser, way: Way) -> None:
    with round_of(browser, placed, way) as going:
        assert _wrong(going, _screens(placed)) == []


def _dealt(patterns: list[str]) -> list[tuple[Way, list[str]]]:
    hands: dict[Way, list[str]] = {way: [] for way in IN_TURN}
    for way, pattern in zip(cycle(IN_TURN), patterns, strict=False):
        hands[way].append(pattern)
    return list(hands.items())


def _wrong(going: Round, patterns: list[str]) -> list[str]:
    found = []
    for pattern in patterns:
        page = going.at(pattern)
        found += [f"{pattern} ({going.way}): {one}" for one in [*faults(page, going.way), *cramped(page)]]
    return found
