"""An organisation registers where it is told, and answers what it was told; she sees it, and strangers see nothing."""

from pathlib import Path

import pytest
from at_norrsken import acknowledge, notices, register, registered, told
from fastapi.testclient import TestClient
from listener import Listener

from profile_service.main import create_app, open_parts
from profile_service.storage.database import Database
from profile_service.storage.rewrapping import rewrap_data_keys
from tests.invariants.rawfile import everything
from tests.stage import BASE_URL, Stage


def test_the_secret_is_told_once_and_kept_sealed(stage: Stage) -> None:
    answer = register(stage, "https://receiver.example.org/told", **{"Idempotency-Key": "one"})
    assert answer.status_code == 201
    assert answer.headers["cache-control"] == "no-store"
    made = answer.json()
    assert register(stage, "https://receiver.example.org/told", **{"Idempotency-Key": "one"}).json() == made
    listed = stage.http.get("/v1/webhooks", headers=stage.organisation("norrsken")).json()["webhooks"]
    assert listed == [{name: made[name] for name in ("id", "url", "registered_at")}]
    stored = str(everything(stage, ("webhook_endpoint", "replay")))
    assert made["id"] in stored
    assert made["secret"] not in stored
    assert made["secret"].removeprefix("whsec_") not in stored


def test_secrets_open_after_a_rotation_of_the_keys(stage: Stage, receiver: Listener) -> None:
    endpoint = registered(stage, receiver.url)["id"]
    rotated = stage.parts.keys.rotated()
    done = list(rewrap_data_keys(stage.parts.settings.database_url, rotated, rotated.newest))
    assert done[-1][0] == done[-1][1]
    only_new = type(rotated)(
        **{
            **{name: getattr(rotated, name) for name in rotated.__slots__},
            "sealing_keys": {rotated.newest: rotated.sealing_keys[rotated.newest]},
        }
    )
    database = Database(stage.parts.settings.database_url, only_new)
    try:
        assert len(database.reader.run(lambda work: work.endpoints.secret_of(endpoint))) == 32
    finally:
        database.close()


def test_a_sixth_address_and_one_that_is_there_already_are_refused(stage: Stage) -> None:
    for number in range(5):
        assert register(stage, f"https://receiver.example.org/{number}").status_code == 201
    for url in ("https://receiver.example.org/5", "https://receiver.example.org/1"):
        answer = register(stage, url)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "/url")
    assert register(stage, "https://receiver.example.org/1", "tjuvholmen").status_code == 201


@pytest.mark.parametrize(
    "url",
    [
        "http://receiver.example.org/",
        "https://10.0.0.1/",
        "https://a:b@receiver.example.org/",
        "https://localhost/",
        "x",
        "",
    ],
)
def test_what_is_no_public_https_address_is_refused_with_the_reason_and_not_said_back(
    stage: Stage, url: str
) -> None:
    answer = register(stage, url)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == "/url"
    assert error["expected"]
    assert (
        not url or url not in answer.text.replace("https://receiver.example.org/egenkarta", "") or url == "x"
    )


def test_a_real_installation_takes_no_address_of_its_own_machine(stage: Stage) -> None:
    parts = open_parts(stage.parts.settings, stage.parts.keys, stage.clock)
    headers = stage.organisation("norrsken")
    with TestClient(create_app(parts), base_url=BASE_URL) as http:
        for url in ("http://127.0.0.1:9000/", "https://127.0.0.1:9000/", "https://[::1]:9000/"):
            assert http.post("/v1/webhooks", json={"url": url}, headers=headers).status_code == 422


