"""Assessed once: one organisation maps with her, she decides and grants, and the next asks only for the rest."""

import re

import pytest

from tests.journeys.at_home import Owner
from tests.journeys.at_the_agency import Clerk
from tests.journeys.at_the_mapping import NORRSKENS, Mapper
from tests.journeys.conftest import Visit

_HELP = "/agency/help/mapping"
_MINE = "Lagade mat åt hela släkten"
_LEFT_OUT = "Städade trappor"
_NORRSKENS = "org_demo_norrsken.kommun"


@pytest.mark.long
def test_what_she_told_one_agency_the_next_one_need_not_ask(visit: Visit) -> None:
    rim = visit("rim", language="ar", width=360)
    ylva = Mapper(visit("ylva", language="sv", width=1280))
    _map_beside_her(Owner(rim), ylva)
    _decide(Mapper(rim))
    nils = Mapper(visit("nils", language="sv", width=360, scripts=False))
    grant = _grant(Owner(rim), Clerk(nils.at))
    _ask_for_the_rest(nils, grant)
    _stop(Owner(rim), nils, grant)


def _map_beside_her(rim: Owner, ylva: Mapper) -> None:
    """She hands over a code; the adviser goes through it in two languages, and keeps her own words apart."""
    rim.at.open("/my/help")
    for section in ("experience", "languages"):
        rim.at.page.locator(f'input[name="section"][value="{section}"]').check()
    rim.at.press("main form.stack button")
    code = rim.at.page.locator("p.code").inner_text()
    ylva.at.open("/agency/help")
    ylva.at.fill({"code": code})
    ylva.at.press("main form button")
    ylva.begin(_HELP, "orientation", hers="ar", second="sv", present="interpreter", interpreter="phone")
    assert ylva.at.page.locator('a[href$="/parts/obstacles"]').count() == 0
    ylva.part("you", 3)
    question = ylva.at.page.locator("legend", has=ylva.at.page.locator("#q-swedish_speaking-q"))
    assert question.locator('span.other[lang="ar"][dir="rtl"]').is_visible()
    # It was known, and is better now.
    ylva.answer(swedish_speaking__do="change", swedish_speaking="B1")
    ylva.part("done", 3)
    ylva.answer(home_work__title=_MINE)
    ylva.part("done", 4)
    ylva.answer(unpaid_work__title=_LEFT_OUT)
    ylva.at.open(f"{ylva.home}/notes")
    ylva.at.fill({"summary": "Van vid stora kök.", "next_steps": "Praktik i skolkök"})
    ylva.at.press("main form button")
    ylva.hand_over()
    assert ylva.at.path == f"{ylva.home}/handed"


def _decide(rim: Mapper) -> None:
    """On her own telephone, one thing at a time: two come in, one stays out, and the adviser's words are no part of it."""
    rim.at.open("/my")
    rim.at.press('main a[href^="/my/mapping/"]')
    for decided in range(3):
        assert rim.decided() == (decided, 3)
        assert "Praktik i skolkök" in rim.at.page.locator(".advisers").inner_text()
        word = "refuse" if _LEFT_OUT in rim.at.text() else "approve"
        rim.at.press(f'button[value="{word}"]')
    assert rim.at.path.endswith("/done")
    rim.at.open("/my/profile/experience")
    assert _MINE in rim.at.text()
    assert _LEFT_OUT not in rim.at.text()
    assert "Praktik" not in rim.at.text()


def _grant(rim: Owner, nils: Clerk) -> str:
    """Norrsken registers its own questions, and asks her; she gives languages and experience."""
    nils.at.open("/agency/instruments/new")
    nils.at.fill({"text": NORRSKENS})
    nils.at.press("main form button")
    nils.ask(rim.make_code(), "KARTA-RIM", ("languages", "experience"))
    rim.open_question("KARTA-RIM")
    for section in ("languages", "experience"):
        rim.tick(section)
    rim.answer("yes")
    grant = nils.grant_for("KARTA-RIM")
    assert grant is not None
    nils.open(grant, "KARTA-RIM")
    return grant


def _ask_for_the_rest(nils: Mapper, grant: str) -> None:
    """The session begins with what she shares filled in; one question is left to ask."""
    base = f"/agency/grants/{grant}/mapping"
    nils.at.press(f'form[action="{base}"] button[value="{_NORRSKENS}"]')
    nils.begin(base, _NORRSKENS, hers="ar", second="sv")
    assert re.search(r"2\D+2", nils.at.page.locator(".promise").inner_text())
    assert "1 kvar" in nils.at.text()
    nils.part("you", 1)
    assert "B1" in nils.at.page.locator("fieldset.filled .look").inner_text()
    nils.part("you", 2)
    assert _MINE in nils.at.text()
    # The part opens at what is left.
    nils.at.open(f"{nils.home}/parts/you")
    assert nils.at.page.locator('input[name="q-mornings"]').count() == 2
    nils.answer(mornings="yes")
    assert "Klar" in nils.at.text()


def _stop(rim: Owner, nils: Mapper, grant: str) -> None:
    """She stops; his next click shows nothing, and nothing is left behind the back button."""
    nils.part("you", 2)
    rim.at.open(f"/my/grants/{grant}/stop")
    rim.at.press('main form[method="post"] button')
    gone = nils.at.open(f"{nils.home}/parts/you?page=2")
    assert gone.status == 404
    assert _MINE not in nils.at.page.content()
    nils.at.page.go_back()
    assert _MINE not in nils.at.page.content()
    assert nils.at.open(f"/agency/grants/{grant}/mapping").status == 404
