"""I-10: a refusal tells nothing. Whatever the reason is, the answer is the same, byte for byte and header for header."""

from typing import Any

import pytest
from httpx import Response

from consent.scope import Scope
from tests.invariants.people import give_norrsken, somebody
from tests.stage import LANGUAGES, MAPPING, SKILLS, Stage

Bytes = tuple[int, bytes, dict[str, str]]


def _bytes(answer: Response) -> Bytes:
    headers = {name: value for name, value in answer.headers.items() if name != "date"}
    return answer.status_code, answer.content, headers


class Reasons:
    """Every way in which there can be nothing for Norrsken, as request id and grant id."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.cases: dict[str, tuple[str, str]] = {"never was": ("req_that_never_was", "gra_that_never_was")}
        self._pending()
        self._refused()
        self._expired_unanswered()
        self._withdrawn()
        self._others()
        self._erased()
        self._expired()

    def _grant_id_of(self, request_id: str) -> str:
        found = self.stage.parts.database.reader.run(lambda work: work.requests.find(request_id))
        return str(found.grant_id)

    def _pending(self) -> None:
        request_id = self.stage.asked()
        self.cases["not answered"] = (request_id, self._grant_id_of(request_id))

    def _refused(self) -> None:
        request_id = self.stage.asked()
        hers = self.stage.individual("astrid")
        grant_id = self._grant_id_of(request_id)
        assert (
            self.stage.http.post(f"/v1/me/access-requests/{request_id}/refuse", headers=hers).status_code
            == 204
        )
        self.cases["refused"] = (request_id, grant_id)

    def _expired_unanswered(self) -> None:
        request_id = self.stage.asked(until="2026-11-22T10:00:00Z")
        self.cases["never answered in time"] = (request_id, self._grant_id_of(request_id))

    def _withdrawn(self) -> None:
        request_id = self.stage.asked()
        grant_id = self.stage.answer_yes(request_id, (LANGUAGES,)).json()["id"]
        assert self.stage.read(grant_id).status_code == 200
        assert self.stage.withdraw(grant_id).status_code == 200
        self.cases["withdrawn"] = (request_id, grant_id)

    def _others(self) -> None:
        asked = self.stage.ask(
            (SKILLS,), organisation="yrkesskolan", declaration="dcl_yrkesskolan_validating"
        )
        request_id = asked.json()["id"]
        grant_id = self.stage.answer_yes(request_id, (SKILLS,)).json()["id"]
        assert self.stage.read(grant_id, "yrkesskolan").status_code == 200
        self.cases["another organisation's"] = (request_id, grant_id)

    def _erased(self) -> None:
        request_id = self.stage.asked(persona="bo")
        grant_id = self.stage.answer_yes(request_id, (LANGUAGES,), "bo").json()["id"]
        assert self.stage.read(grant_id).status_code == 200
        his = self.stage.individual("bo")
        assert self.stage.http.delete("/v1/me", headers=his).status_code == 204
        self.cases["erased"] = (request_id, grant_id)

    def _expired(self) -> None:
        request_id = self.stage.asked(until="2026-11-22T10:00:00Z")
        grant_id = self.stage.answer_yes(request_id, (LANGUAGES,)).json()["id"]
        assert self.stage.read(grant_id).status_code == 200
        self.stage.move(days=2)
        self.cases["expired"] = (request_id, grant_id)


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


def test_an_organisation_without_grants_gets_the_same_for_every_live_grant(reasons: Reasons) -> None:
    stage = reasons.stage
    live = stage.granted()
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