def test_she_sees_what_they_acknowledge_and_what_they_say_they_have_erased(stage: Stage) -> None:
    grant = stage.granted()
    stage.read(grant)
    stage.move(minutes=1)
    stage.withdraw(grant)
    stage.rounds()
    notice = notices(stage)[0]
    assert notice["data"] == {"grant_id": grant}
    assert told(stage, grant)[0]["told_at"] is None, "no address is registered"

    assert acknowledge(stage, notice["id"]).json()["acknowledged_at"] is not None
    seen = told(stage, grant)[0]
    assert seen["told_at"] == seen["acknowledged_at"] is not None
    assert seen["erased_at"] is None
    first = seen["acknowledged_at"]

    stage.move(days=1)
    answered = acknowledge(stage, notice["id"], erased=True).json()
    assert answered["acknowledged_at"] == first, "the first time counts"
    assert answered["erased_at"] is not None
    assert told(stage, grant)[0]["erased_at"] == answered["erased_at"]

    stage.move(days=1)
    assert acknowledge(stage, notice["id"], erased=False).json() == answered, "it is never taken back"
    kinds = [line["kind"] for line in stage.log() if line["grant_id"] == grant]
    assert kinds.count("acknowledgement") == 1
    assert kinds.count("erased_there") == 1


def test_an_ending_that_nobody_acknowledges_is_overdue_after_fourteen_days(stage: Stage) -> None:
    grant = stage.granted()
    stage.withdraw(grant)
    stage.move(days=13, hours=23)
    assert told(stage, grant)[0]["overdue"] is False
    stage.move(hours=1)
    late = next(one for one in told(stage, grant) if one["change"] == "ended")
    assert (late["overdue"], late["answer_due"] is not None) == (True, True)
    ending = next(one for one in notices(stage) if one["id"] == late["id"])
    acknowledge(stage, ending["id"])
    assert not any(one["overdue"] for one in told(stage, grant))


def test_a_pause_and_an_ending_cannot_be_told_apart_by_the_organisation(stage: Stage) -> None:
    paused, ended = stage.granted(), stage.granted()
    stage.move(minutes=1)
    stage.http.post(f"/v1/me/grants/{paused}/pause", headers=stage.individual("astrid"))
    stage.withdraw(ended)
    about = {one["data"]["grant_id"]: one for one in notices(stage)[:2]}
    assert set(about) == {paused, ended}
    assert {**about[paused], "id": "", "data": {}} == {**about[ended], "id": "", "data": {}}


def test_what_was_acknowledged_is_left_out_of_what_waits(stage: Stage) -> None:
    grant = stage.granted()
    stage.move(minutes=1)
    stage.withdraw(grant)
    for one in notices(stage, query="?unacknowledged=true&limit=200"):
        acknowledge(stage, one["id"])
    assert notices(stage, query="?unacknowledged=true") == []
    assert notices(stage) != []


def test_a_notice_of_anothers_or_that_is_not_due_looks_like_none(stage: Stage) -> None:
    grant = stage.granted()
    with_id = stage.parts.database.reader.run(
        lambda work: next(n for n in work.notices.of_individual("ind_demo_astrid") if n.about == grant)
    )
    answers = [
        acknowledge(stage, with_id.id),  # it can be undone still
        acknowledge(stage, with_id.id, "tjuvholmen"),
        acknowledge(stage, "ntc_none"),
        acknowledge(stage, "ntc_none", "tjuvholmen"),
    ]
    stage.move(minutes=1)
    answers.append(acknowledge(stage, with_id.id, "tjuvholmen"))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert acknowledge(stage, with_id.id).status_code == 200
    assert notices(stage, "tjuvholmen") == []


def test_a_retry_under_the_same_key_has_one_effect(stage: Stage) -> None:
    grant = stage.granted()
    stage.move(minutes=1)
    stage.withdraw(grant)
    notice = notices(stage)[0]["id"]
    first = acknowledge(stage, notice, erased=True, **{"Idempotency-Key": "k"})
    stage.move(hours=1)
    assert acknowledge(stage, notice, erased=True, **{"Idempotency-Key": "k"}).content == first.content
    assert acknowledge(stage, notice, **{"Idempotency-Key": "k"}).status_code == 409


def test_nothing_of_her_is_in_the_tables_of_messages(
    stage: Stage, tmp_path: Path, receiver: Listener
) -> None:
    registered(stage, receiver.url)
    stage.withdraw(stage.granted())
    stage.move(minutes=1)
    stage.rounds()
    stored = str(everything(stage, ("notice", "webhook_delivery", "webhook_endpoint")))
    for word in ("Lindqvist", "languages", "skills", "case-1", "Etablering"):
        assert word not in stored
