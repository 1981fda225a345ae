"""Somebody with places in several units acts for one of them at a time, and everybody can see for which."""

import re

from profile_service.demo.cast import NORRSKEN, staff_id
from tests.organisations.at_the_office import carry
from tests.stage import BASE_URL, LANGUAGES, MAPPING, Stage
from tests.ways_in.at_the_portal import Browser
from tests.web.at_work import AtWork

_MONA = staff_id("mona")


def _turn(browser: Browser, unit: str) -> int:
    return browser.post("/unit", {"unit": unit}, on="/unit").status_code


def _footer(browser: Browser) -> str:
    found = re.search(r'<p class="quiet">.*?</p>\s*</footer>', browser.get("/agency").text, re.S)
    return found.group() if found else ""


def test_one_unit_at_a_time_in_pages_questions_and_readings(stage: Stage) -> None:
    nils = AtWork.sign_in(stage, "nils")
    mona = Browser(stage)
    mona.sign_in("mona")
    assert "Vägledning Syd" in _footer(mona)
    given = {"unit": "Etablering Nord", "roles": ["case_worker", "administrator"]}
    assert nils.post(f"/agency/staff/{_MONA}/place", given).status_code == 303

    # With two places she has to say for which she acts; nothing opens before.
    for path in ("/agency", "/agency/ask", "/agency/staff"):
        assert mona.get(path).headers["location"] == "/unit", path
    assert _turn(mona, "Vägledning Syd") == 303
    assert "Vägledning Syd" in _footer(mona)
    assert mona.get("/agency/staff").status_code == 403, "she is administrator in the other unit"

    # In one step she acts for the other one, with what she is there.
    before = mona.http.cookies["egenkarta"]
    asking = mona.get("/agency/ask").text
    assert _turn(mona, "Etablering Nord") == 303
    assert mona.http.cookies["egenkarta"] != before
    assert "Etablering Nord" in _footer(mona)
    assert mona.get("/agency/staff").status_code == 200

    # A form that was opened for the first unit is not sent for the second.
    token = re.search(r'name="form_token" value="([^"]+)"', asking)
    assert token is not None
    stale = mona.http.post("/agency/ask", data={"form_token": token[1], "case_reference": "x"})
    assert stale.status_code == 403
    # The cookie from before the step opens nothing.
    old = stage.http.get("/agency", headers={"Cookie": f"egenkarta={before}"})
    assert old.headers["location"].startswith("/sign-in")

    question = {
        "connection_code": stage.code(),
        "purpose_declaration": MAPPING,
        f"scope.{MAPPING}": LANGUAGES,
        "case_reference": "case-9",
    }
    shown = mona.post("/agency/ask", question, on="/agency/ask")
    assert shown.headers.get("location") == "/agency/ask/sent", shown.text
    hers = stage.individual("astrid")
    asked = stage.http.get("/v1/me/access-requests", headers=hers).json()["access_requests"]
    newest = next(one for one in asked if one["case_reference"] == "case-9")
    assert newest["unit"] == "Etablering Nord"
    grant = stage.answer_yes(newest["id"], (LANGUAGES,)).json()["id"]
    _turn(mona, "Vägledning Syd")
    mona.post(f"/agency/grants/{grant}", {"case_reference": "case-9"}, on="/unit")
    assert stage.log()[0]["unit"] == "Vägledning Syd"


def test_a_unit_that_is_not_hers_is_not_acted_for(stage: Stage) -> None:
    mona = Browser(stage)
    mona.sign_in("mona")
    for unit in ("Etablering Nord", "Rekrytering", "", "Vägledning Syd "):
        assert _turn(mona, unit) in (303, 403)
        assert "Vägledning Syd" in _footer(mona), unit
    member = carry(stage, lambda work: work.staff.find(_MONA))
    assert member.organisation == NORRSKEN.id
    assert mona.http.post("/unit", data={"unit": "Vägledning Syd"}).status_code == 403, "without its token"


def test_a_place_that_is_taken_is_not_acted_for_any_more(stage: Stage) -> None:
    nils = AtWork.sign_in(stage, "nils")
    path = f"/agency/staff/{_MONA}/place"
    nils.post(path, {"unit": "Etablering Nord", "roles": ["case_worker"]})
    mona = Browser(stage)
    mona.sign_in("mona")
    _turn(mona, "Etablering Nord")
    nils.post(path, {"unit": "Etablering Nord", "roles": []})
    assert mona.get("/agency").headers["location"] == "/unit"
    _turn(mona, "Vägledning Syd")
    assert mona.get("/agency").status_code == 200
    assert BASE_URL not in mona.get("/unit").text


def test_the_way_back_to_work_stands_on_the_pages_about_herself(stage: Stage) -> None:
    for persona, there in (
        ("nils", ("/agency", "/agency/staff", "/agency/desk")),
        ("mona", ("/agency", "/agency/ask")),
    ):
        at_work = AtWork.sign_in(stage, persona)
        for path in ("/unit", "/sessions"):
            page = at_work.get(path).text
            for address in there:
                assert f'<a href="{address}"' in page, (persona, path, address)
        assert '<a href="/agency/staff"' not in AtWork.sign_in(stage, "mona").get("/unit").text
