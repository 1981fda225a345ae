"""The main job at the portal, in a real browser: she gives a part, they read exactly that, she sees it and stops it."""

from dataclasses import dataclass

import pytest

from tests.journeys.at_home import Owner
from tests.journeys.at_the_agency import Clerk, mistyped
from tests.journeys.conftest import Visit

ASKED = ("languages", "skills", "experience")
NEVER = "gra_that_never_was"


@dataclass(frozen=True)
class Seat:
    """Where she sits, and in which language."""

    language: str
    width: int
    scripts: bool = True

    @property
    def case(self) -> str:
        return f"FALL-{self.language}-{self.width}-{'js' if self.scripts else 'plain'}"


SEATS = [Seat("en", 1280), Seat("sv", 360), Seat("en", 360, scripts=False)]


@pytest.mark.parametrize("seat", SEATS, ids=lambda seat: seat.case)
def test_she_gives_less_than_was_asked_sees_the_reading_and_stops_it(seat: Seat, visit: Visit) -> None:
    astrid = Owner(visit("astrid", language=seat.language, width=seat.width, scripts=seat.scripts))
    nils = Clerk(visit("nils", language=seat.language, width=seat.width, scripts=seat.scripts))

    # She writes down what she can, in her own words, with where it comes from.
    bread, cellar = f"Baka bröd {seat.case}", f"Källaren hos {seat.case}"
    astrid.at.open("/my/profile/skills/add")
    astrid.at.fill({"skill": bread, "level": "4", "comes_from.kind": "activity", "comes_from.note": cellar})
    astrid.at.press("main form button")
    assert bread in astrid.at.text()

    # He mistypes her code: he is told so, and nothing else that he wrote is lost.
    code = astrid.make_code()
    refused = nils.ask(mistyped(code), seat.case, ASKED, message="Välkommen till oss på tisdag.")
    assert refused.status == 422
    assert nils.at.page.get_by_role("alert").locator('a[href="#connection_code"]').count() == 1
    assert nils.at.filled("connection_code") == mistyped(code)
    assert nils.at.filled("case_reference") == seat.case
    assert nils.at.filled("message") == "Välkommen till oss på tisdag."
    # Small letters and spaces are no mistake.
    nils.at.fill({"connection_code": f" {code.lower().replace('-', ' ')} "})
    assert nils.send().ok
    assert nils.at.path == "/agency/ask/sent"
    assert nils.grant_for(seat.case) is None

    # She sees the question. Nothing is chosen for her.
    request_id = astrid.open_question(seat.case)
    assert "Välkommen till oss på tisdag." in astrid.at.text()
    assert astrid.at.page.locator('input[name="scope"]:checked').count() == 0
    # A yes to nothing is asked again.
    assert astrid.answer("yes").status == 422
    assert astrid.at.page.get_by_role("alert").is_visible()

    # She takes two of the three parts, leaves a field and an entry out, and looks before she answers.
    astrid.tick("languages")
    skills = astrid.tick("skills")
    astrid.untick(f"field-{skills}", "comes_from")
    astrid.untick_entry(skills, "Sköta en kassa")
    astrid.look_first()
    shown = astrid.at.entries()
    assert len(shown) >= 5
    astrid.go_back_to_question()
    assert astrid.at.page.locator('input[name="scope"]:checked').count() == 2
    assert not astrid.at.page.locator(f'input[name="field-{skills}"][value="comes_from"]').is_checked()
    astrid.answer("yes")
    assert astrid.at.path == f"/my/requests/{request_id}"

    # He needs a case to open it, and sees exactly what she saw beforehand.
    grant_id = nils.grant_for(seat.case)
    assert grant_id is not None
    assert nils.open(grant_id, "").status == 422
    assert nils.open(grant_id, f"{seat.case}-A").ok
    assert nils.at.entries() == shown
    everything = nils.at.page.content()
    for present in (bread, "Ge omvårdnad till äldre", "Engelska"):
        assert present in everything
    for absent in (cellar, "Sköta en kassa", "Vårdbiträde", "Solgläntan", "Lindqvist", "ländryggen", "1984"):
        assert absent not in everything

    # She sees who read it, for which case: in her log and on her first page.
    astrid.at.open("/my/log")
    line = astrid.at.page.locator("main li").filter(has_text=f"{seat.case}-A").inner_text()
    assert "Norrsken AB" in line
    assert "Nils Berg" in line
    assert "Etablering Nord" in line
    astrid.at.open("/my")
    card = astrid.at.page.locator("main article").filter(
        has=astrid.at.page.locator(f'a[href="/my/grants/{grant_id}/stop"]')
    )
    assert f"{seat.case}-A" in card.inner_text()

    # She stops it: one press on the card, one on the page that says what stopping does.
    astrid.at.press(card.locator(f'a[href="/my/grants/{grant_id}/stop"]'))
    astrid.at.press('main form[method="post"] button')
    assert astrid.at.path == f"/my/grants/{grant_id}"
    assert nils.grant_for(seat.case) is None

    # From now on it looks to him as if it had never been.
    gone = nils.open(grant_id, f"{seat.case}-B")
    assert gone.status == 404
    gone_bytes, gone_headers = gone.body(), {**gone.headers, "date": ""}
    never = nils.open(NEVER, f"{seat.case}-B")
    assert (gone_bytes, gone_headers) == (never.body(), {**never.headers, "date": ""})
    astrid.at.open("/my/log")
    attempt = astrid.at.page.locator("main li").filter(has_text=f"{seat.case}-B")
    assert attempt.count() == 1
    assert "Nils Berg" in attempt.inner_text()


def test_a_no_is_one_step_and_they_learn_nothing(visit: Visit) -> None:
    astrid, nils = Owner(visit("astrid")), Clerk(visit("nils"))
    before = nils.at.open("/agency").body()
    assert nils.ask(astrid.make_code(), "FALL-NEJ", ASKED).ok
    waiting = nils.at.open("/agency").body()
    request_id = astrid.open_question("FALL-NEJ")
    astrid.answer("no")
    assert astrid.at.path == f"/my/requests/{request_id}"
    assert astrid.at.page.locator("main button").count() == 0, "no second question after a no"
    assert nils.at.open("/agency").body() == waiting == before
    astrid.at.open("/my")
    assert astrid.at.page.locator(f'a[href="/my/requests/{request_id}"]').count() == 0


def test_yes_and_no_are_of_the_same_size(visit: Visit) -> None:
    for width in (360, 1280):
        astrid, nils = Owner(visit("astrid", width=width)), Clerk(visit("nils"))
        nils.ask(astrid.make_code(), f"FALL-LIKA-{width}", ASKED)
        astrid.open_question(f"FALL-LIKA-{width}")
        yes, no = (astrid.at.page.locator(f'button[value="{word}"]').bounding_box() for word in ("yes", "no"))
        assert yes is not None
        assert no is not None
        assert (yes["width"], yes["height"]) == (no["width"], no["height"])
        assert yes["height"] >= 44
        astrid.answer("no")


def test_another_organisation_that_knows_the_id_gets_the_page_of_an_id_that_never_was(visit: Visit) -> None:
    grant_id = Clerk(visit("nils")).grant_for("KARTA-2026-17")
    assert grant_id is not None
    terje, astrid = Clerk(visit("terje")), visit("astrid")
    found = terje.open(grant_id, "NYFIKEN-1")
    body = found.body()
    assert (found.status, body) == (404, terje.open(NEVER, "NYFIKEN-1").body())
    astrid.open("/my/log")
    assert "Tjuvholmen AB" in astrid.page.locator("main li").filter(has_text="NYFIKEN-1").inner_text()
