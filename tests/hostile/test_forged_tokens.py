"""Access tokens: tampered with, made by others, too old, of another kind, for another door."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.stage import BASE_URL, Stage

_ME, _THEIRS = "/v1/me/profile", "/v1/grants"


def _status(stage: Stage, token: str, path: str = _ME, scheme: str = "Bearer ") -> int:
    answer = stage.http.get(path, headers={"Authorization": f"{scheme}{token}".encode()})
    if answer.status_code == 401:
        assert answer.json()["type"] == "urn:egenkarta:problem:not-signed-in"
        # Whoever tries DPoP is told of DPoP (RFC 9449, section 7.1).
        asked_for = "DPoP" if scheme == "DPoP " else "Bearer"
        assert answer.headers["www-authenticate"].startswith(asked_for)
    return answer.status_code


def _own(stage: Stage) -> str:
    return stage.individual("astrid")["Authorization"].removeprefix("Bearer ")


def _claims(token: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(urlsafe_b64decode(token.split(".")[1] + "=="))
    return found


def _made(stage: Stage, headers: dict[str, Any] | None = None, key: Any = None, **changed: Any) -> str:
    """A token that the service's own key signs, over whatever it is told to say."""
    keys = stage.parts.keys
    signing = key or jwt.PyJWK.from_dict(dict(keys.token_keys[keys.token_kid])).key
    said = {**_claims(_own(stage)), **changed}
    said = {name: value for name, value in said.items() if value is not ...}
    return jwt.encode(
        said, signing, algorithm="ES256", headers={"typ": "at+jwt", "kid": keys.token_kid, **(headers or {})}
    )


def test_the_way_in_that_the_others_are_measured_against(standing: Stage) -> None:
    assert _status(standing, _own(standing)) == 200
    assert _status(standing, _made(standing)) == 200


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_token_of_which_one_sign_is_changed_opens_nothing(standing: Stage, part: int) -> None:
    parts = _own(standing).split(".")
    for at in range(0, len(parts[part]) - 1, 7):
        other = "A" if parts[part][at] != "A" else "B"
        changed = parts[part][:at] + other + parts[part][at + 1 :]
        assert _status(standing, ".".join([*parts[:part], changed, *parts[part + 1 :]])) == 401


def test_other_claims_under_the_same_signature_open_nothing(standing: Stage) -> None:
    head, _, signature = _own(standing).split(".")
    claims = {**_claims(_own(standing)), "sub": "ind_demo_bo"}
    body = urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    assert _status(standing, f"{head}.{body}.{signature}") == 401
    none = urlsafe_b64encode(b'{"alg":"none","typ":"at+jwt"}').rstrip(b"=").decode()
    assert _status(standing, f"{none}.{body}.") == 401


@pytest.mark.parametrize(
    "typ", ["JWT", "jwt", "AT+JWT", "client-authentication+jwt", "id+jwt", None, "", ["at+jwt"]]
)
def test_a_token_of_another_type_opens_nothing(standing: Stage, typ: Any) -> None:
    assert _status(standing, _made(standing, {"typ": typ})) == 401


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": BASE_URL},
        {"aud": "https://evil.example/v1"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"exp": ...},
        {"exp": "soon"},
        {"iat": 4_000_000_000},
        {"iat": ...},
        {"sub": ...},
        {"scope": ...},
        {"jti": ...},
        {"client_id": ...},
        {"aud": ...},
        {"iss": ...},
    ],
)
def test_a_token_with_other_claims_opens_nothing(standing: Stage, changed: dict[str, Any]) -> None:
    assert _status(standing, _made(standing, **changed)) == 401


@pytest.mark.parametrize("scope", ["", "admin", "me disclosures", "ME", "*", "profile:skills:read"])
def test_a_token_for_another_scope_opens_no_door(standing: Stage, scope: str) -> None:
    token = _made(standing, scope=scope)
    assert _status(standing, token) == 403
    assert _status(standing, token, _THEIRS) == 403


