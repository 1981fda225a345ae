"""Every cookie that leaves the service, looked at as it leaves: by name, prefix and attributes."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from profile_service.demo import sign_in
from profile_service.demo.opening import open_demo
from profile_service.identity.portal_sessions import SessionCookie
from profile_service.main import create_app
from profile_service.settings import Settings
from tests.stage import FROM_OWN_PAGE, Stage, put_migrated_database

_HTTPS = "https://egenkarta.example"


@pytest.fixture
def secure(tmp_path: Path, stage: Stage) -> Iterator[TestClient]:
    """The demo's people in an app that is reached over HTTPS."""

    parts = replace(
        stage.parts, settings=Settings(public_url=_HTTPS, database_url=stage.parts.settings.database_url)
    )
    app = create_app(parts)
    app.include_router(sign_in.router)
    app.state.demo_personas = sign_in.personas()
    yield TestClient(app, base_url=_HTTPS, follow_redirects=False, headers=FROM_OWN_PAGE)


def _cookies(answer: Response) -> dict[str, list[str]]:
    return {
        line.split("=")[0]: [part.strip().lower() for part in line.split(";")[1:]]
        for line in answer.headers.get_list("set-cookie")
    }


def test_the_session_over_https_has_the_host_prefix_and_all_that_it_asks_for(secure: TestClient) -> None:
    for shared in ("", "1"):
        secure.cookies.clear()
        answer = secure.post("/demo/sign-in", data={"persona": "astrid", "shared": shared})
        (attributes,) = [_cookies(answer)["__Host-egenkarta"]]
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= set(attributes)
        assert not [one for one in attributes if one.startswith("domain")]
        assert ("max-age=43200" in attributes) is not bool(shared)


def test_every_cookie_that_is_set_anywhere_is_secure_and_out_of_reach_of_scripts(secure: TestClient) -> None:
    seen = set()
    answers = [
        secure.post("/demo/sign-in", data={"persona": "astrid"}),
        secure.get("/my"),
        secure.post("/language", data={"language": "en", "back": "/", "form_token": _token(secure)}),
        secure.post("/sign-out", data={"form_token": _token(secure)}),
    ]
    for answer in answers:
        for name, attributes in _cookies(answer).items():
            seen.add(name)
            assert {"secure", "httponly", "samesite=lax", "path=/"} <= set(attributes), name
            assert not [one for one in attributes if one.startswith("domain")], name
    assert seen == {"__Host-egenkarta", "language"}


def test_signing_out_takes_the_cookie_away_under_the_very_attributes_that_it_had(secure: TestClient) -> None:
    secure.post("/demo/sign-in", data={"persona": "astrid"})
    gone = _cookies(secure.post("/sign-out", data={"form_token": _token(secure)}))["__Host-egenkarta"]
    assert {"max-age=0", "secure", "path=/"} <= set(gone)


def test_a_cookie_under_the_plain_name_opens_nothing_over_https(secure: TestClient) -> None:
    secure.post("/demo/sign-in", data={"persona": "astrid"})
    secret = secure.cookies["__Host-egenkarta"]
    secure.cookies.clear()
    assert secure.get("/my", headers={"Cookie": f"egenkarta={secret}"}).status_code == 303
    assert SessionCookie(secure=True).name == "__Host-egenkarta"


def _token(browser: TestClient) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', browser.get("/accessibility").text)
    assert found is not None
    return found[1]


def test_over_plain_http_on_this_machine_the_name_has_no_prefix_that_a_browser_would_refuse(
    tmp_path: Path,
) -> None:
    put_migrated_database(tmp_path / "egenkarta.sqlite3")
    parts, app = open_demo(tmp_path, "http://127.0.0.1:8000")
    try:
        answer = TestClient(app, follow_redirects=False).post("/demo/sign-in", data={"persona": "astrid"})
        assert list(_cookies(answer)) == ["egenkarta"]
    finally:
        parts.database.close()
