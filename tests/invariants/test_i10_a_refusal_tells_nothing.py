"""I-10: a refusal tells nothing. Whatever the reason is, the answer is the same, byte for byte and header for header."""

from typing import Any

import pytest
from httpx import Response

from consent.scope import Scope
from tests.invariants.people import give_norrsken, somebody
from tests.invariants.reasons import Reasons
from tests.stage import LANGUAGES, MAPPING, SKILLS, Stage

Bytes = tuple[int, bytes, dict[str, str]]


def _bytes(answer: Response) -> Bytes:
    headers = {name: value for name, value in answer.headers.items() if name != "date"}
    return answer.status_code, answer.content, headers


@pytest.fixture(scope="module")
def reasons(shared_stage: Stage) -> Reasons:
    return Reasons(shared_stage)


def _same_for_all(found: dict[str, Bytes]) -> Bytes:
    never = found["never was"]
    assert never[0] == 404
    for reason, answer in found.items():
        assert answer == never, reason
    return never


def test_a_disclosure_is_refused_alike_for_every_reason(reasons: Reasons) -> None:
    found = {why: _bytes(reasons.stage.read(grant)) for why, (_, grant) in reasons.cases.items()}
    found["barred"] = _bytes(reasons.stage.read(reasons.barred))
    _, body, headers = _same_for_all(found)
    assert headers["content-type"] == "application/problem+json"
    assert headers["cache-control"] == "no-store"
    assert b"not-available" in body


def test_narrowing_a_disclosure_is_refused_alike_too(reasons: Reasons) -> None:
    def narrowed(grant: str) -> Response:
        return reasons.stage.read(grant, scopes=[SKILLS])

    found = {why: _bytes(narrowed(grant)) for why, (_, grant) in reasons.cases.items()}
    live, _ = somebody(reasons.stage, [("skills", {"skill": {"label": "x"}})])
    only_languages = give_norrsken(reasons.stage, live, (Scope("languages"),))
    found["outside what was granted"] = _bytes(narrowed(only_languages))
    _same_for_all(found)


@pytest.mark.parametrize("kind", ["access-requests", "receipts"])
def test_looking_up_a_request_or_a_receipt_is_refused_alike_for_every_reason(
    reasons: Reasons, kind: str
) -> None:
    caller = reasons.stage.organisation("norrsken")
    found = {
        why: _bytes(reasons.stage.http.get(f"/v1/{kind}/{ids[kind == 'receipts']}", headers=caller))
        for why, ids in reasons.cases.items()
    }
    disclosed = _bytes(reasons.stage.read("gra_that_never_was"))
    assert _same_for_all(found) == disclosed


def test_closing_a_case_is_refused_alike_for_every_reason(reasons: Reasons) -> None:
    stage, caller = reasons.stage, reasons.stage.organisation("norrsken")

    def close(grant: str) -> Response:
        body = {"reader": "Nils Berg"}
        return stage.http.post(f"/v1/grants/{grant}/close", json=body, headers=caller)

    # A paused grant is no refusal there: what is needed no more can be closed during a pause as well.
    found = {why: _bytes(close(grant)) for why, (_, grant) in reasons.cases.items() if why != "paused"}
    assert _same_for_all(found) == _bytes(stage.read("gra_that_never_was"))


def test_an_inquiry_of_anothers_is_answered_like_none(reasons: Reasons) -> None:
    stage = reasons.stage
    event = stage.read(stage.granted(persona="rim")).headers["Egenkarta-Disclosure"]
    hers = stage.individual("rim")
    path = f"/v1/me/disclosures/{event}/inquiry"
    inquiry = stage.http.post(path, json={}, headers=hers).json()["id"]

    def answer(one: str) -> Bytes:
        body = {"answer": "x", "reader": "Tor"}
        caller = stage.organisation("tjuvholmen")
        return _bytes(stage.http.post(f"/v1/inquiries/{one}/answer", json=body, headers=caller))

    assert answer(inquiry) == answer("inq_that_never_was") == _bytes(stage.read("gra_that_never_was"))


def test_an_organisation_without_grants_gets_the_same_for_every_live_grant(reasons: Reasons) -> None:
    stage = reasons.stage
    live = stage.granted(persona="rim")
    caller = stage.organisation("tjuvholmen")
    never = _bytes(stage.read("gra_that_never_was", "tjuvholmen"))
    assert _bytes(stage.read(live, "tjuvholmen")) == never
    for path in ("/v1/receipts/{}", "/v1/access-requests/{}"):
        assert _bytes(stage.http.get(path.format(live), headers=caller)) == never


def test_the_portal_refuses_alike_for_every_reason(reasons: Reasons) -> None:
    stage = reasons.stage
    stage.http.post("/demo/sign-in", data={"persona": "nils"})
    asked = {why: stage.http.get(f"/agency/grants/{grant}") for why, (_, grant) in reasons.cases.items()}
    shown = {
        why: (page.status_code, page.text.replace(reasons.cases[why][1], "GRANT"))
        for why, page in asked.items()
    }
    assert len(set(shown.values())) == 1
    token = asked["never was"].text.split('name="form_token" value="')[1].split('"')[0]
    form = {"form_token": token, "case_reference": "c"}
    found: dict[str, Any] = {
        why: _bytes(stage.http.post(f"/agency/grants/{grant}", data=form))
        for why, (_, grant) in reasons.cases.items()
    }
    stage.http.cookies.clear()
    _same_for_all(found)


def test_a_question_is_answered_alike_whoever_it_reaches(stage: Stage) -> None:
    """An organisation learns `sent` and an id, for everybody; a dead code tells nothing about whose it was."""
    one, other = stage.ask(persona="astrid"), stage.ask(persona="bo")
    assert one.json().keys() == other.json().keys() == {"id", "status"}
    assert len(one.content) == len(other.content)
    used, erased = stage.code(), stage.code("bo")
    body = {"purpose_declaration": MAPPING, "scopes": [LANGUAGES], "case_reference": "c"}

    def ask(code: str) -> Bytes:
        said = {**body, "connection_code": code}
        return _bytes(
            stage.http.post("/v1/access-requests", json=said, headers=stage.organisation("norrsken"))
        )

    assert ask(used)[0] == 201
    stage.http.delete("/v1/me", headers=stage.individual("bo"))
    never = ask("00000-00000")
    assert never[0] == 422
    assert ask(used) == never
    assert ask(erased) == never
    old = stage.code()
    stage.move(minutes=15)
    assert ask(old) == never
    assert ask("nonsense") == never


def test_what_is_refused_stands_in_her_log_all_the_same(reasons: Reasons) -> None:
    lines = [line for line in reasons.stage.log() if line["outcome"] == "refused"]
    tried = {line["grant_id"] for line in lines}
    assert reasons.cases["withdrawn"][1] in tried
    assert reasons.cases["expired"][1] in tried
