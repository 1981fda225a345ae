"""Assessed once, over the API: one agency maps a person, she approves, and the next agency's own questions start with her answers."""

import json
from typing import Any, Final

from httpx import Response

from profile_service.demo.sandbox import new_key
from profile_service.language import ANCHORS
from tests.declared import approved, text
from tests.stage import LANGUAGES, Stage

_EXPECTATIONS: Final = "profile:expectations:read"
_EXPERIENCE: Final = "profile:experience:read"
_CIRCUMSTANCES: Final = {
    "languages": ["ar", "sv"], "present": ["adviser", "interpreter"], "interpreter": "professional", "place": "office",
}  # fmt: skip
_HERS: Final = "/v1/me/mapping-sessions"
_THEIRS: Final = "/v1/mapping-sessions"


def _agency(stage: Stage, name: str, number: str) -> str:
    """An organisation that the operator lets in, with a system and a purpose. Returns the id of its declaration."""

    drift = stage.organisation("egenkarta")
    body = {"name": name, "number": number, "role": "agency"}
    made = stage.http.post("/v1/operator/organisations", json=body, headers=drift)
    assert made.status_code == 201, made.text
    private, public = new_key()
    client = f"agency-{number}"
    system = {"client_id": client, "key": json.loads(public), "dpop_required": False}
    added = stage.http.post(f"{made.headers['location']}/systems", json=system, headers=drift)
    assert added.status_code == 204, added.text
    stage.demo["organisations"].insert(0, {"name": name, "client_id": client, "private_key_jwk": private})
    wants = [
        {"scope": scope, "reason": text("To plan."), "needed": False}
        for scope in (LANGUAGES, _EXPECTATIONS, _EXPERIENCE, "profile:skills:read")
    ]
    found: str = approved(stage, name, scopes=wants)["id"]
    return found


class _Agency:
    """One organisation's system, mapping under a grant of Rim's."""

    def __init__(self, stage: Stage, name: str, declaration: str, *scopes: str) -> None:
        self.stage, self.name = stage, name
        asked = stage.ask(scopes, "rim", name, declaration)
        assert asked.status_code == 201, asked.text
        given = stage.answer_yes(asked.json()["id"], scopes, "rim")
        assert given.status_code == 201, given.text
        self.grant: str = given.json()["id"]
        self.seat = {
            "grant_id": self.grant,
            "case_reference": "A-17",
            "reader": "Maria Ek",
            "unit": "Etablering",
        }

    def send(self, method: str, path: str, **more: Any) -> Response:
        headers = {**self.stage.organisation(self.name), "If-Match": "*"}
        return self.stage.http.request(
            method, f"{_THEIRS}{path}", json={**self.seat, **more}, headers=headers
        )

    def start(self, instrument: str) -> str:
        began = self.send("POST", "", instrument={"id": instrument}, circumstances=_CIRCUMSTANCES)
        assert began.status_code == 201, began.text
        return str(began.json()["id"])

    def sheet(self, session: str) -> dict[str, Any]:
        opened = self.send("POST", f"/{session}/sheet")
        assert opened.status_code == 200, opened.text
        found: dict[str, Any] = opened.json()
        return found

    def say(self, session: str, **values: Any) -> None:
        answers = [{"item": item, "touch": "stated", "value": value} for item, value in values.items()]
        said = self.send("PATCH", f"/{session}/answers", answers=answers)
        assert said.status_code == 200, said.text


def _own_instrument(stage: Stage) -> dict[str, Any]:
    """Norrsken kommun's own questions: most of them somebody else has asked before, in other words."""
    shipped = {
        item["id"]: item
        for name in ("language", "orientation")
        for section in stage.http.get(f"/v1/instruments/{name}").json()["sections"]
        for item in section["items"]
    }
    borrowed = [
        _in_their_languages(shipped[name])
        for name in ("reading", "conversation", "writing", "wanted_work", "hours", "paid_work")
    ]
    bicycle = {"id": "bicycle", "text": text("Can you ride a bicycle?"), "kind": "yes_no"}
    return {
        "id": "work-start", "version": "1", "stage": "initial_mapping", "title": text("Work start"),
        "about": text("Before the first day."),
        "sections": [{"id": "all", "title": text("All"), "items": [*borrowed, bicycle]}],
    }  # fmt: skip


