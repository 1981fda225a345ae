"""Pushed requests: everything is looked at before a browser comes, and nothing that is not known passes."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from httpx import Response

from tests.authorization_server.browser import Key, System, asked
from tests.stage import Stage


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with Stage.open(tmp_path_factory.mktemp("pushing")) as stage:
        yield System(stage)


def _error(answer: Response) -> str:
    assert answer.status_code == 400, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return str(answer.json()["error"])


def test_the_way_in_that_the_others_are_measured_against(system: System) -> None:
    answer = system.push()
    assert answer.status_code == 201, answer.text
    said = answer.json()
    assert said["request_uri"].startswith("urn:ietf:params:oauth:request_uri:")
    assert said["expires_in"] == 60
    assert system.push(nonce="ignored", prompt="login", unheard_of="too", state=None).status_code == 201
    assert system.push(grant_management_action="create", scope="disclosures").status_code == 201
    assert (
        system.push([asked(until="2026-12-24", ending="once", unit="Kista", message="Hej")]).status_code
        == 201
    )


_PARAMETERS: dict[str, tuple[dict[str, Any], str]] = {
    "no response type": ({"response_type": None}, "invalid_request"),
    "a token at the front door": ({"response_type": "token"}, "unsupported_response_type"),
    "an id token besides": ({"response_type": "code id_token"}, "unsupported_response_type"),
    "a fragment": ({"response_mode": "fragment"}, "invalid_request"),
    "a form that posts itself": ({"response_mode": "form_post"}, "invalid_request"),
    "a request object": ({"request": "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"),
    "a pushed one in a pushed one": ({"request_uri": "urn:x"}, "invalid_request"),
    "no redirect": ({"redirect_uri": None}, "invalid_request"),
    "another path": ({"redirect_uri": "http://127.0.0.1:4567/callback/"}, "invalid_request"),
    "another letter": ({"redirect_uri": "http://127.0.0.1:4567/Callback"}, "invalid_request"),
    "a query more": ({"redirect_uri": "http://127.0.0.1:4567/callback?x=1"}, "invalid_request"),
    "a fragment in it": ({"redirect_uri": "http://127.0.0.1:4567/callback#x"}, "invalid_request"),
    "another host": ({"redirect_uri": "http://127.0.0.1.evil.example:4567/callback"}, "invalid_request"),
    "somebody before the host": (
        {"redirect_uri": "http://127.0.0.1:4567@evil.example/callback"},
        "invalid_request",
    ),
    "a name before the host": ({"redirect_uri": "http://x@127.0.0.1:4567/callback"}, "invalid_request"),
    "a port that is none": ({"redirect_uri": "http://127.0.0.1:99999/callback"}, "invalid_request"),
    "another machine": ({"redirect_uri": "https://evil.example/callback"}, "invalid_request"),
    "https where http is registered": (
        {"redirect_uri": "https://127.0.0.1:4567/callback"},
        "invalid_request",
    ),
    "no challenge": ({"code_challenge": None}, "invalid_request"),
    "a plain challenge": ({"code_challenge_method": "plain"}, "invalid_request"),
    "a challenge without its method": ({"code_challenge_method": None}, "invalid_request"),
    "a short challenge": ({"code_challenge": "x" * 42}, "invalid_request"),
    "a state with a line break": ({"state": "a\nb"}, "invalid_request"),
    "a state like a book": ({"state": "x" * 501}, "invalid_request"),
    "another scope": ({"scope": "disclosures me"}, "invalid_scope"),
    "another resource": ({"resource": "https://elsewhere.example"}, "invalid_target"),
    "a wider grant": ({"grant_management_action": "merge", "grant_id": "gra_x"}, "invalid_request"),
    "another grant": ({"grant_management_action": "replace"}, "invalid_request"),
    "a key that is no thumbprint": ({"dpop_jkt": "x"}, "invalid_request"),
}


@pytest.mark.parametrize("name", _PARAMETERS)
def test_a_parameter_that_is_wrong(system: System, name: str) -> None:
    changed, error = _PARAMETERS[name]
    assert _error(system.push(**changed)) == error


_DETAILS: dict[str, Any] = {
    "none": [],
    "two": [asked(), asked()],
    "no array": asked(),
    "a string": ["profile"],
    "null": [None],
    "another type": [asked(type="account_information")],
    "no type": [asked(type=...)],
    "an unknown field": [asked(locations=["https://elsewhere.example"])],
    "actions": [asked(actions=["read"])],
    "a connection code": [asked(connection_code="ABCD-EFGH")],
    "somebody's id": [asked(individual="ind_demo_astrid")],
    "no purpose": [asked(purpose_declaration=...)],
    "somebody else's purpose": [asked(purpose_declaration="dcl_yrkesskolan_validating")],
    "no such purpose": [asked(purpose_declaration="dcl_nothing")],
    "no scopes": [asked(scopes=[])],
    "scopes as text": [asked(scopes="profile:skills:read")],
    "a scope that is none": [asked(scopes=["profile:everything:read"])],
    "more than was declared": [asked(scopes=["profile:adaptations:read?fields=need"])],
    "an end that has passed": [asked(until="2020-01-01")],
    "an end far away": [asked(until="2030-01-01")],
    "no case": [asked(case_reference=...)],
    "a unit that is a number": [asked(unit=7)],
}


@pytest.mark.parametrize("name", _DETAILS)
def test_details_that_are_wrong(system: System, name: str) -> None:
    answer = system.push(_DETAILS[name])
    assert _error(answer) == "invalid_authorization_details"


@pytest.mark.parametrize(
    "written",
    [
        "{",
        "[NaN]",
        "[" * 9_000,
        "[" + "1" * 19_000,
        json.dumps([asked()])[:-2] + ', "type": "x"}]',
        " " * 20_001,
    ],
    ids=["cut off", "no number", "deep", "a long number", "a repeated member", "too long"],
)
def test_details_that_are_no_json(system: System, written: str) -> None:
    assert _error(system.push(authorization_details=written)) == "invalid_authorization_details"


def test_no_details(system: System) -> None:
    assert _error(system.push(authorization_details=None)) == "invalid_request"


def test_no_answer_repeats_what_was_sent(system: System) -> None:
    canary = "KANARIE"
    for details in (
        [asked(case_reference=7, message=canary)],
        [asked(**{canary: 1})],
        [asked(scopes=[canary])],
    ):
        assert canary not in system.push(details).text.replace(f"/{canary}", "")


def test_a_key_is_named_or_shown_and_both_must_be_the_same(system: System) -> None:
    key, other = Key(system.stage), Key(system.stage)
    assert system.push(proof=key.proof("POST", "/oauth/par")).status_code == 201
    assert system.push(proof=key.proof("POST", "/oauth/par"), dpop_jkt=key.jkt).status_code == 201
    assert (
        _error(system.push(proof=key.proof("POST", "/oauth/par"), dpop_jkt=other.jkt)) == "invalid_dpop_proof"
    )
    assert _error(system.push(proof=key.proof("POST", "/oauth/token"))) == "invalid_dpop_proof"


def test_only_a_client_that_proves_itself_leaves_anything(system: System) -> None:
    form = {"client_id": "norrsken-system", "response_type": "code"}
    answer = system.stage.http.post("/oauth/par", data=form)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    replayed = system.form(response_type="code")
    first, second = (system.stage.http.post("/oauth/par", data=replayed) for _ in range(2))
    assert first.status_code == 400  # it was spent all the same
    assert second.status_code == 401
