"""Whoever proves nothing again and again is told to wait, before anything is parsed or written down; nobody else is."""

from fastapi.testclient import TestClient

from profile_service.domain.turnstile import REFUSED_PROOFS
from tests.stage import ASSERTION_TYPE, BASE_URL, Stage

ENDPOINTS = ("/oauth/token", "/oauth/par", "/oauth/introspect", "/oauth/revoke")
NOTHING_PROVED = {
    "grant_type": "client_credentials",
    "client_assertion_type": ASSERTION_TYPE,
    "client_assertion": "nothing",
    "token": "nothing",
}


def _lines(stage: Stage) -> int:
    with stage.parts.database.engine.connect() as connection:
        count: int = connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
        return count


def _flood(stage: Stage, times: int) -> list[int]:
    return [
        stage.http.post(ENDPOINTS[at % len(ENDPOINTS)], data=NOTHING_PROVED).status_code
        for at in range(times)
    ]


def test_an_address_whose_proofs_are_refused_again_and_again_waits_and_writes_nothing(stage: Stage) -> None:
    before = _lines(stage)
    assert set(_flood(stage, REFUSED_PROOFS)) == {401}
    assert _lines(stage) == before + REFUSED_PROOFS
    stage.move(seconds=20)
    for endpoint in ENDPOINTS:
        for sent in ({"data": NOTHING_PROVED}, {"content": b"{"}, {"data": stage.token_form("norrsken")}):
            answer = stage.http.post(endpoint, **sent)  # type: ignore[arg-type]
            assert answer.status_code == 429
            assert answer.headers["retry-after"] == "40"
            assert answer.headers["cache-control"] == "no-store"
            assert answer.json()["error"] == "temporarily_unavailable"
    assert _lines(stage) == before + REFUSED_PROOFS
    elsewhere = TestClient(stage.app, base_url=BASE_URL, client=("192.0.2.7", 1234))
    assert elsewhere.post("/oauth/token", data=stage.token_form("norrsken")).status_code == 200
    stage.move(seconds=40)
    assert stage.http.post("/oauth/token", data=stage.token_form("norrsken")).status_code == 200
    assert set(_flood(stage, 1)) == {401}


def test_a_client_that_proves_itself_is_never_counted(stage: Stage) -> None:
    _flood(stage, REFUSED_PROOFS - 1)
    for _ in range(5):
        assert stage.http.post("/oauth/token", data=stage.token_form("norrsken")).status_code == 200
        wrong = {**stage.token_form("norrsken"), "grant_type": "password"}
        assert stage.http.post("/oauth/token", data=wrong).status_code == 400
    assert _flood(stage, 2) == [401, 429]


def test_the_network_that_an_address_of_ipv6_is_of_counts_as_one(stage: Stage) -> None:
    answers = set()
    for at in range(REFUSED_PROOFS + 1):
        sender = TestClient(stage.app, base_url=BASE_URL, client=(f"2001:db8::{at + 1:x}", 1234))
        answers.add(sender.post("/oauth/token", data=NOTHING_PROVED).status_code)
    assert answers == {401, 429}


def test_what_somebody_says_of_where_she_comes_from_is_not_believed(stage: Stage) -> None:
    for at in range(REFUSED_PROOFS):
        said = {"X-Forwarded-For": f"192.0.2.{at}", "Forwarded": f"for=192.0.2.{at}"}
        stage.http.post("/oauth/token", data=NOTHING_PROVED, headers=said)
    assert _flood(stage, 1) == [429]
