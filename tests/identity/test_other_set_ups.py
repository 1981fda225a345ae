"""Providers that are set up otherwise: without a number, with another audience of assertions, and over HTTPS."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from profile_service.domain.eid_refusal import EidRefusal
from profile_service.doors.eid import Begun
from profile_service.doors.house import House
from profile_service.identity.oidc.configuration import AssertionAudience, Profile
from profile_service.identity.portal_sessions import SessionCookie
from tests.identity.world import World, configured


@pytest.fixture
def by_birth_date(empty: World) -> World:
    empty.set_up({"alfa": configured("alfa", claims=Profile.BIRTH_DATE)})
    return empty


def test_without_a_number_the_birth_date_says_whether_she_is_admitted(by_birth_date: World) -> None:
    done = by_birth_date.sign_in(person={"sub": "s-1", "birthdate": "1985-01-01"})
    assert done.status_code == 303
    assert by_birth_date.providers["alfa"].asked["scope"] == "openid profile"
    assert by_birth_date.number_of(str(by_birth_date.who())) == []


@pytest.mark.parametrize(
    ("born", "reason"),
    [("2012-01-01", EidRefusal.MINOR), ("1985", EidRefusal.AGE_UNKNOWN), (None, EidRefusal.AGE_UNKNOWN)],
)
def test_nobody_is_admitted_whose_age_is_not_known(
    by_birth_date: World, born: Any, reason: EidRefusal
) -> None:
    assert by_birth_date.sign_in(person={"sub": "s-1", "birthdate": born}).status_code == 403
    assert by_birth_date.journaled()[0][2] == reason


def test_a_provider_can_want_its_token_endpoint_named_in_assertions(world: World) -> None:
    world.providers["alfa"].assertions_for = "https://alfa.example/token"
    alfa = configured("alfa")
    world.set_up({"alfa": replace(alfa, assertion_audience=AssertionAudience.TOKEN_ENDPOINT)})
    assert world.sign_in().status_code == 303


def test_over_https_the_browser_is_known_by_a_host_cookie() -> None:
    house = cast(House, SimpleNamespace(cookie=SessionCookie(secure=True)))
    said: dict[str, Any] = {}
    answer = cast(Any, SimpleNamespace(set_cookie=lambda name, value, **more: said.update(more, name=name)))
    Begun(configured("alfa"), "https://alfa.example", "secret").bind(answer, house)
    assert said["name"].startswith("__Host-")
    assert (said["secure"], said["path"], said["httponly"], said["samesite"]) == (True, "/", True, "lax")
    assert "domain" not in said


def test_what_was_begun_is_sealed_while_it_waits(world: World) -> None:
    world.providers["alfa"].pushed = False
    address = world.address()
    nonce = address.split("nonce=")[1].split("&")[0]
    state = address.split("state=")[1].split("&")[0]
    ((stored,),) = world.rows("SELECT sealed FROM sign_in_attempt ORDER BY until DESC LIMIT 1")
    assert nonce.encode() not in stored
    hashes = world.rows("SELECT state_hash, browser_hash FROM sign_in_attempt")
    assert all(state.encode() not in part for row in hashes for part in row)
