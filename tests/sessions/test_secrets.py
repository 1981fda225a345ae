"""A session's secret: a new one at each proof, nobody chooses it, and an old one opens nothing."""

import pytest

from tests.sessions.conftest import Come
from tests.sessions.visits import AtHome, forms_of
from tests.stage import Stage

_AGAIN = "/sign-in/again?to=/my"


def _opens(home: AtHome, secret: str) -> bool:
    return home.stage.http.get("/my", headers={"Cookie": f"egenkarta={secret}"}).status_code == 200


def test_a_secret_that_was_put_there_before_is_not_the_one_afterwards(come: Come) -> None:
    nobody, stolen = come(None), come()
    for planted in ("chosen-by-somebody-else", stolen.secret):
        nobody.http.cookies.set("egenkarta", planted)
        token = {}
        if planted == stolen.secret:
            token = {"form_token": dict(forms_of(nobody.http.get("/accessibility"))[0][1])["form_token"]}
        answer = nobody.http.post("/demo/sign-in", data={"persona": "bo", **token})
        given = answer.headers["set-cookie"].split("egenkarta=")[1].split(";")[0]
        assert given != planted
        assert not _opens(nobody, planted)
        nobody.http.cookies.clear()


def test_after_a_proof_the_secret_and_the_form_token_of_before_are_dead(stage: Stage, come: Come) -> None:
    astrid = come()
    secret = astrid.secret
    token = dict(forms_of(astrid.http.get("/my/code"))[0][1])["form_token"]
    assert astrid.again(_AGAIN).status_code == 303
    assert not _opens(astrid, secret)
    assert _opens(astrid, astrid.secret)
    assert astrid.http.post("/my/code", data={"form_token": token}).status_code == 403


def test_another_account_in_the_same_browser_ends_the_session_before(come: Come) -> None:
    astrid = come()
    secret = astrid.secret
    token = dict(forms_of(astrid.http.get("/my/code"))[0][1])["form_token"]
    answer = astrid.http.post("/demo/sign-in", data={"persona": "bo", "form_token": token})
    assert answer.status_code == 303
    assert not _opens(astrid, secret)


def test_a_fresh_proof_does_not_make_an_old_session_young(stage: Stage, come: Come) -> None:
    astrid = come()
    for _ in range(47):
        stage.move(minutes=15)
        assert astrid.http.get("/my").status_code == 200
    assert astrid.again(_AGAIN).status_code == 303
    stage.move(minutes=15)
    assert astrid.http.get("/my").status_code == 303


@pytest.mark.parametrize(("shared", "kept"), [("", True), ("1", False)])
def test_on_a_shared_computer_the_cookie_goes_with_the_window(come: Come, shared: str, kept: bool) -> None:
    home = come(None)
    for form in ({"persona": "astrid", "shared": shared}, {}):
        answer = (
            home.http.post("/demo/sign-in", data=form) if form else home.again(_AGAIN)
        )  # the second proof changes nothing about the computer
        assert ("max-age" in answer.headers["set-cookie"].lower()) is kept


def test_a_shared_computer_is_out_after_five_idle_minutes_and_after_one_hour(
    stage: Stage, come: Come
) -> None:
    astrid = come("astrid", shared="1")
    for _ in range(14):
        stage.move(minutes=4)
        assert astrid.http.get("/my").status_code == 200
    stage.move(minutes=4)
    assert astrid.http.get("/my").status_code == 303
    bo = come("bo", shared="1")
    stage.move(minutes=5)
    assert bo.http.get("/my").status_code == 303


def test_pages_on_a_shared_computer_leave_the_screen_by_themselves(come: Come) -> None:
    shared, own = come("astrid", shared="1"), come("bo")
    for path in ("/my", "/my/profile", "/my/log", "/my/sessions", "/sign-in/again", "/my/kept"):
        page = shared.http.get(path)
        assert page.headers["refresh"] == "300; url=/signed-out", path
        assert "Others use this computer." in page.text
        assert "refresh" not in own.http.get(path).headers
    staff = come("nils", shared="1")
    assert staff.http.get("/agency").headers["refresh"] == "300; url=/signed-out"


def test_the_page_afterwards_looks_at_no_session_and_clears_the_browser(stage: Stage, come: Come) -> None:
    astrid = come("astrid", shared="1")
    for _ in range(3):
        stage.move(minutes=2)
        page = astrid.http.get("/signed-out")
        assert page.status_code == 200
        assert page.headers["clear-site-data"] == '"cache", "storage"'
        assert "form_token" not in page.text
        assert "set-cookie" not in page.headers
    assert astrid.http.get("/my").status_code == 303, "the page has not prolonged the session"
