"""The story of assisted use: a code, a look, drafts, her answers, and the end."""

from collections.abc import Callable

import pytest

from tests.helping.beside import begin, drafts, help_code, helped
from tests.stage import Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]
_GONE = "There is nothing here for you"


@pytest.fixture
def her(visitor: Visitors) -> Visitor:
    found = visitor("astrid")
    found.http.cookies.set("language", "en")
    return found


@pytest.fixture
def nils(visitor: Visitors) -> Visitor:
    found = visitor("nils")
    found.http.cookies.set("language", "en")
    return found


def _skill(stage: Stage) -> dict[str, object]:
    items = stage.http.get("/v1/me/profile/skills", headers=stage.individual("astrid")).json()["items"]
    found: dict[str, object] = items[0]
    return found


def test_a_helper_looks_drafts_and_she_says_yes(stage: Stage, her: Visitor, nils: Visitor) -> None:
    helped(her, nils, "skills", "languages")
    overview = nils.get("/agency/help/now")
    assert "You are helping a person" in overview.text
    assert "/agency/help/now/skills" in overview.text
    assert "/agency/help/now/person" not in overview.text
    section = nils.get("/agency/help/now/skills")
    assert section.status_code == 200
    assert "You are helping a person" in section.text
    form = {"skill": "Svetsning", "level": "3"}
    for refused in ("", "x" * 3000):
        again = nils.http.post(
            "/agency/help/now/skills/add", data={"form_token": nils.form_token, "skill": refused}
        )
        assert again.status_code == 422
    sent = nils.http.post("/agency/help/now/skills/add", data={"form_token": nils.form_token, **form})
    assert sent.status_code == 303, sent.text
    own = stage.http.get("/v1/me/profile/skills", headers=stage.individual("astrid")).json()["items"]
    assert "Svetsning" not in str(own)
    shown = her.get("/my/drafts").text
    assert "Svetsning" in shown
    assert "Nils Berg" in shown
    (draft,) = drafts(her)
    assert her.send(f"/my/drafts/{draft}", answer="approve").status_code == 303
    own = stage.http.get("/v1/me/profile/skills", headers=stage.individual("astrid")).json()["items"]
    added = next(item for item in own if item["content"]["skill"]["label"] == "Svetsning")
    assert added["source"] == {"kind": "helped", "name": "Norrsken AB"}
    assert added["strength"] == "self"
    assert drafts(her) == []
    assert "Norrsken AB helped you to write this" in her.get("/my/profile/skills").text.replace(
        "<bdi>", ""
    ).replace("</bdi>", "")


def test_everything_of_it_stands_in_her_log_with_the_name_and_unit(
    stage: Stage, her: Visitor, nils: Visitor
) -> None:
    helped(her, nils, "skills")
    nils.get("/agency/help/now/skills")
    nils.http.post("/agency/help/now/skills/add", data={"form_token": nils.form_token, "skill": "Svetsning"})
    (draft,) = drafts(her)
    her.send(f"/my/drafts/{draft}", answer="refuse")
    nils.send("/agency/help/end")
    lines = stage.log()
    kinds = [line["kind"] for line in lines[:8]]
    assert kinds[0] == "help_end"
    assert kinds.index("draft_answer") < kinds.index("draft") < kinds.index("help")
    read = next(line for line in lines if line["kind"] == "read")
    assert (read["reader"], read["unit"]) == ("Nils Berg", "Etablering Nord")
    assert read["scopes"] == [
        "profile:skills:read?fields=comes_from,last_used,level,months,skill,wants_to_use"
    ]
    page = her.get("/my/log").text
    assert "began to help you" in page
    assert "Nils Berg" in page


