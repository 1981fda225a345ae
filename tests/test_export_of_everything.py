"""What she takes along is everything that is hers."""

from schemas.export import Export
from tests.hostile.door_ids import door_ids
from tests.sharing.links import make
from tests.stage import LANGUAGES, Stage


def test_the_export_holds_all_that_was_asked_decided_told_and_read(stage: Stage) -> None:
    hers = stage.individual("astrid")
    kept, refused = stage.granted((LANGUAGES,)), stage.asked((LANGUAGES,), unit="Vägledning Syd")
    stage.http.post(f"/v1/me/access-requests/{refused}/refuse", json={}, headers=hers)
    event = stage.read(kept).headers["egenkarta-disclosure"]
    asked = {"words": "Varför läste ni?"}
    assert stage.http.post(f"/v1/me/disclosures/{event}/inquiry", json=asked, headers=hers).status_code == 201
    link = make(stage)
    stage.withdraw(kept)
    door_ids(stage)
    taken = Export.model_validate(stage.http.get("/v1/me/export", headers=hers).json())
    assert {one.id for one in taken.access_requests} >= {refused}
    assert {one.id: one.state for one in taken.grants}[kept] == "withdrawn"
    assert [one.id for one in taken.shares] == [link.id]
    assert [one.words for one in taken.inquiries] == ["Varför läste ni?"]
    assert taken.notices
    assert (len(taken.help), len(taken.drafts), len(taken.mandates)) == (1, 1, 1)
    assert taken.drafts[0].fields == {"skill": {"label": "Svetsning"}}
    assert taken.mandates[0].name == "Rim K"
    kinds = {one.kind for one in taken.log}
    assert {"read", "grant", "refusal", "withdrawal", "share", "inquiry", "export"} <= kinds
    reading = next(one for one in taken.log if one.id == event)
    assert reading.organisation is not None
    assert (reading.organisation.name, reading.reader) == ("Norrsken AB", "Nils Berg")
    assert len(taken.log) == len(stage.log())


def test_after_an_erasure_what_was_told_of_her_goes_once_it_is_acknowledged(stage: Stage) -> None:
    grant_id = stage.granted(persona="bo")
    stage.move(minutes=1)
    stage.http.delete("/v1/me", headers=stage.individual("bo"))
    caller = stage.organisation("norrsken")

    def told() -> list[str]:
        found = stage.http.get("/v1/notices", headers=stage.organisation("norrsken")).json()["notices"]
        return [one["id"] for one in found if one["data"].get("grant_id") == grant_id]

    stage.rounds()
    waiting = told()
    assert waiting
    for one in waiting:
        answer = stage.http.post(f"/v1/notices/{one}/acknowledge", json={"erased": True}, headers=caller)
        assert answer.status_code == 200, answer.text
    stage.rounds()
    assert told() == []
