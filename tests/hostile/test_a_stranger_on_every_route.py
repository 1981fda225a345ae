"""Tjuvholmen AB has no grant, and somebody signed out has nothing at all: both are tried on every route there is."""

from collections.abc import Mapping
from typing import Any

from httpx import Response

from tests.hostile.assessment_ids import CLAIM
from tests.hostile.everywhere import Call, calls, is_for_everybody
from tests.invariants.rawfile import everything
from tests.stage import Stage

_OPEN = {
    ("GET", "/"): 200,
    ("GET", "/sign-in"): 200,
    ("POST", "/sign-in/eid/{provider}"): 404,
    ("GET", "/sign-in/eid/{provider}/callback"): 404,
    ("GET", "/.well-known/egenkarta-rp-jwks.json"): 200,
    ("GET", "/accessibility"): 200,
    ("GET", "/about"): 200,
    ("GET", "/language"): 200,
    ("GET", "/words"): 200,
    ("GET", "/gallery"): 200,
    ("GET", "/v1/instruments"): 200,
    ("GET", "/v1/instruments/{instrument_id}"): 200,
    ("GET", "/v1/concepts"): 422,
    ("GET", "/v1/concepts/one"): 422,
    ("GET", "/v1/taxonomies"): 200,
    ("GET", "/instruments"): 200,
    ("GET", "/instruments/{instrument_id}"): 200,
    ("GET", "/healthz"): 200,
    ("GET", "/readyz"): 200,
    ("GET", "/openapi.json"): 200,
    ("GET", "/.well-known/oauth-authorization-server"): 200,
    ("GET", "/.well-known/oauth-protected-resource/v1"): 200,
    ("GET", "/oauth/jwks"): 200,
    ("GET", "/.well-known/egenkarta-record-keys.json"): 200,
    ("GET", "/.well-known/egenkarta-seal-ca.pem"): 200,
    ("GET", "/journal/checkpoint"): 404,
    ("GET", "/journal/tile/{place:path}"): 404,
    ("GET", "/journal/consistency"): 422,
    ("GET", "/journal/keys"): 200,
    ("POST", "/journal/cosignatures"): 422,
    ("GET", "/verify"): 200,
    ("POST", "/verify"): 422,
    ("GET", "/verify/{code}"): 200,
    ("POST", "/oauth/token"): 400,
    ("POST", "/oauth/par"): 401,
    ("POST", "/oauth/introspect"): 400,
    ("POST", "/oauth/revoke"): 400,
    ("GET", "/oauth/authorize"): 400,
    ("POST", "/sign-out"): 303,
    ("GET", "/signed-out"): 200,
    ("POST", "/language"): 303,
    ("POST", "/demo/sign-in"): 422,
    ("POST", "/sign-in/passkey"): 200,
    ("POST", "/sign-in/passkey/answer"): 422,
    ("POST", "/sign-in/sheet"): 200,
    ("POST", "/sign-in/sheet/codes"): 422,
    ("GET", "/start"): 200,
    ("POST", "/start"): 422,
    ("POST", "/start/passkey"): 422,
    ("GET", "/invitation"): 200,
    ("POST", "/invitation"): 422,
    ("POST", "/invitation/passkey"): 422,
    ("POST", "/demo/organisations"): 415,
    ("GET", "/demo/sandbox"): 200,
    ("POST", "/demo/sandbox"): 422,
    ("GET", "/shared/{secret}"): 404,
    ("POST", "/shared/{secret}"): 404,
    ("POST", "/shared/{secret}/contact"): 404,
    ("POST", "/shared/{secret}/more"): 404,
    ("GET", "/shared/{secret}/alive"): 200,
}
"""What is open to anybody, and what it answers to an empty form."""
_WORDS = (
    "Lindqvist", "lindqvist", "Engelska", "omvårdnad", "Vårdbiträde", "Solgläntan", "Handlarn", "ländryggen", "KARTA-2026",
    "Nässjö", "Brinell",
)  # fmt: skip
_BODY = {
    "grant_id": "",
    "case_reference": "c",
    "reader": "r",
}


_BODIES: dict[str, dict[str, Any]] = {
    "/v1/assessments/{assessment_id}/supersede": {"reader": "r", "reason": "r", "claim": CLAIM},
    "/v1/assessments/{assessment_id}/withdraw": {"reader": "r", "reason": "r"},
    "/v1/mapping-sessions/{mapping_id}": _BODY,
    "/v1/mapping-sessions/{mapping_id}/answers": {
        **_BODY,
        "answers": [{"item": "reading", "touch": "skipped"}],
    },
    "/v1/grants/{grant_id}/close": {"reader": "r"},
    "/v1/inquiries/{inquiry_id}/answer": {"answer": "a", "reader": "r"},
}
"""What a route asks for before it looks at whose the id is."""


def _call(stage: Stage, call: Call, headers: Mapping[str, str], grant_id: str) -> Response:
    named = call.path == "/v1/disclosures" or call.path.startswith("/v1/mapping-sessions")
    body = _BODIES.get(call.pattern, dict(_BODY) if named else {})
    body = {**body, "grant_id": grant_id} if named else body
    if call.path.startswith("/v1/") and call.method in ("POST", "PATCH", "PUT"):
        return stage.http.request(call.method, call.path, json=body, headers={**headers, "If-Match": "*"})
    form = {} if call.method == "GET" else {"data": {"answer": "yes", "case_reference": "c"}}
    return stage.http.request(call.method, call.path, headers={**headers, "If-Match": "*"}, **form)  # type: ignore[arg-type]


