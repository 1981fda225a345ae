"""Signing in at a provider that tells the truth."""

import json

import pytest

from profile_service.identity.oidc.person import PERSONAL, PREVIOUS
from tests.identity.people import ADULT, ADULT_NUMBER
from tests.identity.world import World


def test_a_person_who_was_never_here_gets_a_profile_and_is_let_in(world: World) -> None:
    done = world.sign_in(person={"sub": "new-1", **ADULT})
    assert done.status_code == 303, done.text
    assert done.headers["location"] == "/my"
    assert world.stage.http.get("/my").status_code == 200
    assert world.who() is not None
    assert world.journaled()[0][:2] == ("sign_in", "done")


@pytest.mark.parametrize("algorithm", ["ES256", "PS256", "RS256", "EdDSA"])
def test_each_of_the_four_algorithms_is_taken(world: World, algorithm: str) -> None:
    world.providers["alfa"].algorithm = algorithm
    assert world.sign_in().status_code == 303


def test_what_is_asked_for_is_the_swedish_profile(world: World) -> None:
    world.sign_in()
    asked = world.providers["alfa"].asked
    assert asked["scope"] == "openid https://id.oidc.se/scope/naturalPersonNumber"
    assert asked["prompt"] == "login"
    claims = json.loads(asked["claims"])
    assert claims["id_token"]["acr"] == {
        "essential": True,
        "values": ["http://id.elegnamnden.se/loa/1.0/loa3"],
    }
    assert {PERSONAL, PREVIOUS} <= claims["id_token"].keys()
    assert "max_age" not in asked


def test_without_the_claims_parameter_the_level_is_asked_for_otherwise(world: World) -> None:
    world.lie(metadata={"claims_parameter_supported": None})
    assert world.sign_in().status_code == 303
    asked = world.providers["alfa"].asked
    assert (asked["max_age"], asked["acr_values"]) == ("0", "http://id.elegnamnden.se/loa/1.0/loa3")


def test_requests_are_pushed_where_the_provider_takes_that(world: World) -> None:
    address = world.address()
    assert "request_uri=" in address
    assert "nonce" not in address


def test_without_pushing_the_request_goes_through_the_browser(world: World) -> None:
    world.providers["alfa"].pushed = False
    assert world.sign_in().status_code == 303


def test_signed_userinfo_tells_as_well_as_the_id_token(world: World) -> None:
    world.providers["alfa"].told_in = "userinfo"
    assert world.sign_in().status_code == 303
    assert "/userinfo" in world.providers["alfa"].calls


def test_a_new_key_of_the_provider_is_fetched_once_and_then_known(world: World) -> None:
    assert world.sign_in().status_code == 303
    provider = world.providers["alfa"]
    world.stage.move(minutes=2)
    provider.kid, provider.key_name = "key-2", "second"
    world.leave()
    assert world.sign_in().status_code == 303
    assert provider.calls.count("/jwks") == 2
    world.leave()
    assert world.sign_in().status_code == 303
    assert provider.calls.count("/jwks") == 2


def test_unknown_keys_do_not_make_us_call_the_provider_all_day(world: World) -> None:
    assert world.sign_in().status_code == 303
    world.lie(header={"kid": "nobodys"})
    world.stage.move(minutes=2)
    for _ in range(4):
        assert world.sign_in().status_code == 403
    assert world.providers["alfa"].calls.count("/jwks") == 2


def test_our_public_keys_are_published_without_their_private_half(world: World) -> None:
    shown = world.stage.http.get("/.well-known/egenkarta-rp-jwks.json")
    assert shown.headers["content-type"] == "application/jwk-set+json"
    assert [key["kid"] for key in shown.json()["keys"]] == [world.keys.active]
    assert all("d" not in key for key in shown.json()["keys"])


def test_she_goes_on_where_she_was_going(world: World) -> None:
    assert world.sign_in(to="/my/log").headers["location"] == "/my/log"


def test_she_is_never_sent_to_another_site(world: World) -> None:
    assert world.sign_in(to="//evil.example/").headers["location"] == "/my"


def test_a_shared_computer_is_remembered_over_the_way_to_the_provider(world: World) -> None:
    done = world.sign_in(shared="1")
    assert "max-age" not in done.headers["set-cookie"].lower()


def test_the_number_is_nowhere_in_the_clear(world: World) -> None:
    from tests.invariants.rawfile import raw_bytes

    world.sign_in()
    stored = raw_bytes(world.stage)
    assert ADULT_NUMBER.encode() not in stored
    assert b"subject-1" not in stored
    assert b"https://alfa.example" in stored, "the search reads what it should"
    assert world.number_of(str(world.who())) == [(ADULT_NUMBER, True)]


def test_a_provider_that_nobody_set_up_is_not_there(world: World) -> None:
    assert world.begin("gamma").status_code == 404
    assert world.stage.http.get("/sign-in/eid/gamma/callback?state=x").status_code == 404


def test_the_sign_in_page_offers_every_provider_in_her_language(world: World) -> None:
    shown = world.stage.http.get("/sign-in", headers={"Accept-Language": "ar"}).text
    assert shown.count("هوية") >= 3
    assert 'action="/sign-in/eid/alfa"' in shown
    assert 'action="/sign-in/eid/work"' in shown
