"""The main job at the portal, in a real browser: she gives a part, they read exactly that, she sees it and stops it."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator

from tests.journeys.at_home import Owner
from tests.journeys.at_the_agency import Clerk, mistyped
from tests.journeys.conftest import Visit

ASKED = ("languages", "skills", "experience")
NEVER = "gra_that_never_was"


@dataclass(frozen=True)
class Seat:
    """Where somebody sits, and in which language."""

    language: str
    width: int
    scripts: bool = True

    @property
    def case(self) -> str:
        """A case reference that no other test uses."""
        return f"FALL-{self.language}-{self.width}-{'js' if self.scripts else 'plain'}"

    @property
    def bread(self) -> str:
        """A skill of hers that she shows."""
        return f"Baka bröd {self.case}"

    @property
    def cellar(self) -> str:
        """Where the skill comes from, which she keeps to herself."""
        return f"Källaren hos {self.case}"


SEATS = [Seat("sv", 1280), Seat("ar", 360, scripts=False)]
OTHERS = [
    seat
    for seat in (
        Seat(language, width, scripts)
        for language in ("sv", "ar")
        for width in (360, 1280)
        for scripts in (True, False)
    )
    if seat not in SEATS
]
"""Every other way in which she and he may sit: not in every run."""


@pytest.mark.parametrize(
    "seat",
    [*SEATS, *(pytest.param(seat, marks=pytest.mark.long) for seat in OTHERS)],
    ids=lambda seat: seat.case,
)
def test_she_gives_less_than_was_asked_sees_the_reading_and_stops_it(seat: Seat, visit: Visit) -> None:
    astrid, nils = (
        visit(language=seat.language, width=seat.width, scripts=seat.scripts) for _ in ("she", "he")
    )
    astrid.sign_in("astrid")
    nils.sign_in("nils")
    _go_all_the_way(Owner(astrid), Clerk(nils), seat)


def _go_all_the_way(astrid: Owner, nils: Clerk, seat: Seat) -> None:
    _write(astrid, seat)
    _ask(nils, astrid.make_code(), seat)
    shown = _give_less(astrid, seat)
    grant_id = _read(nils, shown, seat)
    _see(astrid, grant_id, seat)
    _stop(astrid, grant_id)
    _find_nothing(nils, grant_id, seat)
    attempt = _line_of_log(astrid, f"{seat.case}-B")
    assert "Nils Berg" in attempt


def _write(astrid: Owner, seat: Seat) -> None:
    """She writes down what she can, in her own words, with where it comes from."""
    astrid.at.open("/my/profile/skills/add")
    origin = {"comes_from.kind": "activity", "comes_from.note": seat.cellar}
    astrid.at.fill({"skill": seat.bread, "level": "4", **origin})
    astrid.at.press("main form button:not([name], .unseen)")
    assert seat.bread in astrid.at.text()


def _ask(nils: Clerk, code: str, seat: Seat) -> None:
    """He mistypes her code: he is told so, and nothing else that he wrote is lost."""
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


def _give_less(astrid: Owner, seat: Seat) -> list[str]:
    """Two of three parts, without one field and one entry; returns what the preview showed her."""
    request_id = astrid.open_question(seat.case)
    assert "Välkommen till oss på tisdag." in astrid.at.text()
    assert astrid.at.page.locator('input[name="scope"]:checked').count() == 0, "nothing is chosen for her"
    assert astrid.answer("yes").status == 422, "a yes to nothing is asked again"
    assert astrid.at.page.get_by_role("alert").is_visible()
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
    return shown


def _read(nils: Clerk, shown: list[str], seat: Seat) -> str:
    """He needs a case to open it, and sees exactly what she saw beforehand."""
    grant_id = nils.grant_for(seat.case)
    assert grant_id is not None
    assert nils.open(grant_id, "").status == 422
    assert nils.open(grant_id, f"{seat.case}-A").ok
    # Beside each claim he may state an assessment: the words of that link are no part of what was shown to her.
    assert [
        re.sub(r" (?:State an assessment|Lämna en bedömning|تقديم تقييم).*$", "", one)
        for one in nils.at.entries()
    ] == shown
    everything = nils.at.page.content()
    for present in (seat.bread, "Ge omvårdnad till äldre", "Engelska"):
        assert present in everything
    hidden = (seat.cellar, "Sköta en kassa", "Vårdbiträde", "Solgläntan", "Lindqvist", "ländryggen", "1984")
    for absent in hidden:
        assert absent not in everything
    return grant_id


def _see(astrid: Owner, grant_id: str, seat: Seat) -> None:
    """Who read it, for which case: in her log and on her first page."""
    line = _line_of_log(astrid, f"{seat.case}-A")
    for told in ("Norrsken AB", "Nils Berg", "Etablering Nord"):
        assert told in line
    astrid.at.open("/my")
    assert f"{seat.case}-A" in _card(astrid, grant_id).inner_text()


def _stop(astrid: Owner, grant_id: str) -> None:
    """One press on the card, one on the page that says what stopping does."""
    astrid.at.open("/my")
    astrid.at.press(_card(astrid, grant_id).locator(f'a[href="/my/grants/{grant_id}/stop"]'))
    astrid.at.press('main form[method="post"] button')
    assert astrid.at.path == f"/my/grants/{grant_id}"


def _find_nothing(nils: Clerk, grant_id: str, seat: Seat) -> None:
    """From now on it looks to him as if it had never been."""
    assert nils.grant_for(seat.case) is None
    gone = nils.open(grant_id, f"{seat.case}-B")
    seen = (gone.status, gone.body(), {**gone.headers, "date": ""})
    never = nils.open(NEVER, f"{seat.case}-B")
    assert seen == (404, never.body(), {**never.headers, "date": ""})


def _card(astrid: Owner, grant_id: str) -> Locator:
    stop = astrid.at.page.locator(f'a[href="/my/grants/{grant_id}/stop"]')
    return astrid.at.page.locator("main article").filter(has=stop)


def _line_of_log(astrid: Owner, case: str) -> str:
    astrid.at.open("/my/log")
    line = astrid.at.page.locator("main li").filter(has_text=case)
    assert line.count() == 1
    return line.inner_text()


def test_a_no_is_one_step_and_they_learn_nothing(visit: Visit) -> None:
    astrid, nils = Owner(visit("astrid")), Clerk(visit("nils"))
    assert nils.ask(astrid.make_code(), "FALL-NEJ", ASKED).ok
    waiting = nils.at.open("/agency").body()
    request_id = astrid.open_question("FALL-NEJ")
    astrid.answer("no")
    assert astrid.at.path == f"/my/requests/{request_id}"
    assert astrid.at.page.locator("main button").count() == 0, "no second question after a no"
    assert nils.at.open("/agency").body() == waiting
    astrid.at.open("/my")
    assert astrid.at.page.locator(f'a[href="/my/requests/{request_id}"]').count() == 0


def test_yes_and_no_are_of_the_same_size(visit: Visit) -> None:
    # A no lasts: here it is Bo's, whom nobody has asked. The same question comes up on a telephone and on a wide screen.
    bo, nils = Owner(visit("bo")), Clerk(visit("nils"))
    nils.ask(bo.make_code(), "FALL-LIKA", ASKED)
    question = bo.open_question("FALL-LIKA")
    for bo.at.width in (360, 1280):
        bo.at.page.set_viewport_size({"width": bo.at.width, "height": 800})
        bo.at.open(f"/my/requests/{question}")
        yes, no = (bo.at.page.locator(f'button[value="{word}"]').bounding_box() for word in ("yes", "no"))
        assert yes is not None
        assert no is not None
        assert (yes["width"], yes["height"]) == (no["width"], no["height"])
        assert yes["height"] >= 44
    bo.answer("no")


def test_another_organisation_that_knows_the_id_gets_the_page_of_an_id_that_never_was(visit: Visit) -> None:
    grant_id = Clerk(visit("nils")).grant_for("KARTA-2026-17")
    assert grant_id is not None
    terje, astrid = Clerk(visit("terje")), Owner(visit("astrid"))
    found = terje.open(grant_id, "NYFIKEN-1")
    body = found.body()
    assert (found.status, body) == (404, terje.open(NEVER, "NYFIKEN-1").body())
    assert "Tjuvholmen AB" in _line_of_log(astrid, "NYFIKEN-1")
