"""This feels wrong: she asks about a reading, the organisation answers, and each sees how it stands."""

from typing import Any

import pytest
from httpx import Response

from tests.declared import duty
from tests.stage import Stage

WORDS = "Vem är Nils Berg? Jag har inte träffat honom."


def _inquire(stage: Stage, event: str, **body: Any) -> Response:
    return stage.http.post(
        f"/v1/me/disclosures/{event}/inquiry", json=body, headers=stage.individual("astrid")
    )


def _answer(stage: Stage, inquiry: str, organisation: str = "norrsken") -> Response:
    return stage.http.post(
        f"/v1/inquiries/{inquiry}/answer",
        json={"answer": "He planned the course.", "reader": "Nils Berg"},
        headers=stage.organisation(organisation),
    )


def _to(stage: Stage, organisation: str = "norrsken") -> list[dict[str, Any]]:
    answer = stage.http.get("/v1/inquiries", headers=stage.organisation(organisation))
    found: list[dict[str, Any]] = answer.json()["inquiries"]
    return found


@pytest.fixture
def reading(stage: Stage) -> str:
    read = stage.read(stage.granted(), unit="Etablering Norr", case_reference="case-77")
    return str(read.headers["Egenkarta-Disclosure"])


def test_a_question_reaches_the_organisation_with_the_reading_and_nothing_more(
    stage: Stage, reading: str
) -> None:
    opened = _inquire(stage, reading, words=WORDS)
    assert opened.status_code == 201
    assert opened.json()["deadline"] == "2026-12-05T09:00:00Z"
    (asked,) = _to(stage)
    assert asked == opened.json()
    assert asked["words"] == WORDS
    assert asked["reading"] == {
        "at": "2026-11-21T09:00:00Z",
        "grant_id": stage.log()[0]["grant_id"],
        "reader": "Nils Berg",
        "unit": "Etablering Norr",
        "case_reference": "case-77",
    }
    assert [line["kind"] for line in stage.log()[:2]] == ["inquiry", "read"]
    notices = stage.parts.database.reader.run(
        lambda work: work.notices.of_individual(work.inquiries.find(asked["id"]).individual)
    )
    assert (asked["id"], "inquiry") in [(one.about, one.change.value) for one in notices]


def test_the_answer_comes_back_and_she_says_whether_it_is_enough(stage: Stage, reading: str) -> None:
    inquiry = _inquire(stage, reading).json()["id"]
    assert _answer(stage, inquiry, "tjuvholmen").status_code == 404
    assert _answer(stage, inquiry).json()["state"] == "answered"
    assert _answer(stage, inquiry).status_code == 409
    hers = stage.individual("astrid")
    read = stage.http.get(f"/v1/me/inquiries/{inquiry}", headers=hers).json()
    assert (read["answer"], read["answered_by"]) == ("He planned the course.", "Nils Berg")
    closing = f"/v1/me/inquiries/{inquiry}/close"
    ended = stage.http.post(closing, json={"enough": False}, headers=hers).json()
    assert (ended["state"], ended["enough"]) == ("closed", False)
    assert stage.http.post(closing, json={"enough": True}, headers=hers).json()["enough"] is False
    assert [line["kind"] for line in stage.log()[:3]] == ["inquiry_end", "inquiry_answer", "inquiry"]


def test_it_is_overdue_after_fourteen_days_and_can_still_be_answered(stage: Stage, reading: str) -> None:
    inquiry = _inquire(stage, reading).json()["id"]
    assert _to(stage)[0]["overdue"] is False
    stage.move(days=14)
    assert _to(stage)[0]["overdue"] is True
    assert _answer(stage, inquiry).json()["overdue"] is False


def test_the_grant_is_paused_in_the_same_step(stage: Stage, reading: str) -> None:
    grant = stage.log()[0]["grant_id"]
    assert _inquire(stage, reading, pause=True).status_code == 201
    assert stage.read(grant).status_code == 404
    assert [line["kind"] for line in stage.log()[1:3]] == ["inquiry", "pause"]
    again = stage.http.post(f"/v1/me/grants/{grant}/resume", headers=stage.individual("astrid"))
    assert again.status_code == 200
    assert stage.read(grant).status_code == 200


def test_access_by_law_is_questioned_and_not_paused(stage: Stage) -> None:
    made = duty(stage)
    event = str(stage.read(made).headers["Egenkarta-Disclosure"])
    refused = _inquire(stage, event, pause=True)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "/pause")
    assert _to(stage) == []
    assert _inquire(stage, event, words=WORDS).status_code == 201
    assert stage.read(made).status_code == 200


def test_a_pause_of_what_has_ended_meanwhile_does_not_hold_the_question_up(
    stage: Stage, reading: str
) -> None:
    grant = stage.log()[0]["grant_id"]
    stage.withdraw(grant)
    assert _inquire(stage, reading, pause=True).status_code == 201
    assert [line["kind"] for line in stage.log()[:2]] == ["inquiry", "withdrawal"]


def test_an_answer_is_given_once_and_never_after_she_is_done(stage: Stage, reading: str) -> None:
    inquiry = _inquire(stage, reading).json()["id"]
    stage.move(days=14)
    path = f"/v1/me/inquiries/{inquiry}/close"
    ended = stage.http.post(path, json={"enough": False}, headers=stage.individual("astrid"))
    assert ended.status_code == 200, ended.text
    assert _answer(stage, inquiry).status_code == 409
    assert _answer(stage, inquiry, "tjuvholmen").status_code == 404


def test_a_reading_is_questioned_once_and_only_by_her_whose_it_is(stage: Stage, reading: str) -> None:
    path = f"/v1/me/disclosures/{reading}/inquiry"
    assert stage.http.post(path, json={}, headers=stage.individual("bo")).status_code == 404
    assert _inquire(stage, reading).status_code == 201
    assert _inquire(stage, reading).status_code == 409
    mine = stage.http.get("/v1/me/inquiries", headers=stage.individual("bo")).json()
    assert mine == {"inquiries": []}


def test_a_try_that_got_nothing_is_not_questioned(stage: Stage, reading: str) -> None:
    grant = stage.log()[0]["grant_id"]
    stage.withdraw(grant)
    stage.read(grant)
    refused = next(line for line in stage.log() if line["outcome"] == "refused")
    assert _inquire(stage, refused["id"]).status_code == 404
    assert _inquire(stage, "evt_nobodys").status_code == 404


def test_too_many_words_are_refused_with_the_field(stage: Stage, reading: str) -> None:
    refused = _inquire(stage, reading, words="x" * 2001)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "/words"


def test_her_words_are_sealed_and_go_when_she_goes(stage: Stage, reading: str) -> None:
    _inquire(stage, reading, words=WORDS)
    with stage.parts.database.engine.connect() as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM inquiry").all()
    assert WORDS.encode() not in b"".join(str(cell).encode() for cell in row)
    assert stage.http.delete("/v1/me", headers=stage.individual("astrid")).status_code == 204
    assert _to(stage) == []
