"""Somebody under protected identity in the redirect flow: her yes is a no to a system that may not handle her case."""

from tests.authorization_server.browser import Browser, System
from tests.authorization_server.test_the_redirect_flow import _DENIED, say_yes
from tests.protected.petra import canaries, clear_system
from tests.stage import Stage


def test_to_a_system_that_may_not_handle_her_case_her_yes_looks_like_a_no(
    stage: Stage, system: System, browser: Browser
) -> None:
    assert say_yes(system, browser, "petra") == _DENIED


def test_one_that_may_gets_a_grant_and_nothing_that_stays_with_her(
    stage: Stage, system: System, browser: Browser
) -> None:
    clear_system(stage)
    answer = system.redeem(say_yes(system, browser, "petra")["code"])
    assert answer.status_code == 200, answer.text
    said = answer.json()
    body = {"grant_id": said["grant_id"], "case_reference": "case-1", "reader": "Nils Berg"}
    headers = {"Authorization": f"Bearer {said['access_token']}"}
    read = stage.http.post("/v1/disclosures", json=body, headers=headers)
    assert read.status_code == 200
    assert canaries(read.text) == []
    # Cleared no more: what it holds opens nothing, and is refreshed no more.
    clear_system(stage, cleared=False)
    assert stage.http.post("/v1/disclosures", json=body, headers=headers).status_code == 404
    assert system.token("refresh_token", refresh_token=said["refresh_token"]).status_code == 400