def test_another_key_opens_nothing_under_any_name(standing: Stage) -> None:
    own = ec.generate_private_key(ec.SECP256R1())
    jwk = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(own.public_key()))
    for headers in ({}, {"kid": "other"}, {"jwk": jwk}, {"jku": "https://evil.example"}):
        assert _status(standing, _made(standing, headers, own)) == 401


def test_a_token_lives_for_five_minutes(stage: Stage) -> None:
    token = _own(stage)
    stage.move(minutes=4, seconds=59)
    assert _status(stage, token) == 200
    stage.move(seconds=1)
    assert _status(stage, token) == 401


def test_each_token_opens_its_own_door_only(standing: Stage) -> None:
    theirs = standing.organisation("norrsken")["Authorization"].removeprefix("Bearer ")
    assert _status(standing, theirs, _THEIRS) == 200
    assert _status(standing, theirs, _ME) == 403
    assert _status(standing, _own(standing), _THEIRS) == 403


def test_an_assertion_is_no_token_and_a_session_is_none_either(standing: Stage) -> None:
    assertion = standing.token_form("norrsken")["client_assertion"]
    assert _status(standing, assertion) == 401
    standing.http.post("/demo/sign-in", data={"persona": "astrid"})
    secret = standing.http.cookies["egenkarta"]
    try:
        assert _status(standing, secret) == 401
        assert standing.http.get(_ME).status_code == 401  # a cookie opens no door of the API
    finally:
        standing.http.cookies.clear()


@pytest.mark.parametrize(
    "token",
    ["", " ", "null", "undefined", "a.b.c", "..", "\xff", "a" * 20_000, "'; DROP TABLE grant; --", "\x00"],
)
def test_what_is_no_token_opens_nothing(standing: Stage, token: str) -> None:
    assert _status(standing, token) == 401


@pytest.mark.parametrize("scheme", ["", "Basic ", "DPoP ", "Token ", "Bearer", "Bearer Bearer "])
def test_another_scheme_opens_nothing(standing: Stage, scheme: str) -> None:
    assert _status(standing, _own(standing), scheme=scheme) == 401


def test_a_token_in_the_address_or_in_a_form_opens_nothing(standing: Stage) -> None:
    token = _own(standing)
    assert standing.http.get(_ME, params={"access_token": token}).status_code == 401
    assert standing.http.post("/v1/me/connection-codes", data={"access_token": token}).status_code == 401


def test_a_token_of_somebody_erased_opens_nothing(stage: Stage) -> None:
    token = stage.individual("bo")
    assert stage.http.delete("/v1/me", headers=token).status_code == 204
    for method, path in (
        ("GET", "/v1/me/profile"),
        ("GET", "/v1/me/disclosures"),
        ("GET", "/v1/me/profile.pdf"),
        ("POST", "/v1/me/connection-codes"),
        ("POST", "/v1/me/profile/skills"),
        ("DELETE", "/v1/me"),
    ):
        answer = stage.http.request(method, path, headers={**token, "Idempotency-Key": "k"})
        assert answer.status_code == 401, path


def test_a_token_of_somebody_who_never_was_opens_nothing(standing: Stage) -> None:
    assert _status(standing, _made(standing, sub="ind_of_nobody")) == 401
    theirs = _made(standing, sub="client-of-nobody", client_id="client-of-nobody", scope="disclosures")
    assert _status(standing, theirs, _THEIRS) == 401
    body = {"grant_id": "gra_x", "case_reference": "c", "reader": "r"}
    answer = standing.http.post("/v1/disclosures", json=body, headers={"Authorization": f"Bearer {theirs}"})
    assert answer.status_code == 401


def test_the_published_keys_hold_nothing_private(standing: Stage) -> None:
    keys = standing.http.get("/oauth/jwks").json()["keys"]
    assert keys
    for key in keys:
        assert not key.keys() & {"d", "p", "q", "dp", "dq", "qi", "k"}
