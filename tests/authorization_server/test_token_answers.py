"""Introspection (RFC 7662) and revocation (RFC 7009): of one's own tokens, and nothing about any other."""

import base64
import json
import time
from datetime import timedelta
from statistics import median

import jwt
import pytest
from httpx import Response

from profile_service.domain.authorization import REFRESH
from profile_service.doors.levelling import QUANTUM
from tests.authorization_server.browser import Browser, System
from tests.authorization_server.test_the_redirect_flow import say_yes
from tests.stage import BASE_URL, Stage

INACTIVE = b'{"active":false}'


def ask(system: System, token: str, path: str = "/oauth/introspect", **more: str) -> Response:
    return system.stage.http.post(path, data=system.form(token=token, **more))


def own(system: System) -> str:
    token: str = system.token("client_credentials").json()["access_token"]
    return token


def told(system: System, token: str) -> bool:
    answer = ask(system, token)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["active"] or answer.content == INACTIVE
    active: bool = answer.json()["active"]
    return active


def opens(stage: Stage, token: str) -> bool:
    return stage.http.get("/v1/grants", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_a_live_access_token_is_told_as_it_is(stage: Stage, system: System) -> None:
    token = own(system)
    said = ask(system, token).json()
    claims = jwt.decode(token, options={"verify_signature": False})
    assert said == {"active": True, **claims, "token_type": "Bearer"}
    assert said["iss"] == BASE_URL
    assert said["exp"] - said["iat"] == 300


def test_a_token_holds_no_grant_and_nobody(stage: Stage, system: System, browser: Browser) -> None:
    """RFC 9068: the same claims, whether it came by client credentials or of a person's yes."""
    came = system.redeem(say_yes(system, browser)["code"]).json()
    for token in (came["access_token"], own(system)):
        header, claims = (
            jwt.get_unverified_header(token),
            jwt.decode(token, options={"verify_signature": False}),
        )
        assert header.keys() == {"typ", "alg", "kid"}
        assert header["typ"] == "at+jwt"
        assert claims.keys() == {"iss", "aud", "sub", "client_id", "scope", "jti", "iat", "exp"}
        assert claims["sub"] == claims["client_id"] == stage.company("norrsken")["client_id"]
        assert came["grant_id"] not in json.dumps(claims)


def test_a_live_refresh_token_is_told_and_a_used_one_is_not(
    stage: Stage, system: System, browser: Browser
) -> None:
    first = system.redeem(say_yes(system, browser)["code"]).json()["refresh_token"]
    said = ask(system, first, token_type_hint="refresh_token").json()
    assert said["active"]
    assert said["client_id"] == stage.company("norrsken")["client_id"]
    assert said["exp"] == int((stage.clock.at + REFRESH).timestamp())
    second = system.token("refresh_token", refresh_token=first).json()["refresh_token"]
    assert (told(system, first), told(system, second)) == (False, True)


def test_everything_else_is_the_same_bytes(stage: Stage, system: System, browser: Browser) -> None:
    other = System(stage, "tjuvholmen")
    came = system.redeem(say_yes(system, browser)["code"]).json()
    revoked = own(system)
    ask(system, revoked, "/oauth/revoke")
    mine = own(system)
    dead = [
        (system, revoked),
        (other, mine),
        (other, came["refresh_token"]),
        (system, own(other)),
        (system, stage.individual("astrid")["Authorization"].removeprefix("Bearer ")),
        (system, "nothing"),
        (system, "a.b.c"),
        (system, "\U0001f511" * 50),
        (system, mine[:-4]),
        (system, base64.urlsafe_b64encode(b'{"alg":"none"}').decode() + ".e30."),
        (system, came["refresh_token"][:-1]),
    ]
    answers = {ask(who, token).content for who, token in dead}
    stage.clock.move(timedelta(minutes=5))
    answers |= {ask(system, mine).content, ask(system, came["access_token"]).content}
    assert told(system, came["refresh_token"])
    stage.clock.move(REFRESH)
    answers.add(ask(system, came["refresh_token"]).content)
    assert answers == {INACTIVE}


def test_the_inactive_answer_comes_at_levelled_moments(stage: Stage, system: System) -> None:
    """A coarse look; `make drill-oracle` has the rank test for refusals that leave by the same waiting."""
    ways = {"unknown": "nothing", "others": own(System(stage, "tjuvholmen")), "revoked": own(system)}
    ask(system, ways["revoked"], "/oauth/revoke")
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(5):
        for name, token in ways.items():
            form = system.form(token=token)
            began = time.perf_counter()
            stage.http.post("/oauth/introspect", data=form)
            taken[name].append(time.perf_counter() - began)
    assert all(min(times) >= QUANTUM * 0.9 for times in taken.values())
    medians = [median(times) for times in taken.values()]
    assert max(medians) - min(medians) < 3 * QUANTUM


@pytest.mark.parametrize("path", ["/oauth/introspect", "/oauth/revoke"])
def test_only_a_client_that_proves_itself_is_answered(stage: Stage, system: System, path: str) -> None:
    token = own(system)
    for form in ({"token": token}, {**system.form(), "token": token, "client_assertion": "no"}):
        answer = stage.http.post(path, data=form)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    bearer = {"Authorization": f"Bearer {token}"}
    assert stage.http.post(path, data={"token": token}, headers=bearer).status_code == 401
    nothing = stage.http.post(path, data=system.form())
    assert (nothing.status_code, nothing.json()["error"]) == (400, "invalid_request")
    used = system.form(token=token)
    assert [stage.http.post(path, data=used).status_code for _ in range(2)] == [200, 401]
    assert path == "/oauth/revoke" or opens(stage, token)


def test_a_revoked_access_token_is_dead_at_once(stage: Stage, system: System) -> None:
    token, another = own(system), own(system)
    assert opens(stage, token)
    answer = ask(system, token, "/oauth/revoke")
    assert (answer.status_code, answer.content) == (200, b"{}")
    assert (opens(stage, token), told(system, token)) == (False, False)
    assert (opens(stage, another), told(system, another)) == (True, True)


def test_a_revoked_refresh_token_takes_all_of_its_family_along(
    stage: Stage, system: System, browser: Browser
) -> None:
    came = system.redeem(say_yes(system, browser)["code"]).json()
    next_one = system.token("refresh_token", refresh_token=came["refresh_token"]).json()
    # The first of the two, used already: whoever has only that one left can still end it all.
    assert ask(system, came["refresh_token"], "/oauth/revoke").status_code == 200
    for token in (came["access_token"], next_one["access_token"]):
        assert (opens(stage, token), told(system, token)) == (False, False)
    assert not told(system, next_one["refresh_token"])
    assert system.token("refresh_token", refresh_token=next_one["refresh_token"]).status_code == 400
    # Tokens are dead; what she agreed to stands, and the organisation reads under it with another token.
    assert stage.read(came["grant_id"]).status_code == 200


def test_nobody_revokes_another_s_token_and_nobody_is_told_so(
    stage: Stage, system: System, browser: Browser
) -> None:
    other, came = System(stage, "tjuvholmen"), system.redeem(say_yes(system, browser)["code"]).json()
    hers = stage.individual("astrid")
    person = hers["Authorization"].removeprefix("Bearer ")
    answers = [
        ask(other, token, "/oauth/revoke")
        for token in (came["access_token"], came["refresh_token"], person, "nothing")
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, b"{}")}
    assert opens(stage, came["access_token"])
    assert told(system, came["refresh_token"])
    assert stage.http.get("/v1/me/profile", headers=hers).status_code == 200
