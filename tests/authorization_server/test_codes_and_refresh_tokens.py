"""Codes and refresh tokens: used once, by the client that they were made for, with the key that they are bound to."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

from httpx import Response

from tests.authorization_server.browser import CHALLENGE, Browser, Key, System, asked
from tests.authorization_server.test_the_redirect_flow import say_yes
from tests.stage import Stage


def _refused(answer: Response, error: str = "invalid_grant") -> None:
    assert answer.status_code == 400, answer.text
    assert answer.json()["error"] == error, answer.text
    assert "token" not in answer.json()


def _reasons(stage: Stage) -> list[str]:
    """The journal's words for what was refused, oldest first."""

    def look(work: Any) -> list[str]:
        statement = "SELECT reason FROM journal WHERE kind = 'client_refused' ORDER BY seq"
        return [row[0] for row in work._connection.exec_driver_sql(statement)]

    return stage.parts.database.reader.run(look)


def _reads(stage: Stage, token: str, grant_id: str) -> int:
    body = {"grant_id": grant_id, "case_reference": "case-1", "reader": "Nils Berg"}
    headers = {"Authorization": f"Bearer {token}"}
    return stage.http.post("/v1/disclosures", json=body, headers=headers).status_code


def test_a_code_is_for_its_client_its_address_and_its_secret(
    stage: Stage, system: System, browser: Browser
) -> None:
    code = say_yes(system, browser)["code"]
    _refused(System(stage, "tjuvholmen").redeem(code))
    _refused(system.redeem(code, redirect_uri="http://127.0.0.1:4568/callback"))
    _refused(system.redeem(code, redirect_uri=None))
    _refused(system.redeem(code, code_verifier="w" * 43))
    _refused(system.redeem(code, code_verifier=CHALLENGE))
    _refused(system.redeem(code, code_verifier=None), "invalid_request")
    _refused(system.redeem(code, code_verifier="short"), "invalid_request")
    _refused(system.redeem("nothing"))
    _refused(system.redeem(None), "invalid_request")  # type: ignore[arg-type]
    assert "code-of-another" in _reasons(stage)
    assert system.redeem(code).status_code == 200


def test_a_code_lasts_for_a_minute(stage: Stage, system: System, browser: Browser) -> None:
    code = say_yes(system, browser)["code"]
    stage.clock.move(timedelta(seconds=60))
    _refused(system.redeem(code))


def test_a_code_that_comes_twice_ends_what_came_of_it(stage: Stage, system: System, browser: Browser) -> None:
    code = say_yes(system, browser)["code"]
    said = system.redeem(code).json()
    assert _reads(stage, said["access_token"], said["grant_id"]) == 200
    _refused(system.redeem(code))
    assert _reasons(stage)[-1] == "code-replayed"
    assert _reads(stage, said["access_token"], said["grant_id"]) == 401
    _refused(system.token("refresh_token", refresh_token=said["refresh_token"]))
    # What she agreed to stands: it was the tokens that somebody had twice.
    assert stage.read(said["grant_id"]).status_code == 200


def test_a_code_in_a_race_brings_one_answer(stage: Stage, system: System, browser: Browser) -> None:
    code = say_yes(system, browser)["code"]
    assert sorted(_at_once(6, lambda: system.redeem(code).status_code)) == [200, 400, 400, 400, 400, 400]


def test_a_refresh_token_is_used_once_and_then_ends_its_family(
    stage: Stage, system: System, browser: Browser
) -> None:
    first = system.redeem(say_yes(system, browser)["code"]).json()
    _refused(System(stage, "tjuvholmen").token("refresh_token", refresh_token=first["refresh_token"]))
    _refused(system.token("refresh_token", refresh_token=first["refresh_token"], scope="me"), "invalid_scope")
    second = system.token("refresh_token", refresh_token=first["refresh_token"]).json()
    assert second["grant_id"] == first["grant_id"]
    assert second["authorization_details"] == first["authorization_details"]
    assert second["refresh_token"] != first["refresh_token"]
    third = system.token("refresh_token", refresh_token=second["refresh_token"]).json()
    assert _reads(stage, third["access_token"], third["grant_id"]) == 200
    _refused(system.token("refresh_token", refresh_token=first["refresh_token"]))
    assert _reasons(stage)[-1] == "refresh-token-replayed"
    for said in (second, third):
        assert _reads(stage, said["access_token"], said["grant_id"]) == 401
    _refused(system.token("refresh_token", refresh_token=third["refresh_token"]))
    _refused(system.token("refresh_token", refresh_token="nothing"))
    _refused(system.token("refresh_token"), "invalid_request")


def test_a_refresh_token_in_a_race_brings_one_answer(stage: Stage, system: System, browser: Browser) -> None:
    token = system.redeem(say_yes(system, browser)["code"]).json()["refresh_token"]
    found = _at_once(6, lambda: system.token("refresh_token", refresh_token=token).status_code)
    assert sorted(found) == [200, 400, 400, 400, 400, 400]


def test_a_pause_looks_like_an_end_and_ends_nothing(stage: Stage, system: System, browser: Browser) -> None:
    said = system.redeem(say_yes(system, browser)["code"]).json()
    her = stage.individual("bo")
    assert stage.http.post(f"/v1/me/grants/{said['grant_id']}/pause", headers=her).status_code == 200
    paused = system.token("refresh_token", refresh_token=said["refresh_token"])
    _refused(paused)
    assert stage.http.post(f"/v1/me/grants/{said['grant_id']}/resume", headers=her).status_code == 200
    again = system.token("refresh_token", refresh_token=said["refresh_token"])
    assert again.status_code == 200
    assert stage.withdraw(said["grant_id"], "bo").status_code == 200
    ended = system.token("refresh_token", refresh_token=again.json()["refresh_token"])
    assert (paused.status_code, paused.content) == (ended.status_code, ended.content)


def test_a_refresh_token_waits_for_thirty_days(stage: Stage, system: System, browser: Browser) -> None:
    come_back = say_yes(system, browser, details=[asked(until="2027-06-01")])
    said = system.redeem(come_back["code"]).json()
    stage.move(days=29)
    later = system.token("refresh_token", refresh_token=said["refresh_token"])
    assert later.status_code == 200
    stage.move(days=30)
    _refused(system.token("refresh_token", refresh_token=later.json()["refresh_token"]))


def test_what_is_bound_to_a_key_stays_bound(stage: Stage, system: System, browser: Browser) -> None:
    key, other = Key(stage), Key(stage)
    code = say_yes(system, browser, dpop_jkt=key.jkt)["code"]
    _refused(system.redeem(code))
    _refused(system.redeem(code, other.proof("POST", "/oauth/token")))
    said = system.redeem(code, key.proof("POST", "/oauth/token")).json()
    assert said["token_type"] == "DPoP"
    assert _reads(stage, said["access_token"], said["grant_id"]) == 401
    _refused(system.token("refresh_token", refresh_token=said["refresh_token"]))
    again = system.token(
        "refresh_token", key.proof("POST", "/oauth/token"), refresh_token=said["refresh_token"]
    )
    assert again.json()["token_type"] == "DPoP"
    assert _reasons(stage)[:2] == ["proof-of-another-key"] * 2


def _at_once(times: int, ask: Any) -> list[Any]:
    ready, found = Barrier(times), []

    def run() -> None:
        ready.wait()
        found.append(ask())

    threads = [Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
