"""The whole redirect flow: it ends in the same grant, receipt and journal as the inbox, and goes back in the same words for every no."""

from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from consent.vocabulary import IndividualId
from tests.authorization_server.browser import CALLBACK, SCOPES, Browser, System, asked
from tests.stage import BASE_URL, MAPPING, Stage

_DENIED = {"error": "access_denied", "state": "kept by the client", "iss": BASE_URL}
BO = IndividualId("ind_demo_bo")


def come(system: System, browser: Browser, persona: str = "bo", **changed: Any) -> None:
    """Somebody comes with a question, and signs in."""
    browser.open(system.address(**changed))
    if browser.shown.url.path == "/sign-in":
        browser.sign_in(persona)


def say_yes(system: System, browser: Browser, persona: str = "bo", **changed: Any) -> dict[str, str]:
    """The whole way, up to what the browser brings the client."""
    come(system, browser, persona, **changed)
    assert browser.shown.status_code == 200, browser.shown.text
    browser.answer("yes")
    return browser.go_back()


def test_a_yes_brings_a_code_and_the_code_a_grant_that_can_be_read(
    stage: Stage, system: System, browser: Browser
) -> None:
    came = say_yes(system, browser)
    assert came.keys() == {"code", "state", "iss"}
    assert came["state"] == "kept by the client"
    assert came["iss"] == BASE_URL
    answer = system.redeem(came["code"])
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    said = answer.json()
    assert said["token_type"] == "Bearer"
    (granted,) = said["authorization_details"]
    sections = [scope.partition("?")[0] for scope in granted["scopes"]]
    assert sections == [scope.partition("?")[0] for scope in SCOPES]
    assert granted["case_reference"] == "case-1"
    body = {"grant_id": said["grant_id"], "case_reference": "case-1", "reader": "Nils Berg"}
    headers = {"Authorization": f"Bearer {said['access_token']}"}
    read = stage.http.post("/v1/disclosures", json=body, headers=headers)
    assert read.status_code == 200, read.text
    # She ends it where she ends every other one.
    assert said["grant_id"] in browser.open("/my").text
    assert stage.withdraw(said["grant_id"], "bo").status_code == 200
    assert stage.http.post("/v1/disclosures", json=body, headers=headers).status_code == 404


def test_it_ends_in_the_same_grant_receipt_and_lines_as_the_inbox(
    stage: Stage, system: System, browser: Browser
) -> None:
    """Field by field: Bo answers the same question twice on the same page, sent here by a redirect and asked with his code."""
    said = system.redeem(say_yes(system, browser, "bo")["code"]).json()
    by_redirect = browser.shown.url.path.rpartition("/")[2]
    by_inbox = stage.asked(SCOPES, "bo")
    browser.open(f"/my/requests/{by_inbox}")
    browser.answer("yes")
    here, there = _kept(stage, by_redirect), _kept(stage, by_inbox)
    assert here.grant.terms.id == said["grant_id"]
    assert type(here.grant) is type(there.grant)
    assert _fields(here.grant.terms, "id", "request_id") == _fields(there.grant.terms, "id", "request_id")
    assert _fields(here.request, "id", "grant_id") == _fields(there.request, "id", "grant_id")
    assert [_fields(one, "id", "about") for one in here.told] == [
        _fields(one, "id", "about") for one in there.told
    ]
    assert _record(here) == _record(there)
    assert here.receipt.shown == there.receipt.shown
    kinds = ("request", "grant")
    lines = [
        {key: value for key, value in line.items() if key not in ("id", "grant_id")}
        for line in stage.log("bo")
        if line["kind"] in kinds
    ]
    assert [line["kind"] for line in lines] == ["grant", "request", "grant", "request"]
    assert lines[:2] == lines[2:]


@dataclass
class _Kept:
    """What the store holds about one question."""

    request: Any
    grant: Any
    receipt: Any
    told: list[Any]


def _kept(stage: Stage, request_id: str) -> _Kept:
    def look(work: Any) -> _Kept:
        request = work.requests.find(request_id)
        (receipt,) = work.receipts.of_request(BO, request.id)
        told = [one for one in work.notices.of_individual(BO) if one.about == request.grant_id]
        return _Kept(request, work.ledger.find(request.grant_id), receipt, told)

    return stage.parts.database.reader.run(look)


def _fields(value: Any, *own: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__ if name not in own}


def _record(kept: _Kept) -> str:
    """The consent record's own words, without the ids that every record has of its own."""
    part = kept.receipt.signed.split(".")[1]
    written = urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode()
    for own in (kept.request.id, kept.grant.terms.id, kept.receipt.id):
        written = written.replace(str(own), "ID")
    return written


def test_every_no_goes_back_in_the_same_words(stage: Stage, system: System, browser: Browser) -> None:
    come(system, browser)
    unanswered = browser.go_back()
    browser.answer("no")
    refused = browser.go_back()
    come(system, browser)
    assert browser.shown.url.path.endswith("/over")
    held_back = browser.go_back()
    assert unanswered == refused == held_back == _DENIED
    log = [line["kind"] for line in stage.log("bo")]
    assert "held_back" in log


