"""Withdrawn means unreadable, everywhere, at once: every route and every format, from the route table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from profile_service.doors import levelling
from tests.evidence.at_home import WITH_FILE, granting, proof_with_file
from tests.hostile.assessment_ids import assessment
from tests.hostile.mapping_ids import PART, mapping_session
from tests.invariants.everybody_else import BODIES, FORMATS, Reach, reaches
from tests.invariants.routes import routes_of
from tests.stage import BASE_URL, FROM_OWN_PAGE, Stage

_CANARY = "Kanariefågelsång"
_SCOPES = (
    "profile:skills:read",
    "profile:experience:read",
    "profile:education:read",
    "profile:languages:read",
)
_SHOWN = ("profile:skills:read?fields=level,skill", "profile:experience:read?fields=tasks,title")
_SYSTEMS = ("norrsken", "tjuvholmen", "yrkesskolan", "egenkarta")
_STAFF = ("nils", "mona", "terje", "ylva", "olle")
_BY_TOKEN = ("/v1/", "/oauth/grants/")
_ASKED_FOR_BY_PROGRAMS = (
    "/v1/",
    "/oauth/",
    "/.well-known/",
    "/journal/",
    "/shared/",
    "/agency/grants/{grant_id}/file",
    "/agency/grants/{grant_id}/copy",
)
_OF_PAGES = ("text/html", "application/json")


@dataclass
class Given:
    """What Astrid has opened, and everything by which anybody could reach for it."""

    stage: Stage
    ids: dict[str, str]
    viewer: TestClient

    @classmethod
    def of(cls, stage: Stage) -> "Given":
        hers = stage.individual("astrid")
        _write_canaries(stage, hers)
        request_id = stage.asked(_SCOPES)
        grant_id = stage.answer_yes(request_id, _SCOPES).json()["id"]
        read = stage.read(grant_id)
        assert _CANARY in read.text
        event = read.headers["egenkarta-disclosure"]
        asked = stage.http.post(f"/v1/me/disclosures/{event}/inquiry", json={}, headers=hers)
        assert asked.status_code == 201, asked.text
        made = stage.http.post(
            "/v1/me/shares",
            json={"vacancy": "Kock", "employer": "Tjuvholmen AB", "scopes": list(_SHOWN)},
            headers=hers,
        )
        assert made.status_code == 201, made.text
        _, file_id = proof_with_file(stage)
        ids = {
            "file_id": file_id,
            "file_grant": granting(stage)(WITH_FILE),
            "grant_id": grant_id,
            "request_id": request_id,
            "inquiry_id": asked.json()["id"],
            "declaration_id": "dcl_norrsken_mapping",
            "version": "1",
            "secret": made.json()["link"].rsplit("/", 1)[1],
            "mapping_id": mapping_session(stage, grant_id, summary=f"{_CANARY} summary"),
            "assessment_id": assessment(stage, grant_id),
            "instrument_id": "language",
            "part": PART,
            "share_id": made.json()["share"]["id"],
            "duty_id": "dut_none",
            "webhook_id": "whk_none",
            "delivery_id": "dlv_none",
            "notice_id": "ntc_none",
            "alarm_id": "alm_none",
            "provider": "none",
            "enrolment_id": "enr_none",
            "section": "skills",
            "item": "itm_none",
            "draft_id": "drf_none",
            "mandate_id": "mnd_none",
            "organisation_id": "org_none",
            "staff_id": "stf_none",
            "client_id": "sys_none",
            "kid": "kid_none",
            "code": "none",
        }
        viewer = _browser(stage)
        viewer.post(f"/shared/{ids['secret']}")
        return cls(stage, ids, viewer)

    def withdraw(self) -> None:
        """She takes back the grant and the link; the notice of it is there to be acknowledged."""
        hers = self.stage.individual("astrid")
        for grant in ("file_grant", "grant_id"):
            assert self.stage.withdraw(self.ids[grant]).status_code == 200
        ended = self.stage.http.post(f"/v1/me/shares/{self.ids['share_id']}/withdraw", headers=hers)
        assert ended.status_code == 200, ended.text
        told = self.stage.http.get("/v1/notices", headers=self.stage.organisation("norrsken")).json()
        self.ids["notice_id"] = told["notices"][0]["id"]


def _write_canaries(stage: Stage, hers: Mapping[str, str]) -> None:
    for section, content in {
        "skills": {"skill": {"label": f"{_CANARY} skills"}, "level": 3},
        "experience": {
            "title": f"{_CANARY} title",
            "tasks": f"{_CANARY} tasks",
            "employer": f"{_CANARY} firm",
        },
        "education": {"name": f"{_CANARY} education", "school": f"{_CANARY} school"},
        "languages": {"language": {"label": f"{_CANARY} language"}},
    }.items():
        added = stage.http.post(f"/v1/me/profile/{section}", json=content, headers=hers)
        assert added.status_code == 201, added.text


def _browser(stage: Stage, persona: str | None = None) -> TestClient:
    browser = TestClient(
        stage.app,
        base_url=BASE_URL,
        raise_server_exceptions=False,
        follow_redirects=False,
        headers=FROM_OWN_PAGE,
    )
    browser.portal = (
        stage.http.portal
    )  # the stage's own event loop: starting one for each call costs more than the call
    if persona is not None:
        assert browser.post("/demo/sign-in", data={"persona": persona}).status_code == 303
    return browser


def _form_token(browser: TestClient) -> str:
    for home in ("/agency", "/operator"):
        page = browser.get(home).text
        if 'name="form_token" value="' in page:
            return page.split('name="form_token" value="')[1].split('"')[0]
    return ""


def _by_system(given: Given, name: str, reach: Reach, accept: str) -> Response:
    headers = {**given.stage.organisation(name), "Accept": accept, "If-Match": "*"}
    return given.stage.http.request(
        reach.method,
        reach.path,
        headers=headers,
        **({"json": dict(reach.body)} if reach.method != "GET" else {}),
    )


def _by_browser(browser: TestClient, token: str, reach: Reach, accept: str) -> Response:
    form: dict[str, Any] = (
        {} if reach.method in ("GET", "DELETE") else {"data": {**reach.body, "form_token": token}}
    )
    return browser.request(reach.method, reach.path, headers={"Accept": accept}, **form)


def _tells(answer: Response) -> bool:
    assert answer.status_code < 500, answer.text
    assert "pdf" not in answer.headers.get("content-type", "") or "evidence" in str(answer.headers), (
        "nobody else gets a PDF: read it here if one may"
    )
    return _CANARY in answer.text or "evidence" in answer.headers.get("content-disposition", "")


def _formats(reach: Reach) -> Sequence[str]:
    """Only what changes nothing is tried in each; a page of the portal as a browser asks for it, and as a program would."""
    if reach.method != "GET" and reach.pattern != "/v1/disclosures":
        return FORMATS[:1]
    return FORMATS if reach.pattern.startswith(_ASKED_FOR_BY_PROGRAMS) else _OF_PAGES


def _tells_in_some_format(reach: Reach, call: Callable[[str], Response]) -> bool:
    """Whoever is turned away at the door is turned away in every format."""
    for accept in _formats(reach):
        answer = call(accept)
        if _tells(answer):
            return True
        if answer.status_code in (303, 401, 403):
            return False
    return False


@pytest.fixture
def given(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Given:
    monkeypatch.setattr(levelling, "QUANTUM", 0.0001)  # how long a refusal takes is measured elsewhere
    return Given.of(stage)


def _all_that_tells(
    given: Given, systems: Sequence[str] = _SYSTEMS, staff: Sequence[str] = _STAFF
) -> set[tuple[str, str]]:
    """Every route at which anybody else gets anything of what she opened, tried by everybody in every format."""
    found = set()
    every = list(reaches(given.stage, given.ids))
    # Where nobody is asked who calls, one visitor speaks for all. A page knows no token, and the API no cookie: that too he tries.
    calls = [reach for reach in every if reach.door != "public"]
    pages = [reach for reach in calls if not reach.pattern.startswith(_BY_TOKEN)]
    for name in systems:
        for reach in (one for one in calls if one.pattern.startswith(_BY_TOKEN)):
            given.stage.http.cookies.clear()
            if _tells_in_some_format(reach, partial(_by_system, given, name, reach)):
                found.add((reach.method, reach.pattern))
    browsers = {persona: _browser(given.stage, persona) for persona in staff}
    browsers |= {"nobody": _browser(given.stage), "viewer": given.viewer}
    for persona, browser in browsers.items():
        token = _form_token(browser) if persona in staff else ""
        for reach in every if persona == "nobody" else pages:
            if reach.pattern in ("/sign-out", "/demo/sign-in"):
                continue
            if _tells_in_some_format(reach, partial(_by_browser, browser, token, reach)):
                found.add((reach.method, reach.pattern))
    return found


def test_before_she_withdraws_the_routes_tell_so_that_their_silence_means_something(given: Given) -> None:
    browser = _browser(given.stage, "nils")
    token = _form_token(browser)
    calls = {(one.method, one.pattern): one for one in reaches(given.stage, given.ids)}
    assert _tells(_by_system(given, "norrsken", calls["POST", "/v1/disclosures"], "*/*"))
    sheet = _by_system(given, "norrsken", calls["POST", "/v1/mapping-sessions/{mapping_id}/sheet"], "*/*")
    assert f"{_CANARY} language" in sheet.text
    assert f"{_CANARY} summary" in sheet.text
    assert _tells(_by_browser(browser, token, calls["POST", "/agency/grants/{grant_id}"], "*/*"))
    assert _tells(_by_system(given, "norrsken", calls["POST", "/v1/evidence-files"], "*/*"))
    assert _tells(_by_browser(given.viewer, "", calls["GET", "/shared/{secret}"], "*/*"))


@pytest.mark.timeout(300)
def test_after_she_has_withdrawn_no_route_in_no_format_gives_anything_to_anybody(given: Given) -> None:
    given.withdraw()
    assert _all_that_tells(given) == set()


def test_while_everything_is_paused_no_route_gives_anything_to_anybody(given: Given) -> None:
    hers = given.stage.individual("astrid")
    assert given.stage.http.post("/v1/me/pause", headers=hers).status_code in (200, 204)
    # Those who were given something, and whoever has the link: the others have nothing that could be paused.
    assert _all_that_tells(given, ("norrsken",), ("nils", "mona")) == set()
    # It was only a pause: unless somebody closed the case meanwhile, the link shows again.
    assert given.stage.http.post("/v1/me/resume", headers=hers).status_code in (200, 204)
    assert _CANARY in given.viewer.get(f"/shared/{given.ids['secret']}").text


def test_what_is_written_down_about_the_routes_speaks_of_routes_that_exist(stage: Stage) -> None:
    real = {(method, route.path) for route in routes_of(stage.app) for method in route.methods}
    assert set(BODIES) <= real
