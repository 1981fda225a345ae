"""What an individual does on the pages: make a code, look at a question, answer it, stop."""

import re
from dataclasses import dataclass

from playwright.sync_api import Response

from tests.journeys.visitor import Visitor

# A field that only this section has, so that its part of a question can be found in any language.
_TELLING_FIELD = {
    "languages": "sfi_course",
    "skills": "wants_to_use",
    "experience": "tasks",
    "person": "email",
}


@dataclass
class Owner:
    """Somebody at her own pages."""

    at: Visitor

    def make_code(self) -> str:
        """A code to give away."""
        self.at.open("/my")
        self.at.press('main form[action="/my/code"] button')
        found = re.search(r"\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b", self.at.text())
        assert found is not None, "the page shows no code"
        return found.group()

    def open_question(self, case: str) -> str:
        """Go from the start page to the waiting question that names this case; returns its id."""
        self.at.open("/my")
        waiting = self.at.page.locator('main a[href^="/my/requests/"]').all()
        for path in [link.get_attribute("href") or "" for link in waiting]:
            self.at.open(path)
            if case in self.at.text():
                return path.split("/")[-1]
        raise AssertionError(f"no question for {case} among {len(waiting)} that wait")

    def tick(self, section: str) -> str:
        """Tick one part of the question and unfold it; returns its number on the page."""
        telling = self.at.page.locator(f'input[name^="field-"][value="{_TELLING_FIELD[section]}"]')
        number = (telling.get_attribute("name") or "").removeprefix("field-")
        self.at.page.locator(f'input[name="scope"][value="{number}"]').check()
        unfolded = self.at.page.locator(f'details:has(input[name="field-{number}"])')
        if unfolded.get_attribute("open") is None:
            unfolded.locator("> summary").click()
        return number

    def untick(self, name: str, value: str) -> None:
        """Take one field or one entry out of it."""
        self.at.page.locator(f'input[name="{name}"][value="{value}"]').uncheck()

    def untick_entry(self, number: str, title: str) -> None:
        """Take an entry out by its title."""
        self.at.page.locator("label", has_text=title).locator(f'input[name="item-{number}"]').uncheck()

    def look_first(self) -> Response:
        """See exactly what they will see."""
        return self.at.press('button[formaction$="/preview"]')

    def go_back_to_question(self) -> Response:
        """From the preview."""
        return self.at.press('main form[action^="/my/requests/"] button')

    def answer(self, word: str) -> Response:
        """Press yes or no."""
        return self.at.press(f'button[name="answer"][value="{word}"]')