def test_changing_and_removing_are_drafts_too(stage: Stage, her: Visitor, nils: Visitor) -> None:
    helped(her, nils, "skills")
    item = _skill(stage)
    at = f"/agency/help/now/skills/{item['id']}"
    form = nils.get(f"{at}/change")
    assert form.status_code == 200
    sent = {"form_token": nils.form_token, "version": str(item["version"]), "level": "1"}
    label = item["content"]["skill"]["label"]  # type: ignore[index]
    assert nils.http.post(f"{at}/change", data={**sent, "skill": label}).status_code == 303
    stage.move(seconds=1)
    assert nils.http.post(f"{at}/remove", data=sent).status_code == 303
    assert _skill(stage) == item
    remove, change = drafts(her)
    assert her.send(f"/my/drafts/{change}", answer="approve").status_code == 303
    after = _skill(stage)
    assert after["content"]["level"] == 1  # type: ignore[index]
    # The removal was proposed for the entry as it stood before: it can only be left out now.
    assert her.send(f"/my/drafts/{remove}", answer="approve").status_code == 409
    assert _skill(stage)["id"] == item["id"]
    assert her.send("/my/drafts", draft=[remove], answer="refuse").status_code == 303
    assert drafts(her) == []


def test_the_end_is_at_once_and_looks_like_nothing(stage: Stage, her: Visitor, nils: Visitor) -> None:
    never = nils.get("/agency/help/now/skills").text
    helped(her, nils, "skills")
    assert nils.get("/agency/help/now/skills").status_code == 200
    end = her.get("/my/help").text.split('action="/my/help/')[1].split('"')[0]
    assert her.send(f"/my/help/{end}").status_code == 303
    for path in ("/agency/help/now", "/agency/help/now/skills", "/agency/help/now/skills/add"):
        gone = nils.get(path)
        assert gone.status_code == 404
        assert gone.text == never
    sent = nils.http.post(
        "/agency/help/now/skills/add", data={"form_token": nils.form_token, "skill": "Svetsning"}
    )
    assert sent.status_code == 404
    assert drafts(her) == []
    assert her.send(f"/my/help/{end}").status_code == 303, "a second end changes nothing"


@pytest.mark.parametrize("how", ["idle", "time", "sign-out", "pause", "helper", "erased"])
def test_it_ends_by_itself_and_with_whatever_it_rests_on(
    stage: Stage, her: Visitor, nils: Visitor, visitor: Visitors, how: str
) -> None:
    helped(her, nils, "skills", minutes=15)
    if how == "idle":
        stage.move(minutes=10)
    elif how == "time":
        for _ in range(3):
            stage.move(minutes=5)
            seen = nils.get("/agency/help/now/skills").status_code
        assert seen == 404
    elif how == "sign-out":
        nils.send("/sign-out")
        nils = visitor("nils")
    elif how == "pause":
        her.send("/my/pause")
        her.send("/my/resume")
    elif how == "helper":
        nils.send("/agency/help/end")
    else:
        stage.http.delete("/v1/me", headers=stage.individual("astrid"))
    assert nils.get("/agency/help/now/skills").status_code == 404
    stage.rounds()
    if how != "erased":
        assert stage.log()[0]["kind"] in ("help_end", "resumption", "sign_in", "pause")
        assert sum(line["kind"] == "help_end" for line in stage.log()) == 1


def test_what_is_special_is_open_only_where_it_was_ticked(stage: Stage, her: Visitor, nils: Visitor) -> None:
    headers = stage.individual("astrid")
    said = {"goal": "occupation", "obstacles": "Hemligheten"}
    stage.http.post("/v1/me/profile/expectations", json=said, headers=headers)
    helped(her, nils, "expectations")
    seen = nils.get("/agency/help/now/expectations").text
    assert "Hemligheten" not in seen
    assert "/agency/help/now/adaptations" not in nils.get("/agency/help/now").text
    assert nils.get("/agency/help/now/adaptations").status_code == 404
    outside = {"form_token": nils.form_token, "goal": "occupation", "obstacles": "Smög in"}
    nils.http.post("/agency/help/now/expectations/add", data=outside)
    assert "Smög in" not in her.get("/my/drafts").text
    nils.send("/agency/help/end")
    helped(her, nils, "expectations", special=("expectations.obstacles", "adaptations.health"))
    assert "Hemligheten" in nils.get("/agency/help/now/expectations").text
    assert nils.get("/agency/help/now/adaptations").status_code == 200


