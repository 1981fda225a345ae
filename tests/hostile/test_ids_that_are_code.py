"""Ids and texts that are SQL, markup, paths or header lines: they are looked up or shown as the text that they are."""

from urllib.parse import quote

import pytest

from tests.invariants.rawfile import everything
from tests.stage import LANGUAGES, Stage

_IDS = [
    "' OR '1'='1",
    "x'; DROP TABLE consent_grant; --",
    "gra_%",
    "*",
    "../../../etc/passwd",
    "..%2f..%2fapp",
    "%00",
    "a\x00b",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${7*7}",
    "\r\nSet-Cookie: a=b",
    "a" * 5000,
    "\u202e\ufeff",
    "\U0001f600",
    "null",
    "-1",
    "1e309",
]
_PATHS = [
    ("GET", "/v1/me/access-requests/{}"),
    ("GET", "/v1/me/access-requests/{}/preview"),
    ("POST", "/v1/me/access-requests/{}/refuse"),
    ("GET", "/v1/me/grants/{}"),
    ("POST", "/v1/me/grants/{}/withdraw"),
    ("GET", "/v1/me/receipts/{}"),
    ("GET", "/v1/me/profile/skills/{}"),
    ("GET", "/v1/me/profile/skills/{}/history"),
    ("DELETE", "/v1/me/profile/skills/{}"),
    ("GET", "/v1/me/profile/{}"),
    ("GET", "/my/requests/{}"),
    ("GET", "/my/grants/{}"),
    ("GET", "/my/grants/{}/stop"),
    ("GET", "/my/profile/{}"),
    ("GET", "/my/profile/{}/add"),
    ("GET", "/my/profile/skills/{}/change"),
    ("GET", "/my/profile/skills/{}/history"),
    ("GET", "/{}"),
]


@pytest.mark.parametrize("text", _IDS, ids=range(len(_IDS)))
def test_an_id_that_is_code_finds_nothing_and_changes_nothing(standing: Stage, text: str) -> None:
    hers = {**standing.individual("astrid"), "If-Match": "*"}
    standing.http.post("/demo/sign-in", data={"persona": "astrid"})
    cookie = f"egenkarta={standing.http.cookies['egenkarta']}"
    standing.http.cookies.clear()
    before = everything(standing)
    for method, path in _PATHS:
        headers = {**hers, "Cookie": cookie} if not path.startswith("/v1") else hers
        answer = standing.http.request(method, path.format(quote(text, safe="")), headers=headers)
        assert answer.status_code in (307, 400, 404, 405, 422), (path, answer.status_code)
        assert "a=b" not in answer.headers.get("set-cookie", "")
        assert "<script>alert" not in answer.text
        assert "49" not in answer.text or "{{" not in text
    assert everything(standing) == before


@pytest.mark.parametrize("text", _IDS, ids=range(len(_IDS)))
def test_a_grant_id_in_a_body_that_is_code_is_refused_or_unknown(standing: Stage, text: str) -> None:
    answer = standing.read(text)
    assert answer.status_code in (404, 422)
    for path in ("/v1/receipts/{}", "/v1/access-requests/{}"):
        headers = standing.organisation("norrsken")
        answer = standing.http.get(path.format(quote(text, safe="")), headers=headers)
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7919*7907}}", "&amp;<b>"]
)
def test_markup_in_what_people_write_is_shown_as_text_everywhere(stage: Stage, text: str) -> None:
    hers = stage.individual("astrid")
    added = stage.http.post(
        "/v1/me/profile/skills", json={"skill": {"label": text}, "level": 1}, headers=hers
    ).json()
    stage.http.post(
        "/v1/me/profile/experience", json={"title": text, "employer": text, "tasks": text}, headers=hers
    )
    scopes = (LANGUAGES, "profile:skills:read", "profile:experience:read")
    request_id = stage.asked(scopes, message=text, case_reference=text[:90], unit=text[:90])
    waiting = stage.asked(scopes, message=text, case_reference=text[:90], unit=text[:90])
    grant_id = stage.answer_yes(request_id, scopes).json()["id"]
    stage.read(grant_id, reader=text, unit=text, case_reference=text)
    stage.http.post("/demo/sign-in", data={"persona": "astrid"})
    for path in (
        "/my",
        "/my/log",
        "/my/profile/skills",
        "/my/profile/experience",
        f"/my/profile/skills/{added['id']}/change",
        f"/my/profile/skills/{added['id']}/history",
        f"/my/requests/{waiting}",
        f"/my/requests/{waiting}/preview",
        f"/my/requests/{request_id}",
        f"/my/grants/{grant_id}",
        f"/my/grants/{grant_id}/stop",
    ):
        page = stage.http.get(path)
        assert page.status_code == 200, path
        for raw in ("<script>alert", "<img src=x", "<b>"):
            assert raw not in page.text, path
        assert "62615533" not in page.text, path  # what a template engine would make of it
    pdf = stage.http.get("/my/profile.pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    stage.http.cookies.clear()
    stage.http.post("/demo/sign-in", data={"persona": "nils"})
    page = stage.http.get(f"/agency/grants/{grant_id}")
    token = page.text.split('name="form_token" value="')[1].split('"')[0]
    shown = stage.http.post(f"/agency/grants/{grant_id}", data={"form_token": token, "case_reference": text})
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text
    assert "<img src=x" not in shown.text


def test_a_problem_never_answers_with_what_was_sent(standing: Stage) -> None:
    hers = standing.individual("astrid")
    for text in _IDS:
        if text.isprintable() and len(text) > 4:
            answer = standing.http.get("/v1/me/grants/" + quote(text, safe=""), headers=hers)
            assert text not in answer.text
