"""Taking the profile along, and leaving for good."""

from collections.abc import Callable

from tests.stage import Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


def test_the_file_is_what_the_api_gives_and_stands_in_her_history(stage: Stage, visitor: Visitors) -> None:
    bo = visitor("bo")
    lines = bo.get("/my/log").text.count("<time")
    found = bo.get("/my/profile.json")
    assert found.headers["content-type"] == "application/json"
    assert found.headers["content-disposition"] == 'attachment; filename="egenkarta.json"'
    over_api = stage.http.get("/v1/me/export", headers=stage.individual("bo"))
    # Each taking is a line of its own, so the logs differ by the second one.
    here, there = found.json(), over_api.json()
    assert there.pop("log")[1:] == here.pop("log")
    assert here == there
    assert bo.get("/my/log").text.count("<time") == lines + 2


def test_erasing_takes_two_steps_says_goodbye_and_forgets_her(visitor: Visitors) -> None:
    bo, elsewhere = visitor("bo"), visitor("bo")
    assert 'href="/my/erase"' in bo.get("/my/profile").text
    assert 'href="/my/erase/sure"' in bo.get("/my/erase").text
    assert '<form method="post"' in bo.get("/my/erase/sure").text
    assert bo.get("/my/profile").status_code == 200, "looking at the pages erases nothing"
    goodbye = bo.send("/my/erase/sure")
    assert goodbye.status_code == 200
    assert goodbye.headers["clear-site-data"] == '"cache", "storage"'
    assert 'href="/my' not in goodbye.text
    assert "form_token" not in goodbye.text
    assert [came.get("/my").headers["location"] for came in (bo, elsewhere)] == ["/sign-in", "/sign-in"]


def test_erasing_needs_the_form_of_this_session(visitor: Visitors) -> None:
    bo = visitor("bo")
    assert bo.http.post("/my/erase/sure").status_code == 403
    assert bo.get("/my/profile").status_code == 200