def test_what_the_helper_may_not_see_survives_a_change(stage: Stage, her: Visitor, nils: Visitor) -> None:
    headers = stage.individual("astrid")
    job = {"title": "Kock", "employer": "Hemliga Krogen", "hide_employer": True, "tasks": "Laga mat"}
    made = stage.http.post("/v1/me/profile/experience", json=job, headers=headers).json()
    helped(her, nils, "experience")
    at = f"/agency/help/now/experience/{made['id']}/change"
    assert "Hemliga Krogen" not in nils.get(at).text
    sent = {"form_token": nils.form_token, "version": "1", "title": "Kökschef", "tasks": "Laga mat"}
    assert nils.http.post(at, data=sent).status_code == 303
    (draft,) = drafts(her)
    her.send(f"/my/drafts/{draft}", answer="approve")
    after = stage.http.get(f"/v1/me/profile/experience/{made['id']}", headers=headers).json()["content"]
    assert after == {**job, "title": "Kökschef"}


def test_to_others_a_helped_entry_is_her_own_statement(stage: Stage, her: Visitor, nils: Visitor) -> None:
    helped(her, nils, "languages")
    nils.http.post(
        "/agency/help/now/languages/add", data={"form_token": nils.form_token, "language": "Tigrinja"}
    )
    (draft,) = drafts(her)
    her.send(f"/my/drafts/{draft}", answer="approve")
    read = stage.read(stage.granted()).json()
    added = next(one for one in read["profile"]["languages"] if "Tigrinja" in str(one["content"]))
    assert added["source"]["kind"] == "individual"
    assert "Norrsken" not in str(added["source"])


def test_a_code_opens_once_and_for_fifteen_minutes(
    stage: Stage, her: Visitor, nils: Visitor, visitor: Visitors
) -> None:
    first = help_code(her, "skills")
    second = help_code(her, "skills")
    refused = nils.send("/agency/help", code=first)
    assert refused.status_code == 422, "a newer code kills the older"
    begin(nils, second)
    mona = visitor("mona")
    assert mona.send("/agency/help", code=second).status_code == 422
    nils.send("/agency/help/end")
    late = help_code(her, "skills")
    stage.move(minutes=15)
    assert mona.send("/agency/help", code=late).status_code == 422
    assert mona.send("/agency/help", code="").text == mona.send("/agency/help", code=late).text


def test_dead_codes_are_counted_and_close_the_door(her: Visitor, nils: Visitor) -> None:
    live = help_code(her, "skills")
    for _ in range(20):
        assert nils.send("/agency/help", code="00000-00000").status_code == 422
    assert nils.send("/agency/help", code=live).status_code == 429


def test_nobody_helps_two_people_at_once(
    stage: Stage, her: Visitor, nils: Visitor, visitor: Visitors
) -> None:
    helped(her, nils, "skills")
    bo = visitor("bo")
    his = help_code(bo, "languages")
    answer = nils.send("/agency/help", code=his)
    assert answer.headers["location"] == "/agency/help/now"
    assert "/agency/help/now/skills" in nils.get("/agency/help/now").text
    # In another sign-in the first help ends, and the code was not spent.
    elsewhere = visitor("nils")
    begin(elsewhere, his)
    assert nils.get("/agency/help/now").status_code == 404
    assert "/agency/help/now/languages" in elsewhere.get("/agency/help/now").text


def test_a_code_is_not_made_while_everything_is_paused_nor_for_nothing(her: Visitor) -> None:
    assert her.send("/my/help", minutes="30").status_code == 422
    assert her.send("/my/help", section=["skills"], minutes="31").status_code == 422
    assert her.send("/my/help", section=["nothing"], minutes="30").status_code == 422
    assert her.send("/my/help", special=["skills.level"], minutes="30").status_code == 422
    her.send("/my/pause")
    assert her.send("/my/help", section=["skills"], minutes="30").status_code == 422
