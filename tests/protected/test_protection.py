"""Protected identity: who switches it, who may come near, and that nobody is told."""

from datetime import timedelta
from typing import Any

import pytest

from profile_service.actions.protection import fill_in_marks, is_protected
from tests.invariants.rawfile import ask as ask_file
from tests.invariants.rawfile import opened as opened_file
from tests.protected.petra import HER, browser_of, canaries, clear_system
from tests.stage import LANGUAGES, SKILLS, Stage

_EXPERIENCE = "profile:experience:read"
_PERSON = "profile:person:read?fields=name,phone"
_ASKED = (LANGUAGES, SKILLS)


def _protection(stage: Stage, method: str, persona: str = "bo") -> Any:
    return stage.http.request(method, "/v1/me/protection", headers=stage.individual(persona))


def _is_on(stage: Stage, persona: str = "bo") -> bool:
    return bool(_protection(stage, "GET", persona).json()["protected"])


# --- who switches it ---


def test_she_switches_it_on_in_one_step_and_off_with_a_fresh_sign_in(stage: Stage) -> None:
    assert not _is_on(stage)
    assert _protection(stage, "PUT").json() == {"protected": True}
    assert _protection(stage, "PUT").json() == {"protected": True}
    assert _is_on(stage)
    person = stage.http.get("/v1/me/profile/person", headers=stage.individual("bo")).json()["items"][0]
    assert person["content"]["protected_identity"] is True
    assert person["content"]["name"] == "Bo Ekström"
    assert _protection(stage, "DELETE").json() == {"protected": False}
    assert not _is_on(stage)
    kinds = [line["kind"] for line in stage.log("bo")]
    assert kinds.count("protection") == kinds.count("protection_end") == 1


def test_a_token_of_an_older_sign_in_does_not_switch_it_off(stage: Stage) -> None:
    hers = stage.individual("petra")
    stage.clock.move(timedelta(minutes=4))
    assert stage.http.delete("/v1/me/protection", headers=hers).status_code == 200
    browser, token = browser_of(stage, "petra")
    browser.post("/my/protection", data={"form_token": token})
    stage.clock.move(timedelta(minutes=11))
    late = browser.post("/my/protection/end", data={"form_token": token})
    assert late.status_code == 303
    assert "/sign-in" in late.headers["location"]
    stage.move(seconds=0)
    assert _is_on(stage, "petra")


def test_the_pages_switch_it_on_in_one_step_and_off_in_two(stage: Stage) -> None:
    browser, token = browser_of(stage, "bo")
    assert browser.post("/my/protection", data={"form_token": token}).headers["location"] == "/my/protection"
    assert 'href="/my/protection/end"' in browser.get("/my/protection").text
    assert _is_on(stage)
    assert browser.get("/my/protection/end").status_code == 200
    assert browser.post("/my/protection/end", data={"form_token": token}).status_code == 303
    assert not _is_on(stage)
    assert browser.get("/my/protection/end").headers["location"] == "/my/protection"


def test_the_field_of_her_profile_switches_it_on_and_never_off(stage: Stage) -> None:
    def patch(value: object) -> Any:
        headers = {**stage.individual("bo"), "If-Match": "*"}
        body = {"person": {"protected_identity": value}}
        return stage.http.patch("/v1/me/profile", json=body, headers=headers)

    assert patch(True).status_code == 200
    assert _is_on(stage)
    for value in (False, None):
        refused = patch(value)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["expected"].startswith("DELETE /v1/me/protection")
    assert _is_on(stage)
    headers = {**stage.individual("bo"), "If-Match": "*"}
    changed = stage.http.patch("/v1/me/profile", json={"person": {"name": "Bo E"}}, headers=headers)
    assert changed.status_code == 200
    assert _is_on(stage)


def test_staff_with_the_role_and_the_case_switch_it_and_she_reads_who_and_why(stage: Stage) -> None:
    grant = stage.granted(_ASKED, "bo")
    nils, token = browser_of(stage, "nils")
    page = f"/agency/grants/{grant}/protection"
    assert nils.get(page).status_code == 200
    assert nils.post(page, data={"form_token": token, "protection": "on"}).status_code == 200
    assert _is_on(stage)
    assert nils.post(page, data={"form_token": token, "protection": "off"}).status_code == 422
    assert (
        nils.post(page, data={"form_token": token, "protection": "off", "reason": "x" * 201}).status_code
        == 422
    )
    assert _is_on(stage)
    off = nils.post(page, data={"form_token": token, "protection": "off", "reason": "Skatteverket, dnr 7"})
    assert off.status_code == 200
    assert not _is_on(stage)
    told = {line["kind"]: line for line in stage.log("bo")}
    for kind in ("protection", "protection_end"):
        assert told[kind]["organisation"]["name"] == "Norrsken AB"
        assert told[kind]["reader"] == "Nils Berg"
    log = browser_of(stage, "bo")[0].get("/my/log").text
    assert "Skatteverket, dnr 7" in log


def test_staff_without_the_role_or_without_the_case_meet_the_one_page_that_says_nothing(stage: Stage) -> None:
    grant = stage.granted(_ASKED, "bo")
    told = set()
    for persona, named in (("mona", grant), ("mona", "gra_none"), ("nils", "gra_none"), ("ylva", grant)):
        browser, token = browser_of(stage, persona)
        page = f"/agency/grants/{named}/protection"
        looked = browser.get(page)
        pressed = browser.post(page, data={"form_token": token, "protection": "on"})
        told |= {(looked.status_code, looked.text), (pressed.status_code, pressed.text)}
    assert len(told) == 1
    assert told.pop()[0] == 404
    assert not _is_on(stage)


