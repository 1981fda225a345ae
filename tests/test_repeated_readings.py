"""A reading under an Idempotency-Key: a retry has one effect, and asks the ledger again."""

from typing import Any

import pytest
from httpx import Response

from tests.stage import LANGUAGES, Stage

HEADER = "Egenkarta-Disclosure"


def _read(
    stage: Stage, grant: str, key: str = "k-1", organisation: str = "norrsken", **more: Any
) -> Response:
    body = {"grant_id": grant, "case_reference": "case-1", "reader": "Nils Berg", **more}
    headers = {**stage.organisation(organisation), "Idempotency-Key": key}
    return stage.http.post("/v1/disclosures", json=body, headers=headers)


def _reads(stage: Stage) -> list[dict[str, Any]]:
    return [line for line in stage.log() if line["kind"] == "read"]


@pytest.fixture
def grant(stage: Stage) -> str:
    return stage.granted((LANGUAGES,))


def _change_a_language(stage: Stage) -> None:
    hers = stage.individual("astrid")
    item = stage.http.get("/v1/me/profile/languages", headers=hers).json()["items"][0]
    changed = stage.http.patch(
        f"/v1/me/profile/languages/{item['id']}",
        json={"sfi_course": "D"},
        headers={**hers, "If-Match": f'"{item["version"]}"', "Content-Type": "application/merge-patch+json"},
    )
    assert changed.status_code == 200, changed.text


def test_the_same_key_and_the_same_bytes_are_one_reading(stage: Stage, grant: str) -> None:
    first, again = _read(stage, grant), _read(stage, grant)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers[HEADER] == first.headers[HEADER]
    assert [line["id"] for line in _reads(stage)] == [first.headers[HEADER]]
    assert _read(stage, grant, "k-2").headers[HEADER] != first.headers[HEADER]


def test_a_retry_after_the_withdrawal_is_refused_and_stands_in_her_log(stage: Stage, grant: str) -> None:
    _read(stage, grant)
    stage.withdraw(grant)
    assert _read(stage, grant).status_code == 404
    assert [line["outcome"] for line in _reads(stage)] == ["refused", "disclosed"]


def test_other_bytes_are_a_new_reading_with_a_line_of_its_own(stage: Stage, grant: str) -> None:
    first = _read(stage, grant)
    _change_a_language(stage)
    second = _read(stage, grant)
    assert second.content != first.content
    assert second.headers[HEADER] != first.headers[HEADER]
    assert _read(stage, grant).headers[HEADER] == second.headers[HEADER]
    assert len(_reads(stage)) == 2


def test_after_ten_minutes_a_retry_is_a_new_reading(stage: Stage, grant: str) -> None:
    first = _read(stage, grant)
    stage.move(minutes=10)
    assert _read(stage, grant).headers[HEADER] != first.headers[HEADER]
    assert len(_reads(stage)) == 2


def test_a_key_that_comes_with_another_question_is_refused(stage: Stage, grant: str) -> None:
    _read(stage, grant)
    assert _read(stage, grant, case_reference="case-2").status_code == 409
    assert _read(stage, grant, "two words").status_code == 422


def test_a_key_belongs_to_its_organisation(stage: Stage, grant: str) -> None:
    _read(stage, grant)
    assert _read(stage, grant, organisation="tjuvholmen").status_code == 404


def test_a_refusal_is_not_kept(stage: Stage, grant: str) -> None:
    refused = _read(stage, grant, scopes=["profile:skills:read"])
    assert refused.status_code == 404
    assert _read(stage, grant).status_code == 200


def test_a_one_time_grant_gives_its_one_answer_again_and_no_other(stage: Stage) -> None:
    once = stage.answer_yes(stage.asked(ending="once"), (LANGUAGES,)).json()["id"]
    first = _read(stage, once)
    assert first.status_code == 200
    assert _read(stage, once, "k-2").status_code == 404
    again = _read(stage, once)
    assert (again.status_code, again.content) == (200, first.content)
    hers = stage.individual("astrid")
    assert stage.http.post("/v1/me/pause", headers=hers).status_code < 300
    assert _read(stage, once).status_code == 404, "all is paused"
    assert stage.http.post("/v1/me/resume", headers=hers).status_code < 300
    assert _read(stage, once).content == first.content
    _change_a_language(stage)
    assert _read(stage, once).status_code == 404
    assert sum(line["outcome"] == "disclosed" for line in _reads(stage)) == 1


def test_only_a_digest_is_kept_and_it_goes_when_she_goes(stage: Stage, grant: str) -> None:
    answer = _read(stage, grant)
    with stage.parts.database.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT sealed FROM replay WHERE individual_id IS NOT NULL").all()
    assert all(len(row[0]) < len(answer.content) for row in kept[-1:])
    stage.http.delete("/v1/me", headers=stage.individual("astrid"))
    assert _read(stage, grant).status_code == 404
