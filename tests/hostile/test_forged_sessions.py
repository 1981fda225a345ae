"""The portal's session and its forms: no cookie, another's, an old one; forms from elsewhere; methods in disguise."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from fastapi.testclient import TestClient

from tests.invariants.rawfile import ask, everything, raw_bytes
from tests.stage import BASE_URL, FROM_OWN_PAGE, Stage


def _signed_in(stage: Stage) -> TestClient:
    found = TestClient(
        stage.app,
        base_url=BASE_URL,
        raise_server_exceptions=False,
        follow_redirects=False,
        headers=FROM_OWN_PAGE,
    )
    assert found.post("/demo/sign-in", data={"persona": "astrid"}).status_code == 303
    return found


@pytest.fixture
def browser(stage: Stage) -> Iterator[TestClient]:
    """Astrid's browser, signed in."""
    with closing(_signed_in(stage)) as found:
        yield found


@pytest.fixture
def visitor(standing: Stage) -> Iterator[TestClient]:
    """Her browser on the shared stage, for attacks that must change nothing."""
    with closing(_signed_in(standing)) as found:
        yield found


def _token(browser: TestClient, path: str = "/my/code") -> str:
    return browser.get(path).text.split('name="form_token" value="')[1].split('"')[0]


def _grant(stage: Stage) -> str:
    return str(ask(stage, "SELECT id FROM consent_grant WHERE state = 'active' LIMIT 1")[0][0])


def _stopped(stage: Stage, grant_id: str) -> bool:
    return bool(ask(stage, "SELECT state FROM consent_grant WHERE id = ?", grant_id)[0][0] == "withdrawn")


@pytest.mark.parametrize(
    "cookie", ["", "x", "egenkarta", "' OR 1=1 --", "a" * 4000, "%00", "../../etc/passwd"]
)
def test_a_cookie_that_nobody_was_given_opens_nothing(standing: Stage, cookie: str) -> None:
    answer = standing.http.get("/my", headers={"Cookie": f"egenkarta={cookie}"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_the_session_ends_after_twenty_idle_minutes(stage: Stage, browser: TestClient) -> None:
    stage.move(minutes=19, seconds=59)
    assert browser.get("/my").status_code == 200
    stage.move(minutes=19, seconds=59)
    assert browser.get("/my").status_code == 200
    stage.move(minutes=20)
    assert browser.get("/my").status_code == 303


def test_the_session_ends_after_twelve_hours_however_busy_she_is(stage: Stage, browser: TestClient) -> None:
    for _ in range(47):
        stage.move(minutes=15)
        assert browser.get("/my").status_code == 200
    stage.move(minutes=15)
    assert browser.get("/my").status_code == 303


def test_signing_out_ends_the_session_for_whoever_has_copied_the_cookie(
    stage: Stage, browser: TestClient
) -> None:
    cookie = browser.cookies["egenkarta"]
    assert browser.post("/sign-out", data={"form_token": _token(browser)}).status_code == 303
    assert stage.http.get("/my", headers={"Cookie": f"egenkarta={cookie}"}).status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(stage: Stage) -> None:
    answer = stage.http.post("/demo/sign-in", data={"persona": "astrid"})
    cookie = answer.headers["set-cookie"].lower()
    for word in ("httponly", "samesite=lax", "path=/"):
        assert word in cookie
    assert "domain=" not in cookie


def test_the_secret_is_kept_as_a_keyed_hash(stage: Stage, browser: TestClient) -> None:
    assert browser.cookies["egenkarta"].encode() not in raw_bytes(stage)


def test_each_sign_in_gets_a_secret_of_its_own(stage: Stage) -> None:
    secrets = set()
    for _ in range(3):
        answer = stage.http.post(
            "/demo/sign-in", data={"persona": "astrid"}, headers={"Cookie": "egenkarta=mine"}
        )
        secrets.add(answer.headers["set-cookie"].split(";")[0])
        stage.http.cookies.clear()
    assert len(secrets) == 3
    assert "egenkarta=mine" not in secrets


@pytest.mark.parametrize("token", [None, "", "x", "a" * 5000, "\u00e5"])
def test_a_form_without_the_sessions_own_token_changes_nothing(
    standing: Stage, visitor: TestClient, token: str | None
) -> None:
    grant_id = _grant(standing)
    form = {} if token is None else {"form_token": token}
    before = everything(standing)
    for path in (
        f"/my/grants/{grant_id}/stop",
        "/my/code",
        "/my/profile/skills/add",
        "/my/import",
        "/sign-out",
    ):
        assert visitor.post(path, data={**form, "skill": "x"}).status_code == 403, path
    assert everything(standing) == before
    assert visitor.get("/my").status_code == 200


def test_the_token_of_another_session_is_not_good_here(stage: Stage, browser: TestClient) -> None:
    other = TestClient(stage.app, base_url=BASE_URL, follow_redirects=False, headers=FROM_OWN_PAGE)
    for persona in ("bo", "astrid"):
        other.cookies.clear()
        other.post("/demo/sign-in", data={"persona": persona})
        form = {"form_token": _token(other)}
        assert browser.post(f"/my/grants/{_grant(stage)}/stop", data=form).status_code == 403


def test_a_file_in_place_of_the_token_is_not_good(stage: Stage, browser: TestClient) -> None:
    files = {"form_token": ("t.txt", _token(browser).encode())}
    assert browser.post(f"/my/grants/{_grant(stage)}/stop", files=files).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "SAME-ORIGIN"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:8001"},
        {"Origin": "http://127.0.0.1:8000.evil.example"},
        {"Origin": "http://evil.example/127.0.0.1:8000"},
        {"Origin": ""},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site", "Origin": BASE_URL},
        {},
    ],
)
def test_a_form_from_elsewhere_changes_nothing_even_with_the_right_token(
    standing: Stage, visitor: TestClient, headers: dict[str, str]
) -> None:
    grant_id = _grant(standing)
    form = {"form_token": _token(visitor)}
    del visitor.headers[
        "Sec-Fetch-Site"
    ]  # a request that says nothing of where it comes from is refused as well
    answer = visitor.post(f"/my/grants/{grant_id}/stop", data=form, headers=headers)
    assert answer.status_code == 403
    assert not _stopped(standing, grant_id)


