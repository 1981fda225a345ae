"""What she keeps an eye on: what ends soon, what nobody uses, and how sharing stands."""

import re
from collections.abc import Callable

from tests.stage import LANGUAGES, SKILLS, Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


def _receipts(stage: Stage, grant: str) -> list[str]:
    address = f"/v1/me/grants/{grant}/receipts"
    found = stage.http.get(address, headers=stage.individual("astrid")).json()["receipts"]
    return [one["kind"] for one in found]


def test_what_nobody_used_for_sixty_days_is_ended_in_one_step(stage: Stage, visitor: Visitors) -> None:
    idle, used, other = stage.granted(), stage.granted((SKILLS,)), stage.granted((SKILLS,))
    stage.move(days=59)
    assert stage.read(used).status_code == 200
    stage.move(days=1)
    her = visitor("astrid")
    assert 'href="/my/review"' in her.get("/my").text
    listed = re.findall(r'name="grant" value="([^"]+)"', her.get("/my/review").text)
    assert {idle, other} <= set(listed)
    assert used not in listed
    assert " checked" not in her.get("/my/review").text
    assert her.send("/my/review").status_code == 422, "nothing is ticked: asked again"
    page = her.get("/my/review").text
    notice = re.findall(r'name="notice" value="([^"]+)"', page)[0]
    assert her.send("/my/review", grant=[idle, other], notice=notice).headers["location"] == "/my"
    for grant in (idle, other):
        assert stage.read(grant).status_code == 404
        assert _receipts(stage, grant) == ["given", "withdrawn"]
    assert stage.read(used).status_code == 200


def test_the_review_over_the_api_is_all_or_nothing(stage: Stage) -> None:
    one, bos = stage.granted(), stage.granted(persona="bo")
    stage.move(days=60)
    hers = stage.individual("astrid")
    listed = [grant["id"] for grant in stage.http.get("/v1/me/review", headers=hers).json()["grants"]]
    assert one in listed
    assert bos not in listed
    refused = stage.http.post("/v1/me/review", json={"grants": [one, bos]}, headers=hers)
    assert refused.status_code == 404
    assert stage.read(one).status_code == 200
    ended = stage.http.post("/v1/me/review", json={"grants": [one, one]}, headers=hers).json()["grants"]
    assert [(grant["id"], grant["state"]) for grant in ended] == [(one, "withdrawn")]


def test_what_ends_within_fourteen_days_is_said_in_time(stage: Stage, visitor: Visitors) -> None:
    soon = stage.granted(until="2026-12-10")
    late = stage.granted((SKILLS,), until="2026-12-31")
    hers = stage.individual("astrid")

    def told() -> set[str]:
        found = stage.http.get("/v1/me/reminders", headers=hers).json()["ending_soon"]
        return {grant["id"] for grant in found} & {soon, late}

    assert told() == set()
    stage.move(days=6)
    hers = stage.individual("astrid")
    assert told() == {soon}
    card = visitor("astrid").get("/my").text.split(f"/my/grants/{soon}/change")[0].split('class="card"')[-1]
    assert "10 december 2026" in card
    assert "Detta tar snart slut" in card
    stage.move(days=21)
    hers = stage.individual("astrid")
    assert told() == {late}


def test_the_pause_of_everything_is_one_press_and_says_so(stage: Stage, visitor: Visitors) -> None:
    grant = stage.granted()
    her = visitor("astrid")
    assert her.send("/my/pause").headers["location"] == "/my"
    assert her.send("/my/pause").status_code == 303
    page = her.get("/my").text
    assert "All din delning är pausad" in page
    assert 'action="/my/resume"' in page
    assert "Ingen som du har sagt ja till" in page
    assert stage.read(grant).status_code == 404
    assert her.get(f"/my/grants/{grant}").status_code == 200
    her.send("/my/resume")
    assert stage.read(grant).status_code == 200


def test_going_on_with_one_is_asked_again_where_the_page_has_changed(stage: Stage, visitor: Visitors) -> None:
    grant = stage.granted((LANGUAGES, SKILLS))
    her = visitor("astrid")
    page = her.get(f"/my/grants/{grant}/pause").text
    notice = re.findall(r'name="notice" value="([^"]+)"', page)[0]
    her.send(f"/my/grants/{grant}/pause", notice=notice)
    page = her.get(f"/my/grants/{grant}/resume").text
    notice = re.findall(r'name="notice" value="([^"]+)"', page)[0]
    assert her.send(f"/my/grants/{grant}/resume", notice="0" * 64).status_code == 409
    assert stage.read(grant).status_code == 404
    assert her.send(f"/my/grants/{grant}/resume", notice=notice).status_code == 303
    assert stage.read(grant).status_code == 200
    assert _receipts(stage, grant) == ["given", "paused", "resumed"]


def test_the_change_page_refuses_more_and_nothing(stage: Stage, visitor: Visitors) -> None:
    grant = stage.granted()
    her = visitor("astrid")
    address = f"/my/grants/{grant}/change"
    page = her.get(address).text
    every: dict[str, str | list[str]] = {
        "scope": "0",
        "field-0": re.findall(r'name="field-0" value="([^"]+)"', page),
        "item-0": re.findall(r'name="item-0" value="([^"]+)"', page),
        "until": "same",
    }
    assert her.send(address, **every).status_code == 422, "no change is no change"
    assert her.send(address, until="same").status_code == 422, "nothing would be left"
    later = {**every, "until": "other", "until-other.year": "2099", "until-other.month": "01"}
    assert her.send(address, **{**later, "until-other.day": "01"}).status_code == 422
    assert her.send(address, **{**every, "reader-other": "x" * 201}).status_code == 422
    assert _receipts(stage, grant) == ["given"]
    assert her.send(address, **{**every, "reader-other": "  Maj \n Ek "}).status_code == 303
    assert stage.read(grant, reader="maj ek").status_code == 404
    assert stage.read(grant).status_code == 200
    assert visitor("bo").get(address).status_code == 404


def test_her_own_closing_of_the_case_stands_in_her_log(stage: Stage, visitor: Visitors) -> None:
    grant = stage.granted(ending="case")
    her = visitor("astrid")
    assert 'value="case"' in her.get(f"/my/grants/{grant}/stop").text
    assert her.send(f"/my/grants/{grant}/stop", why="case").status_code == 303
    assert stage.read(grant).status_code == 404
    assert _receipts(stage, grant) == ["given", "withdrawn"]


def test_too_late_to_undo_is_said_and_stopping_is_offered(stage: Stage, visitor: Visitors) -> None:
    grant = stage.granted()
    stage.move(seconds=31)
    her = visitor("astrid")
    place = her.send(f"/my/grants/{grant}/undo").headers["location"]
    page = her.get(place).text
    assert "för sent att ångra" in page
    assert f'href="/my/grants/{grant}/stop"' in page


def test_who_can_see_is_told_field_by_field(stage: Stage, visitor: Visitors) -> None:
    stage.granted()
    her = visitor("astrid")
    assert "Norrsken AB" in her.get("/my/profile/languages/readers").text
    assert "Norrsken AB" not in her.get("/my/profile/adaptations/readers").text
    item = re.findall(
        r'href="(/my/profile/languages/[^"/]+/readers)"', her.get("/my/profile/languages").text
    )[0]
    assert "Norrsken AB" in her.get(item).text
    assert visitor("bo").get(item).status_code == 404
    assert her.get("/my/profile/nowhere/readers").status_code == 404
    hers = stage.individual("astrid")
    answer = stage.http.get("/v1/me/readers?section=languages&field=nothing", headers=hers)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "/field")
