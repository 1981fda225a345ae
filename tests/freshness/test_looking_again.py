"""What has grown old is said to whoever reads it, and to her once; one tap makes it fresh."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from schemas.access import Disclosure
from schemas.export import Export
from tests.helping.beside import drafts, helped
from tests.sharing.links import make
from tests.stage import LANGUAGES, SKILLS, START, Stage
from tests.web.conftest import Visitor

_AFTER_A_YEAR = timedelta(days=367)
_SHOWN = ("profile:languages:read?fields=language,reading",)


def test_a_share_past_its_day_is_marked_and_the_preview_is_the_first_read_of_that_day(stage: Stage) -> None:
    fresh = Disclosure.model_validate(stage.read(stage.granted((LANGUAGES, SKILLS))).json())
    assert {one.stale for items in fresh.profile.values() for one in items} == {False}
    stage.move(days=_AFTER_A_YEAR.days)
    hers = stage.individual("astrid")
    asked = stage.asked((LANGUAGES, SKILLS))
    preview = stage.http.get(f"/v1/me/access-requests/{asked}/preview", headers=hers)
    grant = stage.answer_yes(asked, (LANGUAGES, SKILLS)).json()["id"]
    read = stage.read(grant)
    assert read.content == preview.content
    told = Disclosure.model_validate(read.json()).profile
    assert {one.stale for one in told["languages"]} == {True}
    assert {one.stale for one in told["skills"]} == {False}
    link = make(stage, scopes=_SHOWN)
    shown = stage.http.get(f"/v1/me/shares/{link.id}/shown", headers=hers)
    assert set(shown.json()["stale"]["languages"]) == {True}, shown.text
    mine = stage.http.get("/v1/me/profile/languages", headers=hers).json()["items"]
    assert all("stale" not in one for one in mine)
    for one in mine:
        place = f"/v1/me/profile/languages/{one['id']}/confirm"
        done = stage.http.post(place, headers={**hers, "If-Match": f'"{one["version"]}"'})
        assert done.json()["content"] == one["content"]
    again = Disclosure.model_validate(stage.read(grant).json()).profile
    assert {one.stale for one in again["languages"]} == {False}
    assert "stale" not in stage.http.get(f"/v1/me/shares/{link.id}/shown", headers=hers).json()


def test_she_is_reminded_once_for_a_day_and_her_pages_make_it_fresh(
    stage: Stage, visitor: Callable[[str], Visitor]
) -> None:
    def reminded() -> list[tuple[str, Any]]:
        taken = stage.http.get("/v1/me/export", headers=stage.individual("astrid")).json()
        return [(one.section, one.due) for one in Export.model_validate(taken).reminders]

    stage.rounds()
    assert reminded() == []
    stage.move(days=_AFTER_A_YEAR.days)
    stage.rounds()
    first = reminded()
    assert "languages" in [section for section, _ in first]
    assert len(first) == len(set(first))
    assert all(due > START.date() for _, due in first)
    stage.move(days=1)
    stage.rounds()
    assert reminded() == first

    due = stage.http.get("/v1/me/reminders", headers=stage.individual("astrid")).json()["look_again"]
    assert {"languages", "experience"} <= {one["section"] for one in due}
    assert "skills" not in {one["section"] for one in due}
    her = visitor("astrid")
    her.http.cookies.set("language", "en")
    assert f"{len(due)} entries in your profile are old" in her.get("/my").text
    page = her.get("/my/again").text
    assert page.count("Still true") == len(due)
    assert "Still true" in her.get("/my/profile/languages").text
    for one in due:
        place, version = f"/my/profile/{one['section']}/{one['item_id']}/confirm", str(one["version"])
        answer = her.send(place, version=version, then="again")
        assert (answer.status_code, answer.headers["location"]) == (303, "/my/again")
        assert her.send(place, version=version).status_code == 303, "of the version before: nothing is done"
    assert "There is nothing to look at now" in her.get("/my/again").text
    assert "in your profile are old" not in her.get("/my").text
    stage.rounds()
    assert reminded() == first
    stage.move(days=_AFTER_A_YEAR.days)
    stage.rounds()
    assert len([section for section, _ in reminded() if section == "languages"]) == 2


def test_her_own_words_stand_beside_the_others_on_her_page_and_come_back(
    stage: Stage, visitor: Callable[[str], Visitor]
) -> None:
    headers = stage.individual("astrid")
    item = stage.http.get("/v1/me/profile/skills", headers=headers).json()["items"][0]
    her, nils = visitor("astrid"), visitor("nils")
    for one in (her, nils):
        one.http.cookies.set("language", "en")
    helped(her, nils, "skills")
    sent = nils.send(
        f"/agency/help/now/skills/{item['id']}/change",
        skill="Kvalificerad kundservice",
        level="4",
        version=str(item["version"]),
    )
    assert sent.status_code == 303, sent.text
    (draft,) = drafts(her)
    assert her.send(f"/my/drafts/{draft}", answer="approve").status_code == 303
    page = her.get("/my/profile/skills").text
    assert "Own words" in page
    assert "This was written down by" in page
    back = her.send(f"/my/profile/skills/{item['id']}/restore", version=str(item["version"] + 1))
    assert back.status_code == 303
    after = stage.http.get(f"/v1/me/profile/skills/{item['id']}", headers=headers).json()
    assert (after["content"], after["source"]["kind"]) == (item["content"], "individual")
    assert "This was written down by" not in her.get("/my/profile/skills").text
