"""Every page and every state, as axe-core and a ruler see it: WCAG 2.2 AA, the policy, the width, the language, the mistakes."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.screens.everything import Everything, Shot, see_everything
from tests.screens.looking import Way, cramped, faults, put_up

IN_TURN = (Way("sv", 360), Way("ar", 360, dark=True), Way("sv", 320, dark=True, height=256), Way("ar", 1280))
"""320 pixels are 1280 at 400 %: WCAG 1.4.10, reflow."""
ALL = (
    *(
        Way(language, width, dark)
        for language in ("sv", "ar")
        for width in (320, 360, 1280)
        for dark in (False, True)
    ),
    *(Way(language, 360) for language in ("sv-simple", "en", "so", "ti", "prs", "uk")),
    *(Way(language, width, scripts=False) for language, width in (("sv", 1280), ("ar", 360))),
)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Everything:
    """All of it once, half in Swedish and half in Arabic."""
    return see_everything(tmp_path_factory.mktemp("town"), "sv", "ar")


def test_no_page_is_left_out(everything: Everything) -> None:
    assert everything.left_out() == []
    assert [shot.screen.path for shot in everything.shots if "{" in shot.screen.path] == []
    assert len(everything.shots) > 300
    assert sum(shot.screen.status == 422 for shot in everything.shots) > 40
    assert [
        shot.name
        for shot in everything.shots
        if shot.screen.status >= 500 and not shot.name.startswith("problem")
    ] == []


def test_what_is_no_page_is_a_file(everything: Everything) -> None:
    files = [
        shot.name
        for shot in everything.shots
        if "text/html" not in shot.screen.headers.get("content-type", "")
    ]
    assert files == []


@pytest.mark.timeout(400)
def test_every_screen_in_one_way(everything: Everything, browser: Browser) -> None:
    hands: dict[Way, list[Shot]] = {way: [] for way in IN_TURN}
    # Forms that came back look much alike: one in five is seen here, all of them in the drill.
    shots = [
        shot
        for number, shot in enumerate(everything.shots)
        if not shot.name.endswith(" sent empty") or number % 5 == 0
    ]
    for number, shot in enumerate(shots):
        ways = [way for way in IN_TURN if way.language == shot.language]
        hands[ways[number // 2 % len(ways)]].append(shot)
    assert [fault for way, hand in hands.items() for fault in _wrong(browser, way, hand)] == []


@pytest.fixture(scope="session")
def in_language(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """All of it in one language, seen once."""

    @cache
    def seen(language: str) -> Everything:
        folder: Path = tmp_path_factory.mktemp(f"town-{language}")
        return see_everything(folder, language)

    return seen


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("way", ALL, ids=str)
def test_every_screen_in_every_way(in_language, browser: Browser, way: Way) -> None:  # type: ignore[no-untyped-def]
    assert _wrong(browser, way, in_language(way.language).shots) == []


def _wrong(browser: Browser, way: Way, shots: Iterable[Shot]) -> list[str]:
    window, found = put_up(browser, way), []
    for shot in shots:
        page = window.put_up(shot.screen)
        here = [*faults(page, way), *(cramped(page) if way.scripts else [])]
        found += [f"{shot.name} ({way}): {one}" for one in here]
    window.page.context.close()
    return found