def _nothing_of_hers(answer: Response, call: Call) -> None:
    for word in _WORDS:
        assert word not in answer.text, (call, word)


def _grant_of(found: list[Call]) -> str:
    return next(call.path.rsplit("/", 1)[1] for call in found if call.pattern == "/v1/me/grants/{grant_id}")


def test_somebody_who_is_not_signed_in_gets_nothing_anywhere(stage: Stage) -> None:
    found = list(calls(stage))
    before = everything(stage)
    seen = set()
    for call in found:
        stage.http.cookies.clear()
        answer = _call(stage, call, {}, _grant_of(found))
        key = (call.method, call.pattern)
        if key in _OPEN:
            seen.add(key)
            assert answer.status_code == _OPEN[key], call
            if call.pattern != "/sign-in":
                _nothing_of_hers(answer, call)  # the demo's sign-in page names its cast
        elif call.pattern.startswith(("/v1/", "/oauth/")):
            assert answer.status_code == 401, (call, answer.status_code)
            assert answer.headers["www-authenticate"].startswith("Bearer")
        else:
            assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), call
            assert answer.content == b""
    assert seen == set(_OPEN)
    assert everything(stage) == before


def test_a_system_without_a_grant_gets_nothing_of_hers_anywhere(stage: Stage) -> None:
    found = list(calls(stage))
    stranger = stage.organisation("tjuvholmen")
    before = everything(stage)
    for call in found:
        stage.http.cookies.clear()
        answer = _call(stage, call, stranger, _grant_of(found))
        if is_for_everybody(call):
            assert answer.status_code in (200, 404, 422), call
        elif call.pattern.startswith(("/v1/me", "/v1/operator")):
            assert answer.status_code == 403, call
        elif call.pattern.startswith(("/v1/", "/oauth/")) and "{" in call.pattern:
            assert answer.status_code == 404, call
        elif call.pattern == "/v1/disclosures":
            assert answer.status_code == 404
        elif call.pattern == "/v1/grants":
            assert answer.json() == {"grants": []}
        if call.pattern != "/sign-in":
            _nothing_of_hers(answer, call)
        assert answer.status_code < 500
    assert everything(stage) == before


def test_staff_without_a_grant_get_nothing_of_hers_anywhere(stage: Stage) -> None:
    found = list(calls(stage))
    before = everything(stage)
    stage.http.cookies.clear()
    stage.http.post("/demo/sign-in", data={"persona": "terje"})
    cookie = stage.http.cookies["egenkarta"]
    token = stage.http.get("/agency/ask").text.split('name="form_token" value="')[1].split('"')[0]
    for call in found:
        if call.pattern in ("/sign-out", "/demo/sign-in", "/sign-in"):
            continue
        stage.http.cookies.clear()
        headers = {"Cookie": f"egenkarta={cookie}"}
        form = {"form_token": token, "case_reference": "c", "answer": "yes", "version": "1"}
        if call.method == "POST" and not call.path.startswith("/v1/"):
            answer = stage.http.post(call.path, data=form, headers=headers)
        else:
            answer = _call(stage, call, headers, _grant_of(found))
        if is_for_everybody(call):
            assert answer.status_code in (200, 404, 422), call
        elif call.pattern.startswith(("/v1/", "/oauth/grants/")):
            assert answer.status_code == 401, call
        elif call.pattern.startswith(("/my", "/operator")):
            assert answer.status_code == 403, call
        elif call.pattern == "/agency/grants/{grant_id}" and call.method == "POST":
            assert answer.status_code == 404
        _nothing_of_hers(answer, call)
        assert answer.status_code < 500
    assert everything(stage) == before


def test_bo_gets_nothing_of_hers_on_any_route_of_his_own(stage: Stage) -> None:
    found = [call for call in calls(stage) if call.pattern.startswith("/v1/me")]
    his = stage.individual("bo")
    before = _hers(stage)
    for call in found:
        if call.method == "DELETE" and call.pattern == "/v1/me":
            continue
        answer = _call(stage, call, his, _grant_of(found))
        if "{" in call.pattern.replace("{channel}", ""):  # "email" is nobody's: it is his own there
            assert answer.status_code in (404, 422), call
        if "profile" not in call.pattern or "{" in call.pattern:
            _nothing_of_hers(answer, call)
    assert _hers(stage) == before


def _hers(stage: Stage) -> dict[str, list[Any]]:
    """Everybody's rows but his own: a route of his may change those."""
    rows = everything(stage, ("section", "consent_grant", "access_request"))
    return {table: [row for row in found if "ind_demo_bo" not in row] for table, found in rows.items()}


def _of_astrid(stage: Stage) -> list[tuple[object, ...]]:
    """What is hers in these tables: of his own he may change what he likes."""
    rows = everything(stage, ("section", "consent_grant", "access_request")).values()
    return [row for table in rows for row in table if "ind_demo_astrid" in row]