# --- who may come near ---


def test_whoever_is_not_cleared_meets_nothing_and_she_sees_the_try(stage: Stage) -> None:
    question = stage.asked(_ASKED, "petra")
    grant = stage.answer_yes(question, _ASKED, "petra").json()["id"]
    norrsken = stage.organisation("norrsken")
    refused, nothing = stage.read(grant), stage.read("gra_none")
    assert (
        (refused.status_code, refused.content)
        == (nothing.status_code, nothing.content)
        == (404, nothing.content)
    )
    for path in (f"/v1/access-requests/{question}", f"/v1/receipts/{grant}"):
        unknown = stage.http.get(
            path.replace(question, "req_none").replace(grant, "gra_none"), headers=norrsken
        )
        met = stage.http.get(path, headers=norrsken)
        assert (met.status_code, met.content) == (unknown.status_code, unknown.content), path
    listed = stage.http.get("/v1/grants", headers=norrsken)
    assert grant not in listed.text
    closing = stage.http.post(f"/v1/grants/{grant}/close", json={"reader": "N"}, headers=norrsken)
    assert closing.status_code == 404
    line = stage.log("petra")[0]
    assert (line["kind"], line["outcome"], line["grant_id"]) == ("read", "refused", grant)
    clear_system(stage)
    assert stage.read(grant).status_code == 200
    assert grant in stage.http.get("/v1/grants", headers=norrsken).text


def test_at_the_agency_only_staff_with_the_role_open_her(stage: Stage) -> None:
    grant = stage.granted((*_ASKED, _EXPERIENCE), "petra")
    pages = {}
    for persona in ("nils", "mona"):
        browser, token = browser_of(stage, persona)
        form = {"form_token": token, "case_reference": "c"}
        pages[persona] = browser.post(f"/agency/grants/{grant}", data=form)
        pages[f"{persona} none"] = browser.post("/agency/grants/gra_none", data=form)
        assert ("case-1" in browser.get("/agency").text) is (persona == "nils")
    assert pages["nils"].status_code == 200
    assert "Mangla" in pages["nils"].text
    assert canaries(pages["nils"].text.split("<main")[1]) == []
    assert pages["mona"].status_code == 404
    assert pages["mona"].content == pages["mona none"].content == pages["nils none"].content


def test_questions_reach_her_and_the_asker_is_told_the_same(stage: Stage) -> None:
    answers = [stage.ask(_ASKED, persona) for persona in ("petra", "bo")]
    assert [one.status_code for one in answers] == [201, 201]
    assert answers[0].json().keys() == answers[1].json().keys()
    waiting = stage.http.get("/v1/me/access-requests", headers=stage.individual("petra")).json()
    assert len(waiting["access_requests"]) == 1


# --- how it is kept ---


def test_the_marks_of_everybody_are_of_one_length_and_sealed_anew_by_every_writing_about_herself(
    stage: Stage,
) -> None:
    def marks() -> dict[str, bytes]:
        return dict(ask_file(stage, "SELECT id, marks FROM individual"))  # type: ignore[arg-type]

    before = marks()
    assert len({len(one) for one in before.values()}) == 1
    headers = {**stage.individual("bo"), "If-Match": "*"}
    stage.http.patch("/v1/me/profile", json={"person": {"name": "Bo"}}, headers=headers)
    after = marks()
    assert after["ind_demo_bo"] != before["ind_demo_bo"]
    assert after[HER] == before[HER]
    browser_of(stage, "petra")
    assert marks()[HER] != after[HER]
    assert len({len(one) for one in marks().values()}) == 1


def test_whoever_was_here_before_there_were_marks_is_looked_up_and_then_marked_like_all(stage: Stage) -> None:
    with opened_file(stage) as raw:
        raw.execute("UPDATE individual SET marks = NULL")
    run = stage.parts.database.writer.run
    assert run(lambda work: is_protected(work, HER))
    assert not run(lambda work: is_protected(work, "ind_demo_bo"))
    assert not run(lambda work: is_protected(work, "ind_nobody"))
    assert run(lambda work: fill_in_marks(work, stage.house.desk)) == 4
    assert run(lambda work: fill_in_marks(work, stage.house.desk)) == 0
    assert run(lambda work: is_protected(work, HER))


def test_no_line_of_the_journal_tells_who_was_protected(stage: Stage) -> None:
    stage.code("bo")
    _protection(stage, "PUT")
    _protection(stage, "DELETE")
    rows = ask_file(
        stage,
        "SELECT kind, outcome, organisation_id, grant_id, reason, length(sealed) FROM journal"
        " WHERE individual_id = 'ind_demo_bo' ORDER BY seq",
    )
    code, on, off = [row for row in rows if row[0] == "code"]
    assert code == on == off
    assert not [row for row in rows if "protect" in row[0]]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "GET"])
def test_nobody_but_she_switches_it(stage: Stage, method: str) -> None:
    for headers in (stage.organisation("norrsken"), {}):
        assert stage.http.request(method, "/v1/me/protection", headers=headers).status_code in (401, 403)
