"""I-09: only the individual gives. Whose a call is comes from the caller, never from a path or a body."""

import ast
from pathlib import Path
from typing import Any

import pytest

import profile_service
from tests.invariants.rawfile import everything
from tests.stage import LANGUAGES, SKILLS, Stage


def _item(stage: Stage) -> str:
    items = stage.http.get("/v1/me/profile/skills", headers=stage.individual("astrid")).json()["items"]
    return str(items[0]["id"])


def _reaching(stage: Stage) -> list[tuple[str, str, dict[str, Any]]]:
    """Every call of the API that names something of Astrid's by its id."""
    request_id, grant_id, item = stage.asked((LANGUAGES, SKILLS)), stage.granted(), _item(stage)
    match = {"headers": {"If-Match": "*"}}
    patch = {**match, "json": {"level": 1}}
    return [
        ("GET", f"/v1/me/access-requests/{request_id}", {}),
        ("GET", f"/v1/me/access-requests/{request_id}/preview", {}),
        ("POST", f"/v1/me/access-requests/{request_id}/grant", {"json": {"scopes": [LANGUAGES]}}),
        ("POST", f"/v1/me/access-requests/{request_id}/refuse", {}),
        ("GET", f"/v1/me/grants/{grant_id}", {}),
        ("POST", f"/v1/me/grants/{grant_id}/withdraw", {}),
        ("GET", f"/v1/me/grants/{grant_id}/receipts", {}),
        ("GET", f"/v1/me/profile/skills/{item}", {}),
        ("GET", f"/v1/me/profile/skills/{item}/history", {}),
        ("PATCH", f"/v1/me/profile/skills/{item}", patch),
        ("DELETE", f"/v1/me/profile/skills/{item}", match),
    ]


def _call(stage: Stage, persona: str, method: str, path: str, more: dict[str, Any]) -> Any:
    headers = {**stage.individual(persona), **more.get("headers", {})}
    return stage.http.request(method, path, headers=headers, json=more.get("json"))


def test_bo_reaches_nothing_of_astrids_by_its_id_and_changes_nothing(stage: Stage) -> None:
    reaching = _reaching(stage)
    before = everything(stage)
    for method, path, more in reaching:
        real = _call(stage, "bo", method, path, more)
        last = path.split("/")
        of_nobody = "/".join("abc_of_nobody" if "_" in part and part != "" else part for part in last)
        never = _call(stage, "bo", method, of_nobody, more)
        assert real.status_code == 404, (method, path, real.text)
        assert (real.content, dict(real.headers)) == (never.content, dict(never.headers)), path
    assert everything(stage) == before


def test_the_same_calls_work_for_astrid_so_that_the_refusals_mean_something(stage: Stage) -> None:
    statuses = [
        _call(stage, "astrid", *call).status_code
        for call in _reaching(stage)
        if not call[1].endswith("/refuse")
    ]
    assert all(200 <= status < 300 for status in statuses), statuses


@pytest.mark.parametrize(
    "name", ["individual", "individual_id", "caller", "subject", "sub", "about", "owner"]
)
def test_a_body_cannot_say_whom_it_is_about(shared_stage: Stage, name: str) -> None:
    request_id = shared_stage.asked()
    bo = shared_stage.individual("bo")
    before = everything(shared_stage)
    asked = shared_stage.ask(**{name: "ind_demo_bo"})
    assert asked.status_code == 422
    before = everything(shared_stage)
    for method, path, body in (
        ("POST", f"/v1/me/access-requests/{request_id}/grant", {"scopes": [LANGUAGES]}),
        ("POST", "/v1/me/profile/skills", {"skill": {"label": "x"}}),
    ):
        answer = shared_stage.http.request(method, path, json={**body, name: "ind_demo_astrid"}, headers=bo)
        assert answer.status_code in (404, 422)
    read = shared_stage.read(shared_stage.granted(), **{name: "ind_demo_bo"})
    assert read.status_code == 422
    after = everything(shared_stage, ("section", "past_version", "data_key"))
    assert after == {table: before[table] for table in after}


def test_an_organisation_cannot_give_itself_a_grant(stage: Stage) -> None:
    request_id, grant_id = stage.asked(), stage.granted()
    caller = stage.organisation("norrsken")
    before = everything(stage)
    for path in (
        f"/v1/me/access-requests/{request_id}/grant",
        f"/v1/me/access-requests/{request_id}/refuse",
        f"/v1/me/grants/{grant_id}/withdraw",
        "/v1/me/connection-codes",
    ):
        answer = stage.http.post(path, json={"scopes": [LANGUAGES]}, headers=caller)
        assert answer.status_code == 403
    assert everything(stage) == before


def test_a_code_leads_to_her_who_made_it_whoever_else_is_named(stage: Stage) -> None:
    request_id = stage.asked(persona="bo")
    hers = stage.http.get("/v1/me/access-requests", headers=stage.individual("astrid")).json()
    his = stage.http.get("/v1/me/access-requests", headers=stage.individual("bo")).json()
    assert request_id not in {one["id"] for one in hers["access_requests"]}
    assert [one["id"] for one in his["access_requests"]] == [request_id]


def test_bos_pages_show_nothing_of_astrids(stage: Stage) -> None:
    request_id, grant_id, item = stage.asked(), stage.granted(), _item(stage)
    stage.http.post("/demo/sign-in", data={"persona": "bo"})
    nobody = stage.http.get("/my/requests/req_of_nobody")
    assert nobody.status_code == 404
    for path in (
        f"/my/requests/{request_id}",
        f"/my/requests/{request_id}/preview",
        f"/my/grants/{grant_id}",
        f"/my/grants/{grant_id}/stop",
        f"/my/profile/skills/{item}/change",
        f"/my/profile/skills/{item}/history",
        f"/my/profile/skills/{item}/remove",
    ):
        page = stage.http.get(path)
        assert (page.status_code, page.content) == (404, nobody.content), path


def test_bos_forms_change_nothing_of_astrids(stage: Stage) -> None:
    request_id, grant_id, item = stage.asked(), stage.granted(), _item(stage)
    stage.http.post("/demo/sign-in", data={"persona": "bo"})
    token = stage.http.get("/my/code").text.split('name="form_token" value="')[1].split('"')[0]
    before = everything(stage)
    form = {"form_token": token, "answer": "yes", "scope-0": "on", "version": "1", "skill": "x"}
    for path in (
        f"/my/requests/{request_id}/answer",
        f"/my/requests/{request_id}",
        f"/my/requests/{request_id}/preview",
        f"/my/grants/{grant_id}/stop",
        f"/my/profile/skills/{item}/change",
        f"/my/profile/skills/{item}/remove",
    ):
        for answer in ("yes", "no"):
            assert stage.http.post(path, data={**form, "answer": answer}).status_code == 404, path
    assert everything(stage) == before


def test_no_route_makes_an_individual_out_of_what_was_sent() -> None:
    room = Path(str(profile_service.__file__)).parent
    makers = set()
    for path in [*(room / "api").rglob("*.py"), *(room / "web").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "IndividualId":
                makers.add(path.name)
                assert isinstance(node.args[0], ast.Constant)
    assert makers == {"health_routes.py"}
