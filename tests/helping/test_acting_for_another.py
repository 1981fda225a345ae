"""Mandates: given with a code, within powers, live at every click, and ended by either."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from consent.vocabulary import IndividualId
from tests.helping.beside import MANDATE, mandate_code, mandated, turn
from tests.stage import LANGUAGES, Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


@pytest.fixture
def astrid(visitor: Visitors) -> Visitor:
    return _english(visitor("astrid"))


@pytest.fixture
def bo(visitor: Visitors) -> Visitor:
    return _english(visitor("bo"))


def _english(found: Visitor) -> Visitor:
    found.http.cookies.set("language", "en")
    return found


def test_each_power_opens_its_own_pages_and_no_others(stage: Stage, astrid: Visitor, bo: Visitor) -> None:
    asked = stage.asked()
    pages = {
        "see": ("/my/profile", "/my/profile/skills"),
        "write": ("/my/profile/skills/add",),
        "answer": ("/my/requests", f"/my/requests/{asked}", f"/my/requests/{asked}/preview"),
        "see_log": ("/my/log",),
    }
    for power in pages:
        mandate = mandated(astrid, bo, power)
        turn(bo, mandate)
        for other, paths in pages.items():
            allowed = other == power or (other == "see" and power in ("write", "answer"))
            for path in paths:
                answer = bo.get(path)
                assert answer.status_code == (200 if allowed else 303), (power, path)
                if allowed:
                    assert "You act for <bdi>Astrid L</bdi>" in answer.text
                else:
                    assert answer.headers["location"] == "/my/for"
        assert bo.send("/my/for/own").headers["location"] == "/my"
        _renew(bo)
        assert "You act for" not in bo.get("/my/profile").text


def _renew(visitor: Visitor) -> None:
    visitor.form_token = (
        visitor.get("/accessibility").text.split('name="form_token" value="')[1].split('"')[0]
    )


def test_what_a_representative_writes_is_hers_and_in_her_log(
    stage: Stage, astrid: Visitor, bo: Visitor
) -> None:
    mandate = mandated(astrid, bo, "write")
    turn(bo, mandate)
    sent = bo.http.post(
        "/my/profile/skills/add", data={"form_token": bo.form_token, "skill": "Svetsning", "level": "2"}
    )
    assert sent.status_code == 303, sent.text
    hers = stage.http.get("/v1/me/profile/skills", headers=stage.individual("astrid")).text
    his = stage.http.get("/v1/me/profile/skills", headers=stage.individual("bo")).text
    assert "Svetsning" in hers
    assert "Svetsning" not in his
    used = [line for line in stage.log("astrid") if line["kind"] == "mandate_used"]
    assert used
    page = astrid.get("/my/log").text
    assert "Bo E" in page


def test_an_answer_says_that_a_representative_gave_it(stage: Stage, astrid: Visitor, bo: Visitor) -> None:
    asked = stage.asked((LANGUAGES,))
    turn(bo, mandated(astrid, bo, "answer"))
    stage.move(minutes=11)
    bo.get(f"/my/requests/{asked}")
    stale = bo.send(
        f"/my/requests/{asked}/answer", answer="yes", scope=["0"], until="2027-01-01", ending="date"
    )
    assert stale.status_code == 303
    assert stale.headers["location"].startswith("/sign-in/again?to=/my/requests/")
    again = bo.http.post(
        "/demo/sign-in", data={"persona": "bo", "intent": "again", "form_token": bo.form_token}
    )
    assert again.status_code == 303, again.text
    page = bo.get(f"/my/requests/{asked}")
    assert "You act for" in page.text, "the fresh proof left her where she was"
    bo.form_token = page.text.split('name="form_token" value="')[1].split('"')[0]
    ticked: dict[str, str | list[str]] = {
        name: re.findall(rf'name="{name}" value="([^"]+)"', page.text) for name in ("field-0", "item-0")
    }
    ticked["until"] = re.findall(r'name="until"[^>]*value="(\d{4}-\d\d-\d\d)"', page.text)[0]
    sent = bo.send(f"/my/requests/{asked}/answer", answer="yes", scope=["0"], ending="date", **ticked)
    assert sent.headers.get("location") == f"/my/requests/{asked}", sent.text[:500]
    headers = stage.individual("astrid")
    receipt = stage.http.get("/v1/me/receipts", headers=headers).json()["receipts"][0]
    assert "egk:Representative" in str(receipt)
    granted = next(line for line in stage.log("astrid") if line["kind"] == "grant")
    assert granted["organisation"]["name"] == "Norrsken AB"
    event = stage.parts.database.reader.run(
        lambda work: work.journal.find(IndividualId("ind_demo_astrid"), granted["id"])
    )
    assert event.detail["indication"] == "representative"
    assert stage.http.get("/v1/me/grants", headers=stage.individual("bo")).json() == {"grants": []}


@pytest.mark.parametrize("by", ["principal", "representative", "erased", "expired", "over_api"])
def test_either_ends_it_and_the_next_click_is_refused(
    stage: Stage, astrid: Visitor, bo: Visitor, by: str
) -> None:
    mandate = mandated(astrid, bo, "see", months=1)
    turn(bo, mandate)
    assert bo.get("/my/profile").status_code == 200
    if by == "principal":
        assert astrid.send(f"/my/representatives/{mandate}/end").status_code == 303
    elif by == "representative":
        assert bo.send(f"/my/for/{mandate}/end").status_code == 303
    elif by == "erased":
        stage.http.delete("/v1/me", headers=stage.individual("astrid"))
    elif by == "over_api":
        ended = stage.http.post(f"/v1/me/mandates/{mandate}/end", headers=stage.individual("astrid"))
        assert ended.status_code == 200, ended.text
    else:
        stage.move(days=32)
        again = bo.http.post("/demo/sign-in", data={"persona": "bo"})
        assert again.status_code == 303
        _renew(bo)
        turned = bo.send(f"/my/for/{mandate}")
        assert turned.status_code == 404
        return
    assert bo.get("/my/profile").headers["location"] == "/my/for"
    write = bo.http.post("/my/profile/skills/add", data={"form_token": bo.form_token, "skill": "Svetsning"})
    assert write.status_code == 403
    assert bo.send(f"/my/for/{mandate}").status_code == 404, "there is no way back in"
    assert bo.send("/my/for/own").status_code == 303
    if by != "erased":
        assert any(line["kind"] == "mandate_end" for line in stage.log("astrid"))
        assert any(line["kind"] == "mandate_end" for line in stage.log("bo"))


def test_a_mandate_opens_nothing_of_a_third(
    stage: Stage, astrid: Visitor, bo: Visitor, visitor: Visitors
) -> None:
    rim = _english(visitor("rim"))
    of_astrid = mandated(astrid, bo, "see")
    of_rim = mandated(rim, bo, "see_log", name="Rim")
    turn(bo, of_astrid)
    assert "Lindqvist" in bo.get("/my/profile/person").text
    assert bo.get("/my/log").status_code == 303, "that power is another's"
    # An id of somebody else's mandate is nothing to her, whichever way.
    assert rim.send(f"/my/for/{of_astrid}").status_code == 404
    assert rim.send(f"/my/for/{of_astrid}/end").status_code == 404
    assert rim.send(f"/my/representatives/{of_astrid}/end").status_code == 404
    assert astrid.send(f"/my/for/{of_astrid}").status_code == 404, "nobody turns to herself"
    assert bo.send(f"/my/for/{of_rim}").status_code == 303


def test_it_cannot_be_prolonged_or_given_on(stage: Stage, astrid: Visitor, bo: Visitor) -> None:
    mandate = mandated(astrid, bo, "see", "write", "answer", "see_log", months=1)
    turn(bo, mandate)
    for path, form in {
        "/my/representatives": {"power": "see", "months": "12", "name": "Bo"},
        f"/my/representatives/{mandate}/end": {},
        "/my/help": {"section": "skills", "minutes": "30"},
        "/my/code": {},
        "/my/erase/sure": {},
        "/my/pause": {},
        "/my/shares/new": {},
    }.items():
        answer = bo.http.post(path, data={"form_token": bo.form_token, **form})
        assert answer.status_code == 403, path
    for path in (
        "/my",
        "/my/profile.pdf",
        "/my/profile.json",
        "/my/erase",
        "/my/representatives",
        "/my/help",
        "/my/drafts",
        "/my/shares",
        "/my/number",
    ):
        assert bo.get(path).headers.get("location") == "/my/for", path
    # What he makes as himself is for his own profile.
    bo.send("/my/for/own")
    _renew(bo)
    code = mandate_code(bo, "see", months=12, name="Bo")
    answer = astrid.send("/my/for", code=code, name="Astrid")
    assert answer.status_code == 303
    views = stage.http.get("/v1/me/mandates", headers=stage.individual("astrid")).json()["mandates"]
    ends = {(one["side"], one["until"][:10]) for one in views}
    assert ends == {("given", "2026-12-20"), ("held", "2027-11-20")}


def test_a_code_is_taken_once_never_by_herself_and_guessing_is_stopped(
    astrid: Visitor, bo: Visitor, visitor: Visitors
) -> None:
    code = mandate_code(astrid, "see")
    assert astrid.send("/my/for", code=code, name="Astrid").status_code == 422
    rim = _english(visitor("rim"))
    assert rim.send("/my/for", code=code, name="").status_code == 422, "a name that is missing spends nothing"
    assert bo.send("/my/for", code=code, name="Bo").status_code == 303
    assert rim.send("/my/for", code=code, name="Rim").status_code == 422
    assert MANDATE.findall(rim.get("/my/for").text) == []
    live = mandate_code(astrid, "see")
    for _ in range(9):
        assert rim.send("/my/for", code="00000-00000", name="Rim").status_code == 422
    assert rim.send("/my/for", code=live, name="Rim").status_code == 429


def test_a_newer_mandate_between_the_two_takes_the_place_of_the_older(
    stage: Stage, astrid: Visitor, bo: Visitor
) -> None:
    mandated(astrid, bo, "see", "write", "see_log")
    newer = mandated(astrid, bo, "see")
    turn(bo, newer)
    assert bo.get("/my/profile").status_code == 200
    assert bo.get("/my/log").status_code == 303
    assert bo.get("/my/profile/skills/add").status_code == 303


def test_names_are_text_and_nothing_else(astrid: Visitor, bo: Visitor) -> None:
    mandate = mandated(astrid, bo, "see", name="<b>Astrid</b><script>")
    assert "<script>Astrid" not in bo.get("/my/for").text
    assert "&lt;b&gt;Astrid&lt;/b&gt;" in bo.get("/my/for").text
    turn(bo, mandate)
    assert "&lt;script&gt;" in bo.get("/my/profile").text
    assert "<b>Astrid" not in bo.get("/my/profile").text


def test_an_hour_late_is_late(stage: Stage, astrid: Visitor, bo: Visitor) -> None:
    code = mandate_code(astrid, "see")
    stage.clock.move(timedelta(minutes=15))
    assert bo.send("/my/for", code=code, name="Bo").status_code == 422
