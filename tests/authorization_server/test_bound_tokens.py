"""Tokens that are bound to a key (RFC 9449): on every door of an organisation, and for a system that takes no others."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from httpx import Response

from tests.authorization_server.browser import Key, System
from tests.authorization_server.test_codes_and_refresh_tokens import _at_once, _reasons
from tests.stage import LANGUAGES, Stage

_GRANTS = "/v1/grants"


@pytest.fixture
def key(stage: Stage) -> Key:
    return Key(stage)


@pytest.fixture
def token(system: System, key: Key) -> str:
    answer = system.token("client_credentials", key.proof("POST", "/oauth/token"))
    assert answer.json()["token_type"] == "DPoP", answer.text
    return str(answer.json()["access_token"])


def _get(stage: Stage, token: str, *proofs: str, scheme: str = "DPoP", path: str = _GRANTS) -> Response:
    headers = [("Authorization", f"{scheme} {token}"), *(("DPoP", proof) for proof in proofs)]
    return stage.http.get(path, headers=headers)


def _refused(answer: Response, error: str) -> None:
    assert answer.status_code == 401, answer.text
    assert answer.headers["www-authenticate"].startswith(f'DPoP error="{error}", algs="ES256 EdDSA"')


def test_a_bound_token_opens_with_a_proof_and_only_so(stage: Stage, key: Key, token: str) -> None:
    assert _get(stage, token, key.proof("GET", _GRANTS, token)).status_code == 200
    with_query = key.proof("GET", _GRANTS + "?x=1#y", token)
    assert _get(stage, token, with_query).status_code == 200
    _refused(_get(stage, token, key.proof("GET", _GRANTS, token), scheme="Bearer"), "invalid_token")
    _refused(_get(stage, token), "invalid_dpop_proof")
    _refused(_get(stage, token, *(key.proof("GET", _GRANTS, token) for _ in "ab")), "invalid_dpop_proof")
    _refused(_get(stage, token, Key(stage).proof("GET", _GRANTS, token)), "invalid_token")
    _refused(_get(stage, token, key.proof("POST", _GRANTS, token)), "invalid_dpop_proof")
    _refused(_get(stage, token, key.proof("GET", "/v1/receipts/x", token)), "invalid_dpop_proof")
    _refused(_get(stage, token, key.proof("GET", _GRANTS)), "invalid_dpop_proof")
    plain = stage.organisation("norrsken")["Authorization"].partition(" ")[2]
    _refused(_get(stage, plain, key.proof("GET", _GRANTS, plain)), "invalid_token")
    assert _get(stage, plain, scheme="Bearer").status_code == 200
    assert _reasons(stage) == [
        "bound-token-without-proof", "proof-missing", "proof-unreadable", "proof-of-another-key", "proof-method",
        "proof-address", "proof-of-another-token", "token-not-bound",
    ]  # fmt: skip


def test_a_proof_counts_once_whichever_door_it_is_shown_at(stage: Stage, key: Key, token: str) -> None:
    proof = key.proof("GET", _GRANTS, token)
    assert _get(stage, token, proof).status_code == 200
    _refused(_get(stage, token, proof), "invalid_dpop_proof")
    same = key.proof("GET", "/v1/purpose-declarations", token, jti="one")
    other = key.proof("GET", _GRANTS, token, jti="one")
    assert _get(stage, token, same, path="/v1/purpose-declarations").status_code == 200
    _refused(_get(stage, token, other), "invalid_dpop_proof")
    racing = key.proof("GET", _GRANTS, token)
    found = _at_once(8, lambda: _get(stage, token, racing).status_code)
    assert sorted(found) == [200] + [401] * 7


def test_a_proof_of_a_reading_counts_once(stage: Stage, key: Key, token: str) -> None:
    grant = stage.granted((LANGUAGES,))
    body = {"grant_id": grant, "case_reference": "case-1", "reader": "Nils Berg"}
    proof = key.proof("POST", "/v1/disclosures", token)
    headers = {"Authorization": f"DPoP {token}", "DPoP": proof}
    found = _at_once(8, lambda: stage.http.post("/v1/disclosures", json=body, headers=headers).status_code)
    assert sorted(found) == [200] + [401] * 7
    reads = [line for line in stage.log() if line["kind"] == "read" and line.get("grant_id") == grant]
    assert len(reads) == 1


def test_a_proof_at_the_token_endpoint_counts_once(stage: Stage, system: System, key: Key) -> None:
    proof = key.proof("POST", "/oauth/token")
    found = _at_once(6, lambda: system.token("client_credentials", proof).status_code)
    assert sorted(found) == [200] + [400] * 5


def test_a_clock_that_is_wrong_is_helped_by_a_nonce(
    stage: Stage, system: System, key: Key, token: str
) -> None:
    late = int((stage.clock.now() - timedelta(minutes=20)).timestamp())
    answer = system.token("client_credentials", key.proof("POST", "/oauth/token", iat=late))
    assert (answer.status_code, answer.json()["error"]) == (400, "use_dpop_nonce")
    nonce = answer.headers["dpop-nonce"]
    again = system.token("client_credentials", key.proof("POST", "/oauth/token", iat=late, nonce=nonce))
    assert again.status_code == 200, again.text
    read = _get(stage, token, key.proof("GET", _GRANTS, token, iat=late))
    _refused(read, "use_dpop_nonce")
    with_nonce = key.proof("GET", _GRANTS, token, iat=late, nonce=read.headers["dpop-nonce"])
    assert _get(stage, token, with_nonce).status_code == 200
    _refused(_get(stage, token, with_nonce), "invalid_dpop_proof")
    _refused(_get(stage, token, key.proof("GET", _GRANTS, token, nonce="made up")), "use_dpop_nonce")
    stage.clock.move(timedelta(minutes=10))
    fresh = system.token("client_credentials", key.proof("POST", "/oauth/token")).json()["access_token"]
    old = key.proof("GET", _GRANTS, fresh, nonce=nonce)
    _refused(_get(stage, fresh, old), "use_dpop_nonce")


def test_a_system_that_is_registered_so_gets_and_shows_bound_tokens_alone(
    stage: Stage, system: System, key: Key
) -> None:
    unbound = stage.organisation("norrsken")

    def bind(work: Any) -> None:
        client = work.accounts.client("norrsken-system")
        work.accounts.remove_client(client.id)
        work.accounts.add_client(replace(client, dpop_required=True))

    stage.parts.database.writer.run(bind)
    assert stage.http.get(_GRANTS, headers=unbound).status_code == 401
    answer = system.token("client_credentials")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_dpop_proof")
    bound = system.token("client_credentials", key.proof("POST", "/oauth/token")).json()["access_token"]
    assert _get(stage, bound, key.proof("GET", _GRANTS, bound)).status_code == 200


def test_a_token_holds_the_key_and_nothing_about_grants_or_people(token: str, key: Key) -> None:
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["cnf"] == {"jkt": key.jkt}
    assert claims.keys() == {"iss", "aud", "sub", "client_id", "scope", "jti", "iat", "exp", "cnf"}
    assert claims["sub"] == claims["client_id"] == "norrsken-system"
