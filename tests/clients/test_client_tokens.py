"""Tokens are fetched with a real signature, kept while they last, and never shown."""

import threading

import httpx
import jwt
import pytest
import wire_samples as wire
from small_service import Reply, problem

from clients import (
    Individual,
    InvalidArgumentError,
    NotSignedInError,
    Organisation,
    UnexpectedAnswerError,
)
from clients.assertion import signer
from clients.tokens import FetchedTokens
from clients.transport import Client

GRANTS = Reply(content={"grants": []})


@pytest.fixture(autouse=True)
def _grants(cast):
    cast.service.answers("GET", "/v1/grants", GRANTS)
    cast.service.answers("GET", "/v1/me/grants", GRANTS)


@pytest.mark.parametrize("kty", ["EC", "OKP"])
def test_signature_is_accepted_and_the_token_kept(cast, kty):
    with cast.norrsken(kty) as agency:
        agency.grants()
        agency.grants()
    assert len(cast.service.calls("/oauth/token")) == 1
    assert len(cast.service.calls("/.well-known/oauth-authorization-server")) == 1


def test_assertion_is_as_the_profile_demands(cast):
    made = signer("norrsken-EC", cast.keys["EC"]).assertion("https://issuer.example", lambda: 1000.9)
    claims = jwt.decode(made, options={"verify_signature": False})
    assert jwt.get_unverified_header(made) == {
        "alg": "ES256",
        "typ": "client-authentication+jwt",
        "kid": "EC-1",
    }
    assert claims.pop("jti")
    assert claims == {
        "iss": "norrsken-EC", "sub": "norrsken-EC", "aud": "https://issuer.example", "iat": 1000, "exp": 1060,
    }  # fmt: skip


def test_token_is_renewed_before_it_expires(cast):
    clock = [0.0]
    base = httpx.URL(cast.service.base_url)
    tokens = FetchedTokens(
        base, signer("norrsken-EC", cast.keys["EC"]), cast.settings.retries, elapsed=lambda: clock[0]
    )
    with Client(base, tokens, cast.settings) as client:
        first = client.run(tokens.token(None))
        clock[0] = 269.0
        assert client.run(tokens.token(None)) == first
        clock[0] = 270.0
        assert client.run(tokens.token(None)) != first


def test_refused_token_is_replaced_once(cast):
    with cast.norrsken() as agency:
        agency.grants()
        cast.service.tokens.clear()
        agency.grants()
    assert len(cast.service.calls("/oauth/token")) == 2
    assert len(cast.service.calls("/v1/grants")) == 3


def test_refused_read_is_sent_again_with_a_new_token(cast):
    cast.service.answers("POST", "/v1/disclosures", Reply(content=wire.DISCLOSURE))
    with cast.norrsken() as agency:
        agency.grants()
        cast.service.tokens.clear()
        assert agency.read("gra_1", case_reference="A-1", reader="Ann").grant.id == "gra_1"


def test_given_token_that_is_refused_is_an_error_at_once(cast):
    with cast.astrid("dead") as me, pytest.raises(NotSignedInError):
        me.grants()
    assert len(cast.service.calls("/v1/me/grants")) == 1


def test_each_attempt_has_its_own_assertion(cast):
    cast.service.answers(
        "POST", "/oauth/token", problem("busy"), Reply(drops=True), Reply(503, {"error": "x"})
    )
    cast.service._last.pop(("POST", "/oauth/token"))
    with cast.norrsken() as agency:
        agency.grants()
    assert len({one.body for one in cast.service.calls("/oauth/token")}) == 4


def test_many_threads_fetch_one_token(cast):
    with cast.norrsken() as agency:
        threads = [threading.Thread(target=agency.grants) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(cast.service.calls("/v1/grants")) == 8
    assert len(cast.service.calls("/oauth/token")) == 1


def test_another_issuer_is_refused(cast):
    cast.service.issuer = "https://evil.example"
    with (
        cast.norrsken() as agency,
        pytest.raises(UnexpectedAnswerError, match=r"calls itself https://evil\.example"),
    ):
        agency.grants()
    assert cast.service.calls("/oauth/token") == []


def test_token_endpoint_in_the_clear_is_refused(cast):
    metadata = {"issuer": cast.service.base_url, "token_endpoint": "http://elsewhere.example/token"}
    cast.service.answers("GET", "/.well-known/oauth-authorization-server", Reply(content=metadata))
    with cast.norrsken() as agency, pytest.raises(InvalidArgumentError, match="https"):
        agency.grants()


@pytest.mark.parametrize(
    "content",
    [
        {"access_token": "x", "token_type": "DPoP"},
        {"token_type": "Bearer"},
        {"access_token": "a\r\nb", "token_type": "Bearer"},
        [],
        b"<html>",
    ],
)
def test_answer_without_a_bearer_token_is_unexpected(cast, content):
    cast.service.answers("POST", "/oauth/token", Reply(content=content))
    with cast.norrsken() as agency, pytest.raises(UnexpectedAnswerError):
        agency.grants()


@pytest.mark.parametrize("life", [None, "soon", True, 0, -5, 10])
def test_odd_lifetimes_do_no_harm(cast, life):
    cast.service.expires_in = life
    with cast.norrsken() as agency:
        agency.grants()
        agency.grants()


@pytest.mark.parametrize(
    "key",
    [
        "not json", "[]", {}, {"kty": "RSA", "n": "x", "e": "AQAB", "d": "x"},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "d": "SECRET"},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "EC", "crv": "P-384", "x": "AA", "y": "AA", "d": "SECRET"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AA", "d": "SECRET"},
        {"kty": "oct", "k": "SECRET"},
    ],
)  # fmt: skip
def test_keys_that_cannot_sign_are_refused_without_repeating_them(key):
    with pytest.raises(InvalidArgumentError, match="expected a private JWK") as caught:
        Organisation("https://egenkarta.example", "norrsken", key)
    assert "SECRET" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_nothing_shows_a_token_or_a_key(cast):
    with cast.norrsken() as agency:
        agency.grants()
        shown = repr(vars(agency)) + repr(agency._credentials)
    assert cast.keys["EC"]["d"] not in shown
    assert "token-1" not in shown


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "ö"])
def test_what_is_no_token_is_refused(token):
    with pytest.raises(InvalidArgumentError):
        Individual("https://egenkarta.example", token)
