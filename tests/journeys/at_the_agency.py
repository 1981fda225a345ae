"""What a member of staff does on the pages: ask with a code, and open what was granted."""

from dataclasses import dataclass

from playwright.sync_api import Response

from tests.journeys.visitor import Visitor

MAPPING = "dcl_norrsken_mapping"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass
class Clerk:
    """Somebody at the agency's pages."""

    at: Visitor

    def ask(self, code: str, case: str, sections: tuple[str, ...], message: str = "") -> Response:
        """Fill in the form and send it; everything but the named sections is left unticked."""
        self.at.open("/agency/ask")
        self.at.fill({"connection_code": code, "purpose_declaration": MAPPING, "case_reference": case})
        if message:
            self.at.fill({"message": message})
        for box in self.at.page.locator(f'input[name="scope.{MAPPING}"]').all():
            section = (box.get_attribute("value") or "").split(":")[1]
            box.set_checked(section in sections)
        return self.send()

    def send(self) -> Response:
        """Send the form as it stands."""
        return self.at.press("main form button:not([name])")

    def grant_for(self, case: str) -> str | None:
        """The id of the grant whose question had this case reference; None where nothing is open."""
        self.at.open("/agency")
        links = self.at.page.locator('main a[href^="/agency/grants/"]').filter(has_text=case)
        return (links.first.get_attribute("href") or "").split("/")[-1] if links.count() else None

    def open(self, grant_id: str, case: str) -> Response:
        """Open a profile for a case."""
        self.at.open(f"/agency/grants/{grant_id}")
        self.at.fill({"case_reference": case})
        return self.send()


def mistyped(code: str) -> str:
    """The code with its first sign replaced by another."""
    return ALPHABET[(ALPHABET.index(code[0]) + 1) % len(ALPHABET)] + code[1:]
