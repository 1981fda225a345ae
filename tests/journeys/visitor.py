"""Somebody at a browser. Whatever page she comes to, some things must hold there."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response

_EXIT = "#quick-exit"
_OFTEN = 20
"""Milliseconds between two looks."""


@dataclass
class Visitor:
    """One browser context with one page. `complaints` collects what no page may do; the fixture holds it empty."""

    page: Page
    base_url: str
    language: str
    width: int
    complaints: list[str] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    """Hosts that a test lets her go to, such as where the quick exit leads."""

    @classmethod
    def arrive(cls, context: BrowserContext, base_url: str, language: str, width: int) -> "Visitor":
        """A new page in the context, watched from the first request."""
        context.add_cookies([{"name": "language", "value": language, "url": base_url}])
        visitor = cls(context.new_page(), base_url, language, width)
        context.on("request", visitor._on_request)
        context.on("response", visitor._on_response)
        context.on("console", visitor._on_console)
        context.on("weberror", lambda error: visitor.complaints.append(f"script error: {error.error}"))
        return visitor

    # --- going about ---

    def come_in(self, persona: str) -> None:
        """Signed in as one of the demo's cast, at the first page that she gets then."""
        sent = self.page.context.request.post(
            f"{self.base_url}/demo/sign-in", form={"persona": persona}, max_redirects=0
        )
        assert sent.status == 303, sent.status
        self.open(sent.headers["location"])

    def sign_in(self, persona: str) -> None:
        """The same by the page where one of the demo's cast does so."""
        self.open("/sign-in")
        self.press(f'button[name="persona"][value="{persona}"]')

    def sign_out(self) -> None:
        """By the button at the foot of each page."""
        self.press('form[action="/sign-out"] button')

    def open(self, path: str) -> Response:
        """Go to a page of the portal."""
        response = self.page.goto(self.base_url + path)
        assert response is not None
        self._look_around(response)
        return response

    def press(self, what: str | Locator) -> Response:
        """Press a button or a link that leads to a page."""
        target = self.page.locator(what) if isinstance(what, str) else what
        with self.page.expect_navigation() as navigation:
            target.click()
        self._look_around(navigation.value)
        return navigation.value

    def follow(self, path: str) -> Response:
        """Press a link of this page, wherever on it."""
        return self.press(self.page.locator(f'a[href="{path}"]').first)

    def fill(self, answers: Mapping[str, str]) -> None:
        """Fill in inputs by their names, whatever kind they are."""
        for name, value in answers.items():
            inputs = self.page.locator(f'main [name="{name}"]')
            kind = inputs.first.evaluate("input => input.type")
            if kind in ("radio", "checkbox"):
                self.page.locator(f'main [name="{name}"][value="{value}"]').check()
            elif kind == "hidden":
                # One choice is no choice: it is told in a sentence, and goes along.
                assert inputs.first.input_value() == value
            elif kind == "select-one":
                inputs.first.select_option(value)
            else:
                inputs.first.fill(value)

    def filled(self, name: str) -> str:
        """What stands in an input; of radio buttons and boxes, the value of the one that is ticked."""
        inputs = self.page.locator(f'main [name="{name}"]')
        if inputs.first.evaluate("input => input.type") in ("radio", "checkbox"):
            ticked = self.page.locator(f'main [name="{name}"]:checked')
            return ticked.first.get_attribute("value") or "" if ticked.count() else ""
        return inputs.first.input_value()

    # --- what is to be seen ---

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def text(self) -> str:
        """All words of the page, those of closed details too."""
        return self.page.locator("main").text_content() or ""

    def entries(self) -> list[str]:
        """The profile entries that the page shows, each as one line of words."""
        return [
            " ".join(text.split()) for text in self.page.locator("main article.entry").all_text_contents()
        ]

    def wait_until(self, seen: Callable[[], bool], within: int = 20_000) -> None:
        """For what the browser tells the test, and no page shows: look again and again, and let it tell."""
        for _ in range(within // _OFTEN):
            if seen():
                return
            self.page.wait_for_timeout(_OFTEN)
        raise AssertionError(f"it was not seen within {within} ms on {self.path}")

    # --- what must hold on every page ---

    def _look_around(self, response: Response) -> None:
        place = f"{self.path} ({response.status})"
        page = self.page
        assert response.status < 500, place
        assert page.locator("html").get_attribute("lang") == self.language, place
        assert page.locator("h1").count() == 1, f"{place}: exactly one heading of the first level"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, f"{place}: {wide} pixels wide on a screen of {self.width}"
        if re.match(r"/(my|agency)\b", self.path):
            assert page.locator(_EXIT).is_visible(), f"{place}: no quick exit"
            assert (page.locator(_EXIT).get_attribute("href") or "").startswith("https://"), place

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        own = address.netloc == urlsplit(self.base_url).netloc
        if address.scheme != "data" and not own and address.hostname not in self.elsewhere:
            self.complaints.append(f"a request to another host: {request.url}")

    def _on_response(self, response: Response) -> None:
        # A page may say no; what belongs to a page may not be missing.
        worst = 500 if response.request.is_navigation_request() else 400
        if response.status >= worst:
            self.complaints.append(f"{response.status} for {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        # Each page that says no is told on the console too; `_on_response` has judged it already.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")