def _in_their_languages(part: Any) -> Any:
    """Questions with the languages that the kommun writes its own in: an instrument is in the same ones throughout."""
    if isinstance(part, list):
        return [_in_their_languages(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {name: one for name, one in part.items() if name in ANCHORS} if part.keys() >= ANCHORS else part
    return {name: _in_their_languages(one) for name, one in kept.items()}


def test_what_one_agency_mapped_the_next_one_does_not_ask_again(stage: Stage) -> None:
    hers = stage.individual("rim")
    first = _Agency(
        stage,
        "Arbetsförmedlingen",
        _agency(stage, "Arbetsförmedlingen", "5560360793"),
        LANGUAGES,
        _EXPECTATIONS,
    )

    def get(path: str) -> Any:
        answer = stage.http.get(path, headers=hers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    before = get("/v1/me/profile")
    # The adviser goes through two instruments with her, and hands both over.
    talk, language = first.start("orientation"), first.start("language")
    assert "writing" in {row["item"] for row in first.sheet(language)["rows"]}
    first.say(talk, wanted_work={"label": "Sömmerska"}, hours=30, when="now", unclear="Barnomsorg",
              paid_work=[{"title": "Sömmerska", "country": "SY", "start": "2005", "end": "2014"}])  # fmt: skip
    first.say(language, reading="A2", conversation="B1", writing="A1")
    noted = first.send("PUT", f"/{talk}/notes", summary="Erfaren sömmerska.", next_steps=["Studiebesök"])
    assert noted.status_code == 200, noted.text
    for session in (talk, language):
        assert first.send("POST", f"/{session}/hand-over").json()["state"] == "handed_over"
    assert get("/v1/me/profile") == before, "nothing is in her profile yet"
    # She says yes to each but what she wants to work with: that she says herself.
    waiting = get("/v1/me/drafts")["drafts"]
    assert {one["organisation"]["name"] for one in waiting} == {"Arbetsförmedlingen"}
    for draft in waiting:
        answered = stage.http.post(f"/v1/me/drafts/{draft['id']}/approve", headers=hers)
        assert answered.status_code == 204, answered.text
    assert {one["state"] for one in get(_HERS)["mapping_sessions"]} == {"closed"}
    assert get("/v1/me/drafts") == {"drafts": []}
    notes = {one["notes"]["summary"] for one in get(_HERS)["mapping_sessions"]}
    assert "Erfaren sömmerska." in notes
    assert "Erfaren" not in str(get("/v1/me/profile"))
    # The next agency has questions of its own, and she shares languages and wishes with it, not her jobs.
    kommun = "Norrsken kommun"
    declaration = _agency(stage, kommun, "5020077862")
    registered = stage.http.post(
        "/v1/instruments", json=_own_instrument(stage), headers=stage.organisation(kommun)
    )
    assert registered.status_code == 201, registered.text
    second = _Agency(stage, kommun, declaration, LANGUAGES, _EXPECTATIONS)
    session = second.start(registered.json()["id"])
    sheet = second.sheet(session)
    rows = {row["item"]: row for row in sheet["rows"]}
    shared = ("reading", "conversation", "writing", "wanted_work", "hours")
    assert [rows[name]["value"] for name in shared] == ["A2", "B1", "A1", {"label": "Sömmerska"}, 30]
    assert {row["item"] for row in sheet["rows"] if row["asked"]} == {"paid_work", "bicycle"}
    assert rows["paid_work"] == {"item": "paid_work", "section": "all", "asked": True, "status": "not_known"}
    assert sheet["session"]["reused"] == {"items": 6, "known": 5, "stale": 0, "asked": 1, "share": 0.8333}
    assert "Arbetsförmedlingen" not in str(sheet), "who wrote it down is hers to know"
    # It asks the rest, and what it hands over meets what she has.
    second.say(session, bicycle=True, paid_work=[{"title": "Lagerarbete", "country": "SE"}])
    assert second.send("POST", f"/{session}/hand-over").status_code == 200
    (draft,) = get("/v1/me/drafts")["drafts"]
    assert (draft["step"], draft["fields"]["title"], draft["organisation"]["name"]) == (
        "add",
        "Lagerarbete",
        kommun,
    )
    # Stopped is stopped, in the middle as well.
    again = second.start(registered.json()["id"])
    assert stage.withdraw(second.grant, "rim").status_code == 200
    refused = second.send("POST", f"/{again}/sheet")
    nowhere = second.send("POST", "/map_nowhere/sheet")
    assert (refused.status_code, refused.content) == (404, nowhere.content)
    assert (
        second.send("PATCH", f"/{again}/answers", answers=[{"item": "hours", "touch": "skipped"}]).status_code
        == 404
    )
    told = [
        one["kind"]
        for one in stage.log("rim")
        if one["organisation"] and one["organisation"]["name"] == kommun
    ]
    assert told.count("mapping") == 2
    assert "read" in told
