"""Changing a grant over the API: less of it, a pause, an undo, all at once, and its case closed."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import Response

from tests.stage import LANGUAGES, SKILLS, Stage


def step(stage: Stage, grant_id: str, verb: str, body: Any = None, persona: str = "astrid") -> Response:
    return stage.http.post(f"/v1/me/grants/{grant_id}/{verb}", json=body, headers=stage.individual(persona))


def own(stage: Stage, grant_id: str) -> dict[str, Any]:
    found: dict[str, Any] = stage.http.get(
        f"/v1/me/grants/{grant_id}", headers=stage.individual("astrid")
    ).json()
    return found


def kinds(stage: Stage, grant_id: str) -> list[str]:
    address = f"/v1/me/grants/{grant_id}/receipts"
    found = stage.http.get(address, headers=stage.individual("astrid")).json()["receipts"]
    return [one["kind"] for one in found]


def test_one_section_taken_away_leaves_the_rest_working(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES, SKILLS))
    scopes = own(stage, grant)["scopes"]
    languages = [scope for scope in scopes if "languages" in scope]
    answer = step(stage, grant, "narrow", {"scopes": languages})
    assert answer.status_code == 200, answer.text
    assert answer.json()["revision"] == 2
    assert list(stage.read(grant).json()["profile"]) == ["languages"]
    assert kinds(stage, grant) == ["given", "changed"]
    wider = step(stage, grant, "narrow", {"scopes": scopes})
    assert (wider.status_code, wider.json()["type"]) == (422, "urn:egenkarta:problem:exceeds-request")
    assert step(stage, grant, "narrow", {}).status_code == 422


def test_one_reader_shut_out_leaves_the_others_reading(stage: Stage) -> None:
    grant = stage.granted()
    assert stage.read(grant).status_code == 200
    answer = step(stage, grant, "narrow", {"barred": {"readers": ["nils  berg"]}})
    assert answer.json()["barred"] == {"units": [], "readers": ["nils berg"]} or answer.json()["barred"][
        "readers"
    ] == ["nils  berg"]
    assert stage.read(grant).status_code == 404
    assert stage.read(grant, reader="Maj Ek").status_code == 200


@pytest.mark.parametrize(
    "disguised",
    [
        "Nils\u200b Berg",
        "Nils Berg\u00ad",
        "\u202eNils Berg",
        "NilsBerg",
        "NILS BERG.",
        "\u200b",
        "\u2800",
        "\u3164",
    ],
)
def test_whoever_is_shut_out_does_not_come_in_under_a_name_that_looks_the_same(
    stage: Stage, disguised: str
) -> None:
    grant = stage.granted()
    step(stage, grant, "narrow", {"barred": {"readers": ["Nils Berg"], "units": ["Vägledning Syd"]}})
    # A name without any sign that is seen is no name at all, and is told so.
    refused = 422 if disguised in ("\u200b", "\u2800", "\u3164") else 404
    assert stage.read(grant, reader=disguised, unit="Etablering Nord").status_code == refused
    assert stage.read(grant, reader="Maj Ek", unit="Vägledning\u200b Syd").status_code == 404
    assert stage.read(grant, reader="Maj Ek", unit="Etablering Nord").status_code == 200


def test_an_earlier_end_and_one_more_reading(stage: Stage) -> None:
    grant = stage.granted()
    sooner = (stage.clock.now() + timedelta(days=3)).date().isoformat()
    answer = step(stage, grant, "narrow", {"until": sooner, "ending": "once"}).json()
    assert (answer["ending"], answer["state"]) == ("once", "active")
    assert stage.read(grant).status_code == 200
    assert stage.read(grant).status_code == 404
    assert own(stage, grant)["state"] == "used_up"


def test_an_end_that_has_passed_is_a_mistake_and_not_an_end(stage: Stage) -> None:
    grant = stage.granted()
    for until in ("2020-01-01", "2026-11-21T09:00:00Z"):
        answer = step(stage, grant, "narrow", {"until": until})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "/until")
    assert stage.read(grant).status_code == 200


def test_a_paused_grant_gives_nothing_until_it_is_resumed(stage: Stage) -> None:
    grant = stage.granted()
    paused = step(stage, grant, "pause").json()
    assert (paused["state"], paused["paused"]["all_sharing"]) == ("paused", False)
    assert step(stage, grant, "pause").status_code == 200, "a second pause does no harm"
    assert stage.read(grant).status_code == 404
    listed = stage.http.get("/v1/grants", headers=stage.organisation("norrsken")).json()["grants"]
    assert grant not in {one["id"] for one in listed}
    assert step(stage, grant, "resume").json()["state"] == "active"
    assert step(stage, grant, "resume").status_code == 200
    assert stage.read(grant).status_code == 200
    assert kinds(stage, grant) == ["given", "paused", "resumed"]


def test_pausing_everything_stops_all_and_keeps_single_pauses(stage: Stage) -> None:
    alone, other = stage.granted(), stage.granted((SKILLS,))
    step(stage, alone, "pause")
    hers = stage.individual("astrid")
    for _ in range(2):
        assert stage.http.post("/v1/me/pause", headers=hers).json()["paused"] is True
    assert own(stage, other)["paused"]["all_sharing"] is True
    assert stage.read(other).status_code == 404
    refused = step(stage, other, "resume")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:egenkarta:problem:all-paused")
    for _ in range(2):
        assert stage.http.post("/v1/me/resume", headers=hers).json() == {"paused": False, "since": None}
    assert stage.read(other).status_code == 200
    assert stage.read(alone).status_code == 404
    assert len([line for line in stage.log() if line["kind"] == "pause"]) == 2


def test_a_yes_is_undone_within_thirty_seconds_and_the_question_waits_again(stage: Stage) -> None:
    asked = stage.asked()
    grant = stage.answer_yes(asked, (LANGUAGES,)).json()
    assert grant["can_undo_until"] is not None
    stage.move(seconds=30)
    assert step(stage, grant["id"], "undo").status_code == 200
    hers = stage.individual("astrid")
    waiting = stage.http.get(f"/v1/me/access-requests/{asked}", headers=hers).json()
    assert waiting["state"] == "pending"
    assert stage.read(grant["id"]).status_code == 404
    again = stage.answer_yes(asked, (LANGUAGES,)).json()
    assert again["id"] != grant["id"]
    stage.move(seconds=31)
    late = step(stage, again["id"], "undo")
    assert (late.status_code, late.json()["type"]) == (409, "urn:egenkarta:problem:too-late")
    assert own(stage, again["id"])["can_undo_until"] is None


def test_a_yes_that_was_read_is_not_undone(stage: Stage) -> None:
    grant = stage.granted()
    assert stage.read(grant).status_code == 200
    assert own(stage, grant)["can_undo_until"] is None
    assert step(stage, grant, "undo").status_code == 409


def test_the_case_is_closed_by_the_organisation_or_by_her(stage: Stage) -> None:
    theirs, hers = stage.granted(ending="case"), stage.granted(ending="case")
    assert own(stage, hers)["ending"] == "case"
    assert step(stage, stage.granted(), "close-case").status_code == 422
    assert step(stage, hers, "close-case").json()["state"] == "withdrawn"
    address = f"/v1/grants/{theirs}/close"
    body = {"reader": "Nils Berg"}
    stranger = stage.http.post(address, json=body, headers=stage.organisation("tjuvholmen"))
    closed = stage.http.post(address, json=body, headers=stage.organisation("norrsken"))
    assert closed.status_code == 204
    assert own(stage, theirs)["state"] == "closed"
    for gone in (theirs, hers, "gra_nobody"):
        again = stage.http.post(f"/v1/grants/{gone}/close", json=body, headers=stage.organisation("norrsken"))
        assert (again.status_code, again.content) == (404, stranger.content)


def test_closing_a_paused_grant_looks_like_closing_none(stage: Stage) -> None:
    grant = stage.granted(ending="case")
    step(stage, grant, "pause")
    body = {"reader": "Nils Berg"}
    answer = stage.http.post(f"/v1/grants/{grant}/close", json=body, headers=stage.organisation("norrsken"))
    assert answer.status_code == 404


def test_what_was_asked_for_once_is_not_given_for_longer(stage: Stage) -> None:
    asked = stage.asked(ending="once")
    hers = stage.individual("astrid")
    address = f"/v1/me/access-requests/{asked}/grant"
    wide = stage.http.post(address, json={"scopes": [LANGUAGES], "ending": "date"}, headers=hers)
    assert (wide.status_code, wide.json()["type"]) == (422, "urn:egenkarta:problem:exceeds-request")
    assert stage.http.post(address, json={"scopes": [LANGUAGES]}, headers=hers).json()["ending"] == "once"


@pytest.mark.parametrize("verb", ["pause", "resume", "undo", "narrow", "close-case"])
def test_another_person_s_grant_is_not_there(stage: Stage, verb: str) -> None:
    body = {"ending": "once"} if verb == "narrow" else None
    assert step(stage, stage.granted(ending="case"), verb, body, "bo").status_code == 404


@pytest.mark.parametrize("verb", ["pause", "narrow", "undo", "withdraw", "close-case"])
def test_a_retry_under_the_same_key_has_one_effect(stage: Stage, verb: str) -> None:
    grant = stage.granted(ending="case")
    body = {"ending": "once"} if verb == "narrow" else None
    headers = {**stage.individual("astrid"), "Idempotency-Key": "k1"}
    answers = [stage.http.post(f"/v1/me/grants/{grant}/{verb}", json=body, headers=headers) for _ in range(2)]
    assert answers[0].status_code == 200, answers[0].text
    assert answers[0].content == answers[1].content
    assert len(kinds(stage, grant)) == 2
