"""Whoever runs the service reads nobody: its system and its colleagues are tried on every route there is."""

from collections.abc import Mapping
from typing import Final

from httpx import Response

from tests.hostile.everywhere import Call, calls, is_for_everybody
from tests.stage import LANGUAGES, Stage

_HERS: Final = (
    "Lindqvist", "Ekström", "الخطيب", "Engelska", "omvårdnad", "Vårdbiträde", "Solgläntan", "ländryggen", "KARTA-2026",
    "Nässjö", "Brinell", "case-1",
)  # fmt: skip
_NOBODYS: Final = (
    "/sign-in", "/sign-out", "/demo/sign-in", "/language", "/oauth/token", "/v1/operator/duties", "/operator/duties/new",
)  # fmt: skip
"""Where names of the cast stand for everybody, or where nothing of anybody is asked."""


def _nothing_of_anybody(answer: Response, call: Call) -> None:
    assert answer.status_code < 500, call
    for word in _HERS:
        assert word not in answer.text, (call, word)


def _body(call: Call, grant_id: str) -> Mapping[str, object]:
    named = {"grant_id": grant_id, "case_reference": "c", "reader": "r"}
    if call.path == "/v1/coverage":
        return {**named, "instrument": {"id": "language"}}
    if call.path == "/v1/evidence-files":
        return {**named, "file": "fil_none"}
    return named if call.path == "/v1/disclosures" else {}


def test_the_operators_system_gets_nothing_of_anybody(stage: Stage) -> None:
    found = list(calls(stage))
    grant_id = next(
        call.path.rsplit("/", 1)[1] for call in found if call.pattern == "/v1/me/grants/{grant_id}"
    )
    operator = {**stage.organisation("egenkarta"), "If-Match": "*"}
    for call in found:
        if call.pattern in _NOBODYS:
            continue
        stage.http.cookies.clear()
        sent = {"json": _body(call, grant_id)} if call.method in ("POST", "PATCH", "PUT") else {}
        answer = stage.http.request(call.method, call.path, headers=operator, **sent)  # type: ignore[arg-type]
        at_anothers = call.pattern.startswith("/v1/") and not call.pattern.startswith("/v1/operator")
        if at_anothers and not is_for_everybody(call):
            assert answer.status_code == 403, (call, answer.status_code)
        _nothing_of_anybody(answer, call)


def test_the_operators_colleagues_get_nothing_of_anybody(stage: Stage) -> None:
    found = list(calls(stage))
    stage.http.cookies.clear()
    stage.http.post("/demo/sign-in", data={"persona": "olle"})
    session = stage.http.cookies["egenkarta"]
    token = stage.http.get("/accessibility").text.split('name="form_token" value="')[1].split('"')[0]
    for call in found:
        if call.pattern in _NOBODYS:
            continue
        stage.http.cookies.clear()
        headers = {"Cookie": f"egenkarta={session}"}
        sent = {"data": {"form_token": token, "case_reference": "c"}} if call.method == "POST" else {}
        answer = stage.http.request(call.method, call.path, headers=headers, **sent)  # type: ignore[arg-type]
        if call.pattern.startswith(("/my", "/agency")):
            assert answer.status_code == 403, (call, answer.status_code)
        elif call.pattern.startswith("/v1/") and not is_for_everybody(call):
            assert answer.status_code == 401, call
        _nothing_of_anybody(answer, call)


def test_an_operator_cannot_ask_declare_or_read(stage: Stage) -> None:
    operator = stage.organisation("egenkarta")
    asked = stage.ask((LANGUAGES,), organisation="egenkarta")
    assert asked.status_code == 403
    assert stage.read(stage.granted(), "egenkarta").status_code == 403
    assert stage.http.post("/v1/purpose-declarations", json={}, headers=operator).status_code == 403
