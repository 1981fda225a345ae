"""After the yes, in a real browser at 360 pixels: one reading, an undo, a pause of everything, and less of it."""

import pytest

from tests.journeys.at_home import Owner
from tests.journeys.at_the_agency import Clerk
from tests.journeys.conftest import Visit

WIDTH = 360


def _asked(nils: Clerk, astrid: Owner, case: str, sections: tuple[str, ...] = ("languages",)) -> str:
    assert nils.ask(astrid.make_code(), case, sections).ok
    assert nils.at.path == "/agency/ask/sent"
    return astrid.open_question(case)


def _given(astrid: Owner, sections: tuple[str, ...], ending: str = "date") -> str:
    """Say yes on the page of the question that is open; returns the grant's id."""
    for section in sections:
        astrid.tick(section)
    if ending != "date":
        astrid.at.page.locator("details.whole > summary").click()
        astrid.at.fill({"ending": ending})
    assert astrid.answer("yes").ok
    found = astrid.at.page.locator('main a.button[href^="/my/grants/"]').get_attribute("href") or ""
    return found.split("/")[-1]


def _cast(visit: Visit, language: str) -> tuple[Owner, Clerk]:
    return (
        Owner(visit("astrid", language=language, width=WIDTH)),
        Clerk(visit("nils", language=language, width=WIDTH)),
    )


@pytest.mark.long
def test_a_yes_to_one_reading_is_used_up_by_it(visit: Visit) -> None:
    astrid, nils = _cast(visit, "sv")
    _asked(nils, astrid, "EN-GANG")
    grant = _given(astrid, ("languages",), "once")
    assert nils.grant_for("EN-GANG") == grant
    assert "Bara en läsning" in nils.at.text(), "told before it is opened"
    nils.at.open(f"/agency/grants/{grant}")
    assert "förbrukad" in nils.at.text()
    assert nils.open(grant, "EN-GANG").ok
    assert nils.at.entries()
    assert nils.open(grant, "EN-GANG").status == 404
    assert nils.grant_for("EN-GANG") is None
    astrid.at.open(f"/my/grants/{grant}")
    assert "Har lästs en gång" in astrid.at.text()


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.long)], ids=["js", "plain"])
def test_a_yes_is_undone_and_the_question_waits_again(visit: Visit, scripts: bool) -> None:
    astrid = Owner(visit("astrid", language="en", width=WIDTH, scripts=scripts))
    nils = Clerk(visit("nils", language="en", width=WIDTH))
    case = f"UNDO-{scripts}"
    question = _asked(nils, astrid, case)
    _given(astrid, ("languages",))
    undo = astrid.at.page.locator("form[data-seconds]")
    assert "You can undo it until" in undo.inner_text()
    counted = astrid.at.page.locator(".countdown")
    if scripts:
        number, unit = counted.inner_text().split()
        assert 0 < int(number) <= 30
        assert unit in ("second", "seconds")
    else:
        assert not counted.is_visible()
    astrid.at.press(undo.locator("button"))
    assert astrid.at.path == f"/my/requests/{question}"
    assert astrid.at.page.locator('button[name="answer"]').count() == 2
    assert nils.grant_for(case) is None


def test_a_pause_of_everything_shuts_all_and_going_on_opens_them(visit: Visit) -> None:
    astrid, nils = _cast(visit, "ar")
    _asked(nils, astrid, "PAUS")
    grant = _given(astrid, ("languages",))
    astrid.at.open("/my")
    astrid.at.press('form[action="/my/pause"] button')
    assert astrid.at.page.locator(".halted").is_visible()
    assert astrid.at.page.locator('form[action="/my/pause"]').count() == 0
    assert nils.grant_for("PAUS") is None
    assert nils.open(grant, "PAUS").status == 404
    astrid.at.press('form[action="/my/resume"] button')
    assert astrid.at.page.locator(".halted").count() == 0
    assert nils.grant_for("PAUS") == grant
    assert nils.open(grant, "PAUS").ok


@pytest.mark.long
def test_one_part_and_one_reader_are_taken_away_from_a_line_of_her_log(visit: Visit) -> None:
    astrid, nils = _cast(visit, "sv")
    _asked(nils, astrid, "MINDRE", ("languages", "skills"))
    grant = _given(astrid, ("languages", "skills"))
    assert nils.open(grant, "MINDRE").ok
    before = len(nils.at.entries())
    astrid.at.open(f"/my/grants/{grant}/change")
    skills = astrid.at.page.locator('input[name^="field-"][value="wants_to_use"]').get_attribute("name")
    number = (skills or "").removeprefix("field-")
    astrid.at.page.locator(f'input[name="scope"][value="{number}"]').uncheck()
    astrid.at.press("main form button.equal")
    assert astrid.at.path == f"/my/grants/{grant}"
    assert nils.open(grant, "MINDRE").ok
    assert 0 < len(nils.at.entries()) < before
    astrid.at.open("/my/log")
    line = astrid.at.page.locator("li.read").filter(has_text="MINDRE").first
    astrid.at.press(line.locator(f'a[href^="/my/grants/{grant}/change"]'))
    assert astrid.at.filled("reader") == "Nils Berg"
    astrid.at.press("main form button.equal")
    assert "Nils Berg" in astrid.at.page.locator("dl.facts").first.inner_text()
    assert nils.open(grant, "MINDRE").status == 404
    astrid.at.open("/my/profile/languages/readers")
    assert "Norrsken AB" in astrid.at.text()


@pytest.mark.long
def test_staff_close_a_case_in_two_steps(visit: Visit) -> None:
    astrid, nils = _cast(visit, "en")
    _asked(nils, astrid, "CASE-OVER")
    grant = _given(astrid, ("languages",), "case")
    nils.at.open("/agency")
    nils.at.follow(f"/agency/grants/{grant}/close")
    nils.at.press("main form button")
    assert nils.at.path == "/agency"
    assert nils.grant_for("CASE-OVER") is None
    astrid.at.open(f"/my/grants/{grant}")
    assert "They have closed the case" in astrid.at.text()


@pytest.mark.long
def test_a_pause_of_one_takes_two_steps_and_going_on_too(visit: Visit) -> None:
    astrid, nils = _cast(visit, "sv")
    _asked(nils, astrid, "EN-PAUS")
    grant = _given(astrid, ("languages",))
    for step in ("pause", "resume"):
        astrid.at.open(f"/my/grants/{grant}")
        astrid.at.follow(f"/my/grants/{grant}/{step}")
        astrid.at.press("main form button.equal")
        assert astrid.at.path == f"/my/grants/{grant}"
        assert nils.open(grant, "EN-PAUS").status == (404 if step == "pause" else 200)
