"""I-07: withdrawal is immediate and final, for every worker; no state of a grant lives in a token or in a memory."""

import json
import threading
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import datetime

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from consent.grant import Active, Withdrawn
from profile_service.main import create_app, open_parts
from tests.invariants.rawfile import ask
from tests.stage import BASE_URL, LANGUAGES, Stage


@pytest.fixture
def other_worker(stage: Stage) -> Iterator[TestClient]:
    """A second worker: its own lanes and connections to the same file, with the same keys and clock."""
    parts = open_parts(stage.parts.settings, stage.parts.keys, stage.clock)
    yield TestClient(create_app(parts), base_url=BASE_URL, raise_server_exceptions=False)
    parts.database.close()


def _read(worker: TestClient, grant_id: str, caller: dict[str, str]) -> Response:
    body = {"grant_id": grant_id, "case_reference": "c", "reader": "r"}
    return worker.post("/v1/disclosures", json=body, headers=caller)


def test_a_withdrawal_at_one_worker_counts_at_the_other_at_once(
    stage: Stage, other_worker: TestClient
) -> None:
    caller = stage.organisation("norrsken")  # fetched before any withdrawal, and used after each
    for _ in range(5):
        grant_id = stage.granted()
        assert _read(other_worker, grant_id, caller).status_code == 200
        assert stage.withdraw(grant_id).status_code == 200
        gone = _read(other_worker, grant_id, caller)
        assert gone.status_code == 404
        assert "Svenska" not in gone.text
        assert other_worker.get(f"/v1/receipts/{grant_id}", headers=caller).status_code == 404
        listed = other_worker.get("/v1/grants", headers=caller).json()["grants"]
        assert grant_id not in {one["id"] for one in listed}


def test_a_grant_given_at_one_worker_is_good_at_the_other_and_so_is_its_end(
    stage: Stage, other_worker: TestClient
) -> None:
    caller, hers = stage.organisation("norrsken"), stage.individual("astrid")
    grant_id = stage.granted()
    assert stage.read(grant_id).status_code == 200
    ended = other_worker.post(f"/v1/me/grants/{grant_id}/withdraw", headers=hers)
    assert ended.json()["state"] == "withdrawn"
    assert _read(other_worker, grant_id, caller).status_code == 404
    assert stage.read(grant_id).status_code == 404


def test_no_read_that_begins_after_the_withdrawal_was_answered_succeeds_under_load(
    stage: Stage, other_worker: TestClient
) -> None:
    caller = stage.organisation("norrsken")
    hers = stage.individual("astrid")
    grant_id = stage.granted()
    withdrawn, late = threading.Event(), []

    def keep_reading() -> None:
        for _ in range(40):
            began_after = withdrawn.is_set()
            status = _read(other_worker, grant_id, caller).status_code
            if began_after:
                late.append(status)

    reader = threading.Thread(target=keep_reading)
    reader.start()
    assert stage.http.post(f"/v1/me/grants/{grant_id}/withdraw", headers=hers).status_code == 200
    withdrawn.set()
    reader.join()
    assert set(late) <= {404}
    assert _read(other_worker, grant_id, caller).status_code == 404


def test_withdrawal_is_final(stage: Stage, other_worker: TestClient) -> None:
    grant_id = stage.granted()
    assert stage.withdraw(grant_id).status_code == 200
    assert stage.withdraw(grant_id).status_code == 409
    hers = stage.individual("astrid")
    assert other_worker.post(f"/v1/me/grants/{grant_id}/withdraw", headers=hers).status_code == 409
    kept = stage.parts.database.reader.run(lambda work: work.ledger.find(grant_id))
    assert isinstance(kept, Withdrawn)
    stage.parts.database.writer.run(lambda work: work.ledger.save(Active(kept.terms)))
    again = stage.parts.database.reader.run(lambda work: work.ledger.find(grant_id))
    assert again == kept
    assert stage.read(grant_id).status_code == 404


def test_the_request_that_was_answered_cannot_be_answered_again_after_the_withdrawal(stage: Stage) -> None:
    request_id = stage.asked()
    grant_id = stage.answer_yes(request_id, (LANGUAGES,)).json()["id"]
    stage.withdraw(grant_id)
    assert stage.answer_yes(request_id, (LANGUAGES,)).status_code == 409
    assert stage.read(grant_id).status_code == 404


def test_a_withdrawn_grant_stays_withdrawn_when_its_end_comes(stage: Stage) -> None:
    grant_id = stage.granted()
    stage.withdraw(grant_id)
    stage.move(days=400)
    hers = stage.individual("astrid")
    assert stage.http.get(f"/v1/me/grants/{grant_id}", headers=hers).json()["state"] == "withdrawn"


def test_a_grant_ends_to_the_microsecond_when_its_end_comes(stage: Stage) -> None:
    grant_id = stage.granted(until="2026-11-23T10:00:00Z")
    stage.clock.at = datetime.fromisoformat("2026-11-23T09:59:59.999999+00:00")
    stage._tokens.clear()
    assert stage.read(grant_id).status_code == 200
    stage.clock.at = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
    assert stage.read(grant_id).status_code == 404


def test_a_token_says_nothing_about_grants_or_people(stage: Stage) -> None:
    grant_id = stage.granted()
    token = stage.organisation("norrsken")["Authorization"].removeprefix("Bearer ")
    head, claims, _ = token.split(".")
    for part in (head, claims):
        text = json.dumps(json.loads(urlsafe_b64decode(part + "==")))
        for word in (grant_id, "ind_", "profile:", "languages", "astrid"):
            assert word not in text.lower()
    assert set(json.loads(urlsafe_b64decode(claims + "=="))) == {
        "iss", "aud", "sub", "client_id", "scope", "jti", "iat", "exp",
    }  # fmt: skip


def test_what_the_file_says_counts_and_nothing_that_a_worker_remembers(
    stage: Stage, other_worker: TestClient
) -> None:
    caller = stage.organisation("norrsken")
    grant_id = stage.granted()
    assert _read(other_worker, grant_id, caller).status_code == 200
    assert stage.read(grant_id).status_code == 200
    statement = "UPDATE consent_grant SET state = 'withdrawn', ended_at = given_at WHERE id = ? RETURNING id"
    assert ask(stage, statement, grant_id) == [(grant_id,)]
    assert _read(other_worker, grant_id, caller).status_code == 404
    assert stage.read(grant_id).status_code == 404
