"""Idempotency-Key: one effect, the same answer, and never somebody else's answer."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from httpx import Response

from tests.invariants.rawfile import ask, everything
from tests.stage import LANGUAGES, MAPPING, SKILLS, Stage

_SKILL = {"skill": {"label": "once"}}


def _add(stage: Stage, key: str, persona: str = "astrid", **more: Any) -> Response:
    headers = {**stage.individual(persona), "Idempotency-Key": key}
    return stage.http.post("/v1/me/profile/skills", json={**_SKILL, **more}, headers=headers)


def _labels(stage: Stage, persona: str = "astrid") -> list[str]:
    items = stage.http.get("/v1/me/profile/skills", headers=stage.individual(persona)).json()["items"]
    return [item["content"]["skill"]["label"] for item in items]


def test_a_repeated_write_has_one_effect_and_the_same_answer(stage: Stage) -> None:
    first, again = _add(stage, "k"), _add(stage, "k")
    assert first.status_code == 201
    assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))
    assert _labels(stage).count("once") == 1


def test_another_request_under_the_same_key_is_refused_and_has_no_effect(stage: Stage) -> None:
    _add(stage, "k")
    before = everything(stage)
    other = _add(stage, "k", level=2)
    assert (other.status_code, other.json()["type"]) == (409, "urn:egenkarta:problem:idempotency-key-reused")
    headers = {**stage.individual("astrid"), "Idempotency-Key": "k"}
    elsewhere = stage.http.post("/v1/me/profile/transversal", json=_SKILL, headers=headers)
    assert elsewhere.status_code == 409
    assert stage.http.post("/v1/me/connection-codes", headers=headers).status_code == 409
    assert everything(stage) == before


def test_another_condition_under_the_same_key_is_another_request(stage: Stage) -> None:
    item = _add(stage, "k").json()
    path = f"/v1/me/profile/skills/{item['id']}"
    current = stage.http.get(path, headers=stage.individual("astrid")).headers["ETag"]
    headers = {**stage.individual("astrid"), "Idempotency-Key": "gone"}
    assert stage.http.delete(path, headers={**headers, "If-Match": current}).status_code == 204
    assert stage.http.delete(path, headers={**headers, "If-Match": current}).status_code == 204
    assert stage.http.delete(path, headers={**headers, "If-Match": '"another"'}).status_code == 409


def test_many_at_once_under_one_key_have_one_effect(stage: Stage) -> None:
    stage.individual("astrid")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: _add(stage, "k"), range(16)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert _labels(stage).count("once") == 1


def test_two_people_may_use_the_same_key_and_never_get_each_others_answer(stage: Stage) -> None:
    hers, his = _add(stage, "k"), _add(stage, "k", "bo")
    assert his.status_code == 201
    assert hers.json()["id"] != his.json()["id"]
    assert _labels(stage).count("once") == _labels(stage, "bo").count("once") == 1


def test_two_organisations_may_use_the_same_key(stage: Stage) -> None:
    def ask_with(organisation: str, declaration: str) -> Response:
        body = {
            "connection_code": stage.code(),
            "purpose_declaration": declaration,
            "scopes": [SKILLS],
            "case_reference": "c",
        }
        headers = {**stage.organisation(organisation), "Idempotency-Key": "k"}
        return stage.http.post("/v1/access-requests", json=body, headers=headers)

    one, other = ask_with("norrsken", MAPPING), ask_with("tjuvholmen", "dcl_tjuvholmen_vacancy")
    assert (one.status_code, other.status_code) == (201, 201)
    assert one.json()["id"] != other.json()["id"]


def test_a_yes_that_is_repeated_is_one_yes(stage: Stage) -> None:
    request_id = stage.asked()
    headers = {**stage.individual("astrid"), "Idempotency-Key": "k"}
    path = f"/v1/me/access-requests/{request_id}/grant"
    before = len(ask(stage, "SELECT id FROM consent_grant"))
    with ThreadPoolExecutor(6) as pool:
        send = lambda _: stage.http.post(path, json={"scopes": [LANGUAGES]}, headers=headers)  # noqa: E731
        answers = list(pool.map(send, range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len(ask(stage, "SELECT id FROM consent_grant")) == before + 1


def test_a_repeated_yes_does_not_bring_a_withdrawn_grant_back(stage: Stage) -> None:
    request_id = stage.asked()
    headers = {**stage.individual("astrid"), "Idempotency-Key": "k"}
    path = f"/v1/me/access-requests/{request_id}/grant"
    grant_id = stage.http.post(path, json={"scopes": [LANGUAGES]}, headers=headers).json()["id"]
    stage.withdraw(grant_id)
    assert (
        stage.http.post(path, json={"scopes": [LANGUAGES]}, headers=headers).status_code == 201
    )  # the old answer
    assert stage.read(grant_id).status_code == 404


def test_a_write_that_failed_is_not_remembered(stage: Stage) -> None:
    headers = {**stage.individual("astrid"), "Idempotency-Key": "k"}
    request_id = stage.asked()
    path = f"/v1/me/access-requests/{request_id}/grant"
    assert (
        stage.http.post(path, json={"scopes": [SKILLS, "profile:plan:read"]}, headers=headers).status_code
        == 422
    )
    assert stage.http.post(path, json={"scopes": [LANGUAGES]}, headers=headers).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "a b", "ä", "k\t", "x" * 201, "a\x7f"])
def test_what_is_no_key_is_refused(standing: Stage, key: str) -> None:
    before = everything(standing)
    headers = {**standing.individual("astrid"), "Idempotency-Key": key.encode()}
    answer = standing.http.post("/v1/me/profile/skills", json=_SKILL, headers=headers)
    # Space around a header's value is no part of it: what is left of `k<tab>` is a key.
    assert answer.status_code == 422 or key.strip() == "k"
    if key.strip() != "k":
        assert everything(standing) == before


def test_a_kept_answer_is_sealed_with_her_key(stage: Stage) -> None:
    _add(stage, "nyckel-i-klartext", skill={"label": "HEMLIG-KONST"})
    from tests.invariants.rawfile import raw_bytes

    stored = raw_bytes(stage)
    assert b"HEMLIG-KONST" not in stored
    assert b"nyckel-i-klartext" not in stored
