"""Where somebody is signed in: the list, ending one or all others, and that what was ended is out at once."""

import pytest

from tests.invariants.rawfile import ask
from tests.sessions.conftest import Come
from tests.sessions.visits import AtHome, forms_of
from tests.stage import Stage
from tests.web.at_work import AtWork

_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"


def _with(home: AtHome, browser: str) -> AtHome:
    home.http.headers["User-Agent"] = browser
    return home.sign_in()


def _ended(home: AtHome) -> bool:
    answer = home.http.get("/my")
    return (answer.status_code, answer.headers.get("location")) == (303, "/sign-in")


def _buttons(home: AtHome, path: str = "/my/sessions") -> list[str]:
    return [value.split('"')[0] for value in home.http.get(path).text.split('name="session" value="')[1:]]


def _end(home: AtHome, which: str, path: str = "/my/sessions") -> int:
    token = dict(forms_of(home.http.get(path))[0][1])["form_token"]
    return home.http.post(path, data={"form_token": token, "session": which}).status_code


def test_each_is_listed_with_its_browser_and_this_one_has_no_button(stage: Stage, come: Come) -> None:
    here, phone = _with(come(None), _FIREFOX), _with(come(None), _IPHONE)
    page = here.http.get("/my/sessions").text
    assert page.index("Firefox, Linux") < page.index("You are here now.") < page.index("Safari, iPhone")
    assert len(_buttons(here)) == 2, "the other one, and all others"
    assert "/my/sessions" in phone.http.get("/my").text
    for secret in (here.secret, phone.secret):
        assert secret not in page


def test_one_is_ended_at_once_and_stands_in_her_log(stage: Stage, come: Come) -> None:
    here, phone, third = _with(come(None), _FIREFOX), _with(come(None), _IPHONE), come()
    phones = ask(stage, "SELECT id FROM session WHERE device = 'Safari, iPhone'")[0][0]
    assert _end(here, str(phones)) == 303
    assert (_ended(here), _ended(phone), _ended(third)) == (False, True, False)
    newest = stage.log()[0]
    assert newest["kind"] == "sign_out"


def test_all_others_are_ended_in_one_step_and_nobody_elses(come: Come) -> None:
    here, phone, third, bo = come(), come(), come(), come("bo")
    assert _end(here, "others") == 303
    assert [_ended(one) for one in (here, phone, third, bo)] == [False, True, True, False]
    assert _buttons(here) == []


@pytest.mark.parametrize("which", ["", "ses_nothing", "OTHERS", "bo", "here"])
def test_nobody_ends_what_is_not_hers_or_the_one_that_she_is_in(stage: Stage, come: Come, which: str) -> None:
    here, bo = come(), come("bo")
    named = {row[1]: str(row[0]) for row in ask(stage, "SELECT id, individual_id FROM session")}
    ids = {"bo": named["ind_demo_bo"], "here": named["ind_demo_astrid"]} if which in ("bo", "here") else {}
    assert _end(here, ids.get(which, which)) == 404
    assert not _ended(here)
    assert not _ended(bo)


def test_over_the_api_she_sees_and_ends_them_too(stage: Stage, come: Come) -> None:
    here, phone, bo = come(), _with(come(None), _IPHONE), come("bo")
    hers, his = stage.individual("astrid"), stage.individual("bo")
    found = stage.http.get("/v1/me/sessions", headers=hers).json()["sessions"]
    assert sorted(one["device"] for one in found) == ["", "Safari, iPhone"]
    assert {one["way_in"] for one in found} == {"demo"}
    one = next(session["id"] for session in found if session["device"])
    assert stage.http.delete(f"/v1/me/sessions/{one}", headers=his).status_code == 404
    assert stage.http.delete(f"/v1/me/sessions/{one}", headers=hers).status_code == 204
    assert stage.http.delete(f"/v1/me/sessions/{one}", headers=hers).status_code == 404
    assert [_ended(home) for home in (here, phone, bo)] == [False, True, False]
    assert stage.http.delete("/v1/me/sessions", headers=hers).status_code == 204
    assert [_ended(home) for home in (here, bo)] == [True, False]


def test_what_is_over_by_time_is_not_listed(stage: Stage, come: Come) -> None:
    old = come()
    stage.move(minutes=19)
    here = come()
    stage.move(minutes=2)
    assert _buttons(here) == []
    assert _ended(old)


def test_staff_have_their_own_list(stage: Stage) -> None:
    nils, again, petter = (AtWork.sign_in(stage, one) for one in ("nils", "nils", "terje"))
    assert nils.get("/sessions").text.count("<section") == 2
    assert nils.post("/sessions", {"session": "others"}).status_code == 303
    assert again.get("/agency").status_code == 303
    assert petter.get("/sessions").status_code == 200
    assert ask(stage, "SELECT count(*) FROM journal WHERE kind = 'sign_out'")[0][0] == 0, "in nobody's log"


def test_an_erasure_over_the_api_ends_them_all(stage: Stage, come: Come) -> None:
    homes = [come(), come()]
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    assert all(map(_ended, homes))
