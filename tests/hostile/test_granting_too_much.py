"""A yes that is more than the question, or comes twice, or after a no."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.invariants.rawfile import ask, everything
from tests.stage import LANGUAGES, SKILLS, Stage

_NARROW = "profile:skills:read?fields=level,skill"


@pytest.mark.parametrize(
    "scope",
    [
        "profile:person:read?fields=name",
        "profile:languages:read",
        "profile:skills:read",
        "profile:skills:read?fields=level,months",
        "profile:adaptations:read?fields=health",
        "profile:skills:read?items=itm_1",
    ],
)
def test_nothing_is_granted_that_was_not_asked(standing: Stage, scope: str) -> None:
    request_id = standing.asked((_NARROW,))
    before = everything(standing)
    for scopes in ((scope,), (_NARROW, scope)):
        answer = standing.answer_yes(request_id, scopes)
        assert answer.status_code == 422
        assert answer.json()["type"] == "urn:egenkarta:problem:exceeds-request"
        assert [error["field"] for error in answer.json()["errors"]] == [f"/scopes/{len(scopes) - 1}"]
    assert everything(standing) == before


def test_items_that_were_not_asked_are_not_granted(standing: Stage) -> None:
    request_id = standing.asked(("profile:skills:read?items=itm_a,itm_b",))
    for scope in ("profile:skills:read", "profile:skills:read?items=itm_a,itm_c"):
        assert standing.answer_yes(request_id, (scope,)).status_code == 422
    assert standing.answer_yes(request_id, ("profile:skills:read?items=itm_b",)).status_code == 201


def test_no_longer_than_was_asked(standing: Stage) -> None:
    request_id = standing.asked(until="2026-12-24T12:00:00Z")
    for until in ("2026-12-24T12:00:00.000001Z", "2026-12-24", "2027-11-01"):
        answer = standing.answer_yes(request_id, (LANGUAGES,), until=until)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "/until"
    same = standing.answer_yes(request_id, (LANGUAGES,), until="2026-12-24T13:00:00+01:00")
    assert same.status_code == 201


def test_a_question_is_answered_once(stage: Stage) -> None:
    hers = stage.individual("astrid")
    yes, no = stage.asked(), stage.asked()
    assert stage.answer_yes(yes, (LANGUAGES,)).status_code == 201
    assert stage.http.post(f"/v1/me/access-requests/{no}/refuse", headers=hers).status_code == 204
    before = everything(stage)
    for request_id in (yes, no):
        again = stage.answer_yes(request_id, (LANGUAGES,))
        assert (again.status_code, again.json()["type"]) == (409, "urn:egenkarta:problem:already-answered")
        assert stage.http.post(f"/v1/me/access-requests/{request_id}/refuse", headers=hers).status_code == 409
        looked = stage.http.get(f"/v1/me/access-requests/{request_id}/preview", headers=hers)
        assert looked.status_code == 409
    assert everything(stage) == before


def test_yes_and_no_at_the_same_moment_make_one_answer(stage: Stage) -> None:
    request_id, hers = stage.asked(), stage.individual("astrid")
    grants = len(ask(stage, "SELECT id FROM consent_grant"))

    def answer(kind: str) -> int:
        path = f"/v1/me/access-requests/{request_id}/{kind}"
        body = {"scopes": [LANGUAGES]} if kind == "grant" else None
        return stage.http.post(path, json=body, headers=hers).status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(answer, ["grant", "refuse"] * 4))
    assert statuses.count(409) == 7
    given = ask(stage, "SELECT state FROM access_request WHERE id = ?", request_id)[0][0] == "granted"
    assert len(ask(stage, "SELECT id FROM consent_grant")) == grants + given


def test_a_yes_to_nothing_or_in_another_shape_is_no_yes(standing: Stage) -> None:
    request_id, hers = standing.asked((LANGUAGES, SKILLS)), standing.individual("astrid")
    before = everything(standing)
    for body in (
        {},
        {"scopes": []},
        {"scopes": None},
        {"scopes": "all"},
        {"scopes": [LANGUAGES], "organisation": "org_demo_tjuvholmen"},
        {"scopes": [LANGUAGES], "state": "active"},
        {"scopes": [LANGUAGES], "grant_id": "gra_mine"},
        {"until": "2026-12-24"},
    ):
        path = f"/v1/me/access-requests/{request_id}/grant"
        assert standing.http.post(path, json=body, headers=hers).status_code == 422, body
    assert everything(standing) == before


def test_a_grant_is_for_the_organisation_that_asked_and_for_no_other(stage: Stage) -> None:
    grant_id = stage.granted()
    for name in ("tjuvholmen", "yrkesskolan"):
        assert stage.read(grant_id, name).status_code == 404
    assert stage.read(grant_id).status_code == 200
