"""Signing in at `oidc-provider`, a certified OpenID provider from npm, over the wire; nothing of it was written for us."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest

from profile_service.identity.oidc.configuration import Provider
from profile_service.identity.oidc.relying_party import RelyingParty
from tests.identity.people import ADULT, COORDINATION_NUMBER, OTHER_NUMBER
from tests.identity.provider import LOA3
from tests.identity.world import World, configured
from tests.live import free_port
from tests.peers.node_peer import Peer
from tests.stage import BASE_URL

LOA2 = "http://id.elegnamnden.se/loa/1.0/loa2"
CLAIM = "https://id.oidc.se/claim/"
NUMBER = CLAIM + "personalIdentityNumber"
PEOPLE = {
    "anna": ADULT,
    "moved": {NUMBER: OTHER_NUMBER, CLAIM + "previousCoordinationNumber": COORDINATION_NUMBER},
    "before": {CLAIM + "coordinationNumber": COORDINATION_NUMBER},
}
SCOPE = "https://id.oidc.se/scope/naturalPersonNumber"


class RealWorld(World):
    """The world of the other sign-in tests, with one provider in it that is real."""

    peer: Peer
    provider: Provider

    def set_up_real(self, peer: Peer, port: int) -> None:
        """Let the relying party speak to it. The provider has its own clock, so the stage's is set to the same time."""
        self.peer = peer
        self.provider = replace(configured("real"), issuer=f"http://127.0.0.1:{port}")
        clock, ids = self.stage.parts.clock, self.stage.parts.ids
        party = RelyingParty({"real": self.provider}, self.keys, BASE_URL, clock, ids, loopback=True)
        self.stage.app.state.house = replace(self.stage.house, eid=party)

    def come(self, person: str, acr: str = LOA3, **form: str) -> httpx.Response:
        """The whole way of a browser: our button, the provider's form, and back."""
        self.stage.clock.at = datetime.now(UTC)
        return self.stage.http.get(self.returning(person, acr, **form))

    def returning(self, person: str, acr: str = LOA3, **form: str) -> str:
        """The address that the provider sends the browser back to."""
        with httpx.Client() as browser:
            address = self.address("real", **form)
            while not address.startswith(BASE_URL + "/"):
                answer = browser.get(address)
                if answer.status_code == 200:
                    answer = browser.post(address, data={"person": person, "acr": acr})
                assert answer.is_redirect, answer.text
                address = urljoin(address, answer.headers["location"])
        return address


@contextmanager
def real_world(folder: Any, **wanted: Any) -> Iterator[RealWorld]:
    with RealWorld.open(folder) as world:
        port = free_port()
        client = {
            "client_id": "egenkarta",
            "redirect_uris": [f"{BASE_URL}/sign-in/eid/real/callback"],
            "grant_types": ["authorization_code"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "private_key_jwt",
            "token_endpoint_auth_signing_alg": "ES256",
            "id_token_signed_response_alg": "ES256",
            "userinfo_signed_response_alg": "ES256",
            "jwks": world.keys.jwks,
        }
        scopes = {SCOPE: [NUMBER, CLAIM + "coordinationNumber", CLAIM + "previousCoordinationNumber"]}
        told = {"port": port, "client": client, "people": PEOPLE, "scopes": scopes, "acrValues": [LOA2, LOA3]}
        with Peer.start("provider.mjs", {**told, **wanted}) as peer:
            assert peer.line() == "ready"
            world.set_up_real(peer, port)
            yield world


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealWorld]:
    with real_world(tmp_path_factory.mktemp("real")) as world:
        yield world


@pytest.fixture
def real(opened: RealWorld) -> RealWorld:
    opened.leave()
    return opened


def test_she_comes_in_and_is_the_same_the_next_time(real: RealWorld) -> None:
    done = real.come("anna")
    assert (done.status_code, done.headers["location"]) == (303, "/my")
    first = real.who()
    assert first is not None
    assert real.stage.http.get("/my").status_code == 200
    real.leave()
    assert real.come("anna").status_code == 303
    assert real.who() == first
    assert real.number_of(first) == [(ADULT[NUMBER], True)]


def test_her_new_number_finds_the_profile_of_the_old_one(real: RealWorld) -> None:
    """Another subject even: what joins them is that the provider says which number she had before."""
    real.come("before")
    before = real.who()
    assert before is not None
    real.leave()
    real.come("moved")
    assert real.who() == before
    assert sorted(real.number_of(before)) == sorted([(COORDINATION_NUMBER, False), (OTHER_NUMBER, True)])


@pytest.mark.parametrize("acr", [LOA2, ""])
def test_a_sign_in_that_was_not_sure_enough_is_refused(real: RealWorld, acr: str) -> None:
    """It was asked for as essential; this provider was told to answer all the same, and says what it did."""
    refused = real.come("anna", acr)
    assert refused.status_code in (200, 400, 403), refused.text
    assert real.who() is None
    assert real.journaled()[0][1] == "refused"
    assert real.come("anna").status_code == 303


def test_whoever_gives_up_there_is_not_let_in_here(real: RealWorld) -> None:
    refused = real.come("")
    assert refused.status_code != 303 or refused.headers["location"] != "/my"
    assert real.who() is None


def test_an_answer_counts_once_and_for_this_browser_alone(real: RealWorld) -> None:
    real.stage.clock.at = datetime.now(UTC)
    address = real.returning("anna")
    real.leave()
    assert real.stage.http.get(address).headers.get("location") != "/my"
    assert real.who() is None


def test_new_keys_of_the_provider_are_fetched_when_they_come(
    real: RealWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key id that is not in the set makes us look again, once a minute; here that minute is over at once."""
    assert real.come("anna").status_code == 303
    real.peer.say("rotate")
    assert real.peer.line() == "rotated"
    real.leave()
    assert real.come("anna").status_code == 403, "the set was fetched a moment ago"
    monkeypatch.setattr("profile_service.identity.oidc.key_sets._AGAIN", timedelta(0))
    assert real.come("anna").status_code == 303
    assert real.who() is not None


def test_a_provider_without_the_claims_parameter_tells_in_signed_userinfo(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    wanted = {"takesClaims": False, "takesPushed": False}
    with real_world(tmp_path_factory.mktemp("plain"), **wanted) as world:
        done = world.come("anna")
        assert (done.status_code, done.headers.get("location")) == (303, "/my"), done.text
        who = world.who()
        assert who is not None
        assert world.number_of(who) == [(ADULT[NUMBER], True)]
        world.leave()
        assert world.come("anna", LOA2).headers.get("location") != "/my"
        assert world.who() is None
