"""The whole redirect flow: it ends in the same grant, receipt and journal as the inbox."""

from typing import Any

from tests.authorization_server.browser import SCOPES, Browser, System, asked
from tests.stage import BASE_URL, Stage


def _yes(system: System, browser: Browser, persona: str = "bo", **changed: Any) -> dict[str, str]:
    browser.open(system.address(**changed))
    browser.sign_in(persona)
    assert browser.shown.status_code == 200, browser.shown.text
    browser.answer("yes")
    return browser.go_back()


def test_a_yes_brings_a_code_and_the_code_a_grant_that_can_be_read(
    stage: Stage, system: System, browser: Browser
) -> None:
    came = _yes(system, browser)
    assert came["state"] == "kept by the client"
    assert came["iss"] == BASE_URL
    answer = system.redeem(came["code"])
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert said["token_type"] == "Bearer"
    (granted,) = said["authorization_details"]
    assert [scope.partition("?")[0] for scope in granted["scopes"]] == [
        scope.partition("?")[0] for scope in SCOPES
    ]
    assert granted["case_reference"] == "case-1"
    body = {"grant_id": said["grant_id"], "case_reference": "case-1", "reader": "Nils Berg"}
    headers = {"Authorization": f"Bearer {said['access_token']}"}
    read = stage.http.post("/v1/disclosures", json=body, headers=headers)
    assert read.status_code == 200, read.text
