"""Going from screen to screen: who may see a page signs in once in each way of looking."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Browser, Page

from tests.screens.looking import Way, ready
from tests.screens.town import Town

_WHO: Final = (
    ("/my", "astrid"),
    ("/agency", "nils"),
    ("/unit", "nils"),
    ("/sessions", "nils"),
    ("/operator", "olle"),
)
NO_SCREENS: Final = frozenset(
    {
        "/my/profile.pdf", "/my/plan.pdf", "/my/profile.json", "/my/profile.zip", "/my/files/{file_id}/content", "/my/receipts/{receipt_id}/jws",
        "/my/receipts/{receipt_id}/pdf", "/agency/instruments/{instrument_id}/{version}/text",
        "/openapi.json", "/shared/{secret}/alive",
    }
)  # fmt: skip
"""What is answered with a file or for a script."""


def who_sees(pattern: str) -> str:
    """Who of the cast the page is for; empty where it is for everybody."""
    return next((who for start, who in _WHO if pattern.startswith(start)), "")


@dataclass
class Round:
    """Somebody's browsers in one way of looking, one for each of the cast."""

    browser: Browser
    town: Town
    way: Way
    pages: dict[str, Page] = field(default_factory=dict)

    def at(self, pattern: str) -> Page:
        """The page as whoever it is for sees it."""
        who = who_sees(pattern)
        if who not in self.pages:
            self.pages[who] = self._arrived(who)
        page = self.pages[who]
        answer = page.goto(self.town.base_url + self.town.filled(pattern))
        assert answer is not None
        assert answer.status < 500, pattern
        return page

    def _arrived(self, who: str) -> Page:
        page = ready(self.browser.new_context(**self.way.options()), self.town.base_url, self.way)
        if who:
            page.goto(f"{self.town.base_url}/sign-in")
            with page.expect_navigation():
                page.locator(f'button[name="persona"][value="{who}"]').click()
        return page


@contextmanager
def round_of(browser: Browser, town: Town, way: Way) -> Iterator[Round]:
    """A round, its browsers closed at the end."""
    going = Round(browser, town, way)
    try:
        yield going
    finally:
        for page in going.pages.values():
            page.context.close()
