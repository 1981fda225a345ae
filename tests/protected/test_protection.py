"""Protected identity: who switches it, who may come near, and that nobody is told."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from consent.terms import Ending
from profile_service.actions.answering import Yes, give
from profile_service.actions.asking import Question, ask, make_connection_code
from profile_service.actions.enrolling import enrol
from profile_service.actions.own_profile import add_item
from profile_service.actions.protection import fill_in_marks, is_protected, protect
from profile_service.actions.reading import Opening, disclose
from profile_service.demo.cast import NORRSKEN
from profile_service.domain.people import Grantee, StaffRole
from profile_service.portability.own_format import to_bytes
from profile_service.wire.access import render_disclosure
from tests.invariants.rawfile import ask as ask_file
from tests.invariants.rawfile import opened as opened_file
from tests.protected.petra import HER, canaries, clear_system, declared
from tests.stage import BASE_URL, FROM_OWN_PAGE, LANGUAGES, SKILLS, Stage

_EXPERIENCE = "profile:experience:read"
_PERSON = "profile:person:read?fields=name,phone"
_ASKED = (LANGUAGES, SKILLS)


def _protection(stage: Stage, method: str, persona: str = "bo") -> Any:
    return stage.http.request(method, "/v1/me/protection", headers=stage.individual(persona))


def _browser(stage: Stage, persona: str) -> tuple[TestClient, str]:
    browser = TestClient(stage.app, base_url=BASE_URL, follow_redirects=False, headers=FROM_OWN_PAGE)
    assert browser.post("/demo/sign-in", data={"persona": persona}).status_code == 303
    return browser, browser.get("/accessibility").text.split('name="form_token" value="')[1].split('"')[0]


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
    browser, token = _browser(stage, "petra")
    browser.post("/my/protection", data={"form_token": token})
    stage.clock.move(timedelta(minutes=11))
    late = browser.post("/my/protection/end", data={"form_token": token})
    assert late.status_code == 303
    assert "/sign-in" in late.headers["location"]
    stage.move(seconds=0)
    assert _is_on(stage, "petra")


def test_the_pages_switch_it_on_in_one_step_and_off_in_two(stage: Stage) -> None:
    browser, token = _browser(stage, "bo")
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
    nils, token = _browser(stage, "nils")
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
    log = _browser(stage, "bo")[0].get("/my/log").text
    assert "Skatteverket, dnr 7" in log


def test_staff_without_the_role_or_without_the_case_meet_the_one_page_that_says_nothing(stage: Stage) -> None:
    grant = stage.granted(_ASKED, "bo")
    told = set()
    for persona, named in (("mona", grant), ("mona", "gra_none"), ("nils", "gra_none"), ("ylva", grant)):
        browser, token = _browser(stage, persona)
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
        browser, token = _browser(stage, persona)
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


# --- what leaves ---

_BARE: dict[str, dict[str, Any]] = {
    "experience": {"title": "Kock", "tasks": "Lagade mat.", "start": "2019"},
    "education": {"name": "Kockskola", "end": "2001"},
    "skills": {"skill": {"label": "Baka bröd"}, "level": 3},
}
_KEPT: dict[str, dict[str, Any]] = {
    "experience": {"employer": "Krogen", "country": "SO", "hide_employer": False},
    "education": {"school": "Åsö skola", "country": "SO"},
    "skills": {},
}


def test_what_stays_with_her_is_the_same_bytes_as_what_she_never_wrote(stage: Stage) -> None:
    scopes = (_EXPERIENCE, "profile:education:read", SKILLS, _PERSON)
    declaration = declared(stage)
    desk, told = stage.house.desk, []
    for kept in (True, False):

        def act(work: Any, *, kept: bool = kept) -> bytes:
            her = enrol(work, desk, "sv").id
            if kept:
                add_item(work, desk, her, "person", {"name": "Asli Warsame", "phone": "+46701111111"})
                protect(work, desk, her)
            for section, content in _BARE.items():
                add_item(work, desk, her, section, {**content, **(_KEPT[section] if kept else {})})
            code, _ = make_connection_code(work, desk, her)
            roles = frozenset({StaffRole.CASE_WORKER, StaffRole.PROTECTED_IDENTITY})
            grantee = Grantee(NORRSKEN.organisation(), "Etablering Nord", "Nils Berg", roles)
            asked = ask(
                work, desk, grantee, Question(code, declaration, scopes, None, "case", "", Ending.DATE)
            )
            grant = give(work, desk, her, asked.id, Yes(scopes))  # type: ignore[union-attr]
            found = disclose(work, desk, grantee, Opening(grant.terms.id, "case", "Nils Berg"))
            body = to_bytes(render_disclosure(found)).decode()  # type: ignore[arg-type]
            ids = [grant.terms.id, *(one.id for items in found.sections.values() for one in items)]  # type: ignore[union-attr]
            for at, one in enumerate(ids):
                body = body.replace(str(one), f"id-{at}")
            return body.encode()

        told.append(stage.parts.database.writer.run(act))
    assert told[0] == told[1]
    assert b"Baka br" in told[0]


def test_a_yes_to_nothing_but_her_name_gives_the_answer_of_an_empty_profile(stage: Stage) -> None:
    clear_system(stage)
    scopes = ("profile:person:read?fields=name",)
    grant = stage.granted(scopes, "petra", declaration=declared(stage))
    read = stage.read(grant)
    assert read.status_code == 200
    assert read.json()["profile"] == {}
    assert read.json()["grant"]["scopes"] == list(scopes)


def test_she_sees_beforehand_exactly_what_they_will_see(stage: Stage) -> None:
    clear_system(stage)
    declaration, scopes = declared(stage), (_EXPERIENCE, _PERSON)
    question = stage.asked(scopes, "petra", declaration=declaration)
    hers = stage.individual("petra")
    preview = stage.http.get(f"/v1/me/access-requests/{question}/preview", headers=hers)
    assert preview.status_code == 200, preview.text
    browser, _ = _browser(stage, "petra")
    page = browser.get(f"/my/requests/{question}").text
    assert page.count("data-own>") > 0
    assert ">skyddat<" in page
    assert "<title>" in page and "Norrsken" not in page.split("</title>")[0]
    grant = stage.answer_yes(question, scopes, "petra").json()["id"]
    assert stage.read(grant).content == preview.content
    shown = browser.get(f"/my/grants/{grant}").text
    assert canaries(shown.split("<main")[1]) == []
    seers = stage.http.get("/v1/me/readers?section=person&field=name", headers=hers).json()
    assert (seers["now"], seers["next"]) == ([], [])
    seers = stage.http.get("/v1/me/readers?section=experience&field=tasks", headers=hers).json()
    assert len(seers["now"]) == 1


def test_a_link_of_hers_never_shows_her_name_and_no_second_yes_gives_it(stage: Stage) -> None:
    from tests.sharing.links import act, following, make

    link = make(stage, "petra")
    with following(stage) as viewer:
        viewer.open(link)
        viewer.ask(link)
        refused = act(stage, link, "contact", "petra", fields=["name"])
        assert refused.status_code == 422
        # A yes from before she was protected gives nothing either.
        own = make(stage, "bo")
        viewer.open(own)
        assert act(stage, own, "contact", "bo", fields=["name"]).status_code == 200
        assert viewer.open(own).text.count("Bo Ekström") == 1
        _protection(stage, "PUT")
        assert "Bo Ekström" not in viewer.look(own).text


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