def test_a_yes_that_is_undone_takes_its_code_along(stage: Stage, system: System, browser: Browser) -> None:
    come(system, browser)
    browser.answer("yes")
    came = browser.go_back()
    grant_id = browser.shown.text.split("/my/grants/")[1].split("/undo")[0]
    hidden = {
        name: browser.shown.text.split(f'name="{name}" value="')[1].split('"')[0]
        for name in ("form_token", "notice")
    }
    undone = browser.http.post(f"/my/grants/{grant_id}/undo", data=hidden)
    assert undone.status_code == 303
    browser.open(undone.headers["location"])
    refused = system.redeem(came["code"])
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_grant")
    assert browser.go_back() == _DENIED


def test_a_yes_after_a_withdrawal_brings_nothing(stage: Stage, system: System, browser: Browser) -> None:
    came = say_yes(system, browser)
    said = system.redeem(came["code"]).json()
    assert stage.withdraw(said["grant_id"], "bo").status_code == 200
    assert browser.go_back() == _DENIED
    again = system.token("refresh_token", refresh_token=said["refresh_token"])
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


def test_the_address_of_a_pushed_request_works_once_and_for_a_minute(
    stage: Stage, system: System, browser: Browser
) -> None:
    address = system.address()
    assert browser.open(address).url.path == "/sign-in"
    second = browser.open(address)
    assert (second.status_code, second.url.path) == (400, "/oauth/authorize")
    late = system.address()
    stage.move(seconds=60)
    assert browser.open(late).status_code == 400
    other = System(stage, "tjuvholmen").link(system.push().json()["request_uri"])
    assert browser.open(other).status_code == 400


@pytest.mark.parametrize(
    "query",
    ["", "?client_id=norrsken-system", "?client_id=norrsken-system&request_uri=https://elsewhere.example/",
     "?client_id=norrsken-system&response_type=code&redirect_uri=http://127.0.0.1/callback",
     "?client_id=norrsken-system&request_uri=urn:ietf:params:oauth:request_uri:nothing"],
)  # fmt: skip
def test_what_was_not_pushed_is_shown_as_an_error_and_sent_nowhere(browser: Browser, query: str) -> None:
    shown = browser.open(f"/oauth/authorize{query}")
    assert shown.status_code == 400
    assert CALLBACK not in shown.text
    assert "elsewhere" not in shown.text
    assert "client_id" not in shown.text, "nothing of what was asked for stands on the page"


def test_beginning_anew_at_the_organisations_site_asks_nothing_new(
    stage: Stage, system: System, browser: Browser
) -> None:
    come(system, browser)
    path = browser.shown.url.path
    come(system, browser, state="another")
    assert browser.shown.url.path == path
    assert browser.go_back() == {**_DENIED, "state": "another"}
    assert [line["kind"] for line in stage.log("bo")].count("request") == 1
    come(system, browser, details=[asked(case_reference="case-2")])
    assert browser.shown.url.path != path


def test_somebody_else_cannot_go_back_with_her_question(
    stage: Stage, system: System, browser: Browser
) -> None:
    come(system, browser, "bo")
    path = browser.shown.url.path
    stranger = Browser.on(stage)
    stranger.open("/sign-in")
    stranger.sign_in("astrid")
    assert stranger.open(f"{path}/return").status_code == 404
    assert stranger.open(f"{path}/over").status_code == 404
    stranger.close()
    # Nor can she, once the system that sent her is not registered any more.
    stage.parts.database.writer.run(lambda work: work.accounts.remove_client("norrsken-system"))
    assert browser.open(f"{path}/return").status_code == 404
    assert "/return" not in browser.open(path).text


def test_staff_are_not_asked_for_somebody(stage: Stage, system: System, browser: Browser) -> None:
    browser.open("/sign-in")
    browser.sign_in("nils")
    shown = browser.open(system.address())
    assert shown.status_code == 403


def test_pages_keep_their_forms_on_this_site(system: System, browser: Browser) -> None:
    come(system, browser)
    assert "form-action 'self';" in browser.shown.headers["content-security-policy"]
    browser.answer("yes")
    assert "form-action 'self';" in browser.shown.headers["content-security-policy"]


def test_an_hour_later_she_answers_as_in_her_inbox_and_goes_nowhere(
    stage: Stage, system: System, browser: Browser
) -> None:
    come(system, browser)
    path = browser.shown.url.path
    stage.clock.move(timedelta(minutes=61))
    browser.open("/sign-in")
    browser.sign_in("bo")
    assert "/return" not in browser.open(path).text
    browser.answer("yes")
    assert browser.open(f"{path}/return").status_code == 404
    answer = stage.http.get("/v1/grants", headers=stage.organisation("norrsken"))
    assert MAPPING in answer.text


def test_an_erased_person_leaves_no_way_back(stage: Stage, system: System, browser: Browser) -> None:
    came = say_yes(system, browser)
    said = system.redeem(came["code"]).json()
    gone = stage.http.delete("/v1/me", headers=stage.individual("bo"))
    assert gone.status_code in (200, 204), gone.text
    again = system.token("refresh_token", refresh_token=said["refresh_token"])
    assert again.json()["error"] == "invalid_grant"
    left = stage.parts.database.reader.run(
        lambda work: [errand for errand in [work.errands.find(BO, "req_x")] if errand]
    )
    assert left == []