def test_nobody_is_signed_in_from_elsewhere(stage: Stage) -> None:
    answer = stage.http.post(
        "/demo/sign-in", data={"persona": "bo"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": BASE_URL},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": BASE_URL},
    ],
)
def test_a_form_of_her_own_works_so_that_the_refusals_mean_something(
    stage: Stage, browser: TestClient, headers: dict[str, str]
) -> None:
    grant_id = _grant(stage)
    del browser.headers["Sec-Fetch-Site"]
    form = {"form_token": _token(browser)}
    assert browser.post(f"/my/grants/{grant_id}/stop", data=form, headers=headers).status_code == 303
    assert _stopped(stage, grant_id)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "stop"])
def test_no_other_method_stops_sharing(standing: Stage, visitor: TestClient, method: str) -> None:
    grant_id = _grant(standing)
    params = {"form_token": _token(visitor), "_method": "POST"}
    answer = visitor.request(method, f"/my/grants/{grant_id}/stop", params=params)
    assert answer.status_code < 500
    assert not _stopped(standing, grant_id)


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_in_disguise_is_the_method_that_it_is(stage: Stage, browser: TestClient, name: str) -> None:
    grant_id = _grant(stage)
    form = {"form_token": _token(browser), "_method": "DELETE"}
    browser.get(f"/my/grants/{grant_id}/stop", headers={name: "POST"})
    assert not _stopped(stage, grant_id)
    hers = stage.individual("astrid")
    stage.http.post("/v1/me/profile/skills", json={"skill": {"label": "x"}}, headers={**hers, name: "DELETE"})
    answer = stage.http.post("/v1/me", headers={**hers, name: "DELETE"}, data=form)
    assert answer.status_code == 405
    assert stage.http.get("/v1/me/profile", headers=hers).json()["sections"]["skills"]


def test_staff_have_no_way_into_a_persons_pages_and_she_none_into_theirs(
    stage: Stage, browser: TestClient
) -> None:
    assert browser.get("/agency").status_code == 403
    stage.http.post("/demo/sign-in", data={"persona": "nils"})
    for path in ("/my", "/my/profile", "/my/log", "/my/profile.pdf"):
        assert stage.http.get(path).status_code == 403
    stage.http.cookies.clear()


def test_erasure_ends_her_sessions(stage: Stage, browser: TestClient) -> None:
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    assert browser.get("/my").status_code == 303


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "/\t/evil",
     "/\r\nSet-Cookie: a=b", "", "evil", "/\u202eevil", "http:/evil", "///evil.example"],
)  # fmt: skip
def test_the_way_back_stays_on_this_site(standing: Stage, back: str) -> None:
    answer = standing.http.post("/language", data={"language": "en", "back": back})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "a=b" not in answer.headers.get("set-cookie", "")


def test_pages_are_kept_by_nobody_and_framed_by_nobody(standing: Stage, visitor: TestClient) -> None:
    for path in ("/my", "/my/profile", "/my/log", "/my/profile.pdf", "/my/requests"):
        page = visitor.get(path)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert "unsafe" not in page.headers["content-security-policy"]
