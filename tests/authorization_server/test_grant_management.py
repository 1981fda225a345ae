"""Grant management: an organisation looks at a grant of its own, and gives it up; everything else is the one refusal."""

from tests.authorization_server.browser import Browser, System
from tests.authorization_server.test_the_redirect_flow import say_yes
from tests.stage import BASE_URL, Stage


def test_a_live_grant_is_told_as_it_was_with_its_tokens(
    stage: Stage, system: System, browser: Browser
) -> None:
    came = system.redeem(say_yes(system, browser)["code"]).json()
    answer = stage.http.get(f"/oauth/grants/{came['grant_id']}", headers=stage.organisation("norrsken"))
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "scopes": [{"scope": "disclosures", "resource": [f"{BASE_URL}/v1"]}],
        "authorization_details": came["authorization_details"],
    }


def test_a_grant_of_the_inbox_is_told_alike(stage: Stage) -> None:
    grant_id = stage.granted()
    answer = stage.http.get(f"/oauth/grants/{grant_id}", headers=stage.organisation("norrsken"))
    (details,) = answer.json()["authorization_details"]
    assert details["case_reference"] == "case-1"
    assert details["scopes"][0].startswith("profile:languages:read")


def test_giving_up_ends_the_grant_and_its_tokens_and_she_sees_it(
    stage: Stage, system: System, browser: Browser
) -> None:
    came = system.redeem(say_yes(system, browser)["code"]).json()
    address = f"/oauth/grants/{came['grant_id']}"
    bearer = {"Authorization": f"Bearer {came['access_token']}"}
    assert stage.http.delete(address, headers={**bearer, "Idempotency-Key": "once"}).status_code == 204
    again = {**stage.organisation("norrsken"), "Idempotency-Key": "once"}
    assert stage.http.delete(address, headers=again).status_code == 204
    assert stage.http.get("/v1/grants", headers=bearer).status_code == 401
    assert stage.read(came["grant_id"]).status_code == 404
    assert system.token("refresh_token", refresh_token=came["refresh_token"]).status_code == 400
    mine = stage.http.get("/v1/me/grants", headers=stage.individual("bo")).json()["grants"]
    (ended,) = (grant for grant in mine if grant["id"] == came["grant_id"])
    assert ended["state"] == "closed"
    (line,) = (line for line in stage.log("bo") if line["kind"] == "closure")
    assert (line["organisation"]["name"], line["grant_id"]) == ("Norrsken AB", came["grant_id"])
    page = browser.open("/my/log")
    assert page.status_code == 200
    assert "Norrsken AB" in page.text


def test_whatever_is_not_live_and_one_s_own_is_the_one_refusal(stage: Stage) -> None:
    ended, paused, others = stage.granted(), stage.granted(), stage.granted()
    stage.withdraw(ended)
    her = stage.individual("astrid")
    assert stage.http.post(f"/v1/me/grants/{paused}/pause", headers=her).status_code == 200
    cases = [("norrsken", ended), ("norrsken", paused), ("norrsken", "gra_none"), ("tjuvholmen", others)]
    for method in ("GET", "DELETE"):
        answers = [
            stage.http.request(method, f"/oauth/grants/{grant}", headers=stage.organisation(who))
            for who, grant in cases
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
    assert stage.read(others).status_code == 200
    for headers in ({}, her):
        assert stage.http.get(f"/oauth/grants/{others}", headers=headers).status_code in (401, 403)
