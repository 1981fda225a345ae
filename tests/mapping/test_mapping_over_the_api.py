"""Mapping sessions over the API: conditions, retries, refusals in the same bytes, and what a session is after accounts are joined."""

from typing import Any

from consent.vocabulary import IndividualId
from tests.hostile.mapping_ids import CIRCUMSTANCES, mapping_session
from tests.invariants.rawfile import everything
from tests.mapping.beside_her import ASTRID, HERSELF, Beside
from tests.stage import LANGUAGES, Stage

_ASKED = {"instrument": {"id": "language"}, "circumstances": CIRCUMSTANCES}
_ANSWERS = {"answers": [{"item": "reading", "touch": "stated", "value": "B1"}]}


def _seat(grant_id: str) -> dict[str, Any]:
    return {"grant_id": grant_id, "case_reference": "c", "reader": "Nils Berg"}


def test_a_change_names_its_revision_and_a_retry_has_one_effect(stage: Stage) -> None:
    hers = stage.individual("astrid")
    path = "/v1/me/mapping-sessions"
    began = [stage.http.post(path, json=_ASKED, headers={**hers, "Idempotency-Key": "k1"}) for _ in range(2)]
    assert began[0].status_code == 201
    assert began[0].content == began[1].content
    assert len(everything(stage, ("mapping_session",))["mapping_session"]) == 1
    one = began[0].headers["location"]
    assert stage.http.patch(f"{one}/answers", json=_ANSWERS, headers=hers).status_code == 428
    first = stage.http.patch(f"{one}/answers", json=_ANSWERS, headers={**hers, "If-Match": '"1"'})
    assert (first.status_code, first.headers["etag"]) == (200, '"2"')
    stale = stage.http.patch(f"{one}/answers", json=_ANSWERS, headers={**hers, "If-Match": '"1"'})
    assert (stale.status_code, stale.headers["etag"]) == (412, '"2"')
    for wrong in ({"answers": []}, {"answers": [{"item": "reading"}]}, {**_ANSWERS, "by": "Nils"}, [], "x"):
        refused = stage.http.patch(f"{one}/answers", json=wrong, headers={**hers, "If-Match": "*"})
        assert refused.status_code == 422
    assert stage.http.get(one, headers=hers).headers["etag"] == '"2"'
    assert stage.http.post(f"{one}/leave", headers={**hers, "If-Match": "*"}).json()["state"] == "left"
    assert stage.http.post(f"{one}/leave", headers={**hers, "If-Match": "*"}).status_code == 409
    assert stage.http.delete(one, headers=hers).status_code == 204
    assert stage.http.get(one, headers=hers).status_code == 404


def test_every_refusal_of_an_organisation_is_the_same_bytes(stage: Stage) -> None:
    live, gone = stage.granted((LANGUAGES,)), stage.granted((LANGUAGES,))
    running, over = mapping_session(stage, live), mapping_session(stage, gone)
    stage.withdraw(gone)
    bos = stage.granted((LANGUAGES,), persona="bo")
    told = set()
    for name, grant, session in (
        ("norrsken", gone, over),
        ("norrsken", live, over),
        ("norrsken", bos, running),
        ("norrsken", live, "map_none"),
        ("norrsken", "gra_none", running),
        ("tjuvholmen", live, running),
    ):
        headers = {**stage.organisation(name), "If-Match": "*"}
        for method, path, more in (
            ("POST", f"/{session}/sheet", {}),
            ("PATCH", f"/{session}/answers", _ANSWERS),
            ("PATCH", f"/{session}", {"hidden": []}),
            ("PUT", f"/{session}/notes", {"summary": "s"}),
            ("POST", f"/{session}/hand-over", {}),
            ("POST", f"/{session}/leave", {}),
        ):
            address, sent = f"/v1/mapping-sessions{path}", {**_seat(grant), **more}
            refused = stage.http.request(method, address, json=sent, headers=headers)
            told.add((refused.status_code, refused.content, refused.headers["content-type"]))
    assert len(told) == 1
    assert next(iter(told))[0] == 404
    sheet = f"/v1/mapping-sessions/{running}/sheet"
    assert stage.http.post(sheet, json=_seat(live), headers=stage.organisation("norrsken")).status_code == 200


def test_what_an_organisation_writes_is_answered_with_nothing_of_hers(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,))
    headers = {**stage.organisation("norrsken"), "If-Match": "*", "Idempotency-Key": "k2"}
    path = f"/v1/mapping-sessions/{mapping_session(stage, grant)}/answers"
    said = stage.http.patch(path, json={**_seat(grant), **_ANSWERS}, headers=headers)
    assert said.json().keys() == {"id", "revision", "state"}
    stage.withdraw(grant)
    # The kept answer to the same key says that it was written, and no more than that.
    again = stage.http.patch(path, json={**_seat(grant), **_ANSWERS}, headers=headers)
    assert again.content == said.content


def test_a_session_goes_along_when_two_accounts_become_one(beside: Beside) -> None:
    session = beside.start(HERSELF)
    beside.say(HERSELF, session, reading="B1", goes_to_sfi=True)
    bo = IndividualId("ind_demo_bo")
    beside.run(lambda work: work.joined.move_all(ASTRID, bo, beside.stage.clock.now()))
    found = beside.run(lambda work: work.mapping_sessions.find(bo, session.id))
    assert found is not None
    assert {name: one.value for name, one in found.answers.items()} == {"reading": "B1", "goes_to_sfi": True}
    assert beside.run(lambda work: work.mapping_sessions.find(ASTRID, session.id)) is None
