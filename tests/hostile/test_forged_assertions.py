"""Client assertions that prove nothing: none gets a token, and none is a fault of the service."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from httpx import Response

from tests.invariants.rawfile import raw_bytes
from tests.stage import ASSERTION_TYPE, BASE_URL, Stage

_TYP = "client-authentication+jwt"


@pytest.fixture(autouse=True)
def _another_minute(standing: Stage) -> None:
    """Nobody waits here for what another test has sent: see `test_floods_of_proofs`."""
    standing.move(minutes=1)


def _encode(part: Any) -> str:
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _ask(stage: Stage, assertion: str, **more: str) -> Response:
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": assertion,
        **more,
    }
    return stage.http.post("/oauth/token", data=form)


def _claims(stage: Stage, **changed: Any) -> dict[str, Any]:
    now = int(stage.clock.now().timestamp())
    said = {
        "iss": "norrsken-system",
        "sub": "norrsken-system",
        "aud": BASE_URL,
        "iat": now,
        "exp": now + 60,
        "jti": stage.parts.ids.new("jti"),
        **changed,
    }
    return {name: value for name, value in said.items() if value is not ...}


def _key(stage: Stage, name: str = "norrsken") -> Any:
    return jwt.PyJWK.from_dict(dict(stage.company(name)["private_key_jwk"])).key


def _signed(stage: Stage, headers: Mapping[str, Any] | None = None, **changed: Any) -> str:
    """Signed by Norrsken's real key, over claims that may be anything."""
    head = _encode({"alg": "ES256", "typ": _TYP, **(headers or {})})
    body = head + "." + _encode(_claims(stage, **changed))
    return (
        body
        + "."
        + _encode(
            jwt.algorithms.ECAlgorithm(jwt.algorithms.ECAlgorithm.SHA256).sign(body.encode(), _key(stage))
        )
    )


def _refused(answer: Response) -> None:
    assert answer.status_code in (400, 401), answer.text
    assert answer.json()["error"] in ("invalid_client", "invalid_request")
    assert "access_token" not in answer.text
    assert "Bearer" not in answer.text


def test_the_way_in_that_the_others_are_measured_against(standing: Stage) -> None:
    assert _ask(standing, _signed(standing)).status_code == 200


_WRONG_CLAIMS: dict[str, dict[str, Any]] = {
    "an audience in a list": {"aud": [BASE_URL]},
    "the token endpoint as audience": {"aud": BASE_URL + "/oauth/token"},
    "the issuer with a slash": {"aud": BASE_URL + "/"},
    "another issuer as audience": {"aud": "https://evil.example"},
    "no audience": {"aud": ...},
    "an issuer that is not the subject": {"iss": "tjuvholmen-system"},
    "a subject that is not the issuer": {"sub": "tjuvholmen-system"},
    "a client of nobody": {"iss": "nobody", "sub": "nobody"},
    "no issuer": {"iss": ...},
    "no subject": {"sub": ...},
    "no jti": {"jti": ...},
    "an empty jti": {"jti": ""},
    "a number as jti": {"jti": 7},
    "a list as jti": {"jti": ["a"]},
    "an endless jti": {"jti": "j" * 201},
    "half a surrogate as jti": {"jti": "\ud800"},
    "half a surrogate as subject": {"sub": "\ud800", "iss": "\ud800"},
    "NUL in the subject": {"sub": "norrsken-system\0", "iss": "norrsken-system\0"},
    "SQL in the subject": {"sub": "' OR 1=1 --", "iss": "' OR 1=1 --"},
    "a list as subject": {"sub": ["norrsken-system"]},
    "no end": {"exp": ...},
    "an end that has passed": {"exp": 1_700_000_000},
    "an end far away": {"exp": 4_000_000_000},
    "an end beyond numbers": {"exp": 10**400},
    "NaN as end": {"exp": float("nan")},
    "infinity as end": {"exp": float("inf")},
    "text as end": {"exp": "4000000000"},
    "true as end": {"exp": True},
    "null as end": {"exp": None},
    "made tomorrow": {"iat": 4_000_000_000},
    "made beyond numbers": {"iat": 10**400},
    "made never": {"iat": float("nan")},
    "not before tomorrow": {"nbf": 4_000_000_000},
    "not before a word": {"nbf": "now"},
}


@pytest.mark.parametrize("name", sorted(_WRONG_CLAIMS))
def test_well_signed_claims_that_are_wrong_give_no_token(standing: Stage, name: str) -> None:
    _refused(_ask(standing, _signed(standing, **_WRONG_CLAIMS[name])))


@pytest.mark.parametrize(
    "headers",
    [
        {"alg": "none"},
        {"alg": "None"},
        {"alg": "HS256"},
        {"alg": "RS256"},
        {"alg": "ES384"},
        {"alg": "EdDSA"},
        {"alg": ["ES256"]},
        {"alg": None},
        {"typ": "at+jwt"},
        {"typ": "dpop+jwt"},
        {"typ": ["JWT"]},
        {"jwk": {"kty": "EC"}},
        {"jku": "https://evil.example/keys"},
        {"x5u": "https://evil.example/cert"},
        {"x5c": ["AAAA"]},
        {"crit": ["exp"]},
        {"b64": False, "crit": ["b64"]},
        {"kid": 7},
        {"zip": "DEF"},
    ],
)
def test_a_header_that_asks_for_other_rules_gives_no_token(standing: Stage, headers: dict[str, Any]) -> None:
    _refused(_ask(standing, _signed(standing, headers)))


def test_without_a_signature_there_is_no_token(standing: Stage) -> None:
    claims = _encode(_claims(standing))
    for head in ({"alg": "none"}, {"alg": "ES256"}, {}):
        for signature in ("", "AAAA", _encode(b"\0" * 64)):
            _refused(_ask(standing, f"{_encode(head)}.{claims}.{signature}"))


def test_the_public_key_as_a_shared_secret_gives_no_token(standing: Stage) -> None:
    public = {
        name: value for name, value in standing.company("norrsken")["private_key_jwk"].items() if name != "d"
    }
    import hashlib
    import hmac

    body = _encode({"alg": "HS256", "typ": _TYP}) + "." + _encode(_claims(standing))
    for secret in (json.dumps(public), public["x"], public["kid"], ""):
        mac = hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest()
        _refused(_ask(standing, f"{body}.{_encode(mac)}"))


def test_other_keys_give_no_token_whatever_they_say_about_themselves(standing: Stage) -> None:
    claims = _claims(standing)
    own = ec.generate_private_key(ec.SECP256R1())
    jwk = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(own.public_key()))
    kid = standing.company("norrsken")["private_key_jwk"]["kid"]
    for key, algorithm, headers in (
        (own, "ES256", {"kid": kid}),
        (own, "ES256", {"jwk": jwk}),
        (_key(standing, "tjuvholmen"), "ES256", {"kid": kid}),
        (ed25519.Ed25519PrivateKey.generate(), "EdDSA", {}),
        (rsa.generate_private_key(65537, 2048), "RS256", {}),
    ):
        _refused(
            _ask(standing, jwt.encode(claims, key, algorithm=algorithm, headers={"typ": _TYP, **headers}))
        )


def test_one_client_cannot_sign_for_another(standing: Stage) -> None:
    claims = _claims(standing, iss="tjuvholmen-system", sub="tjuvholmen-system")
    _refused(_ask(standing, jwt.encode(claims, _key(standing), algorithm="ES256")))
    _refused(_ask(standing, _signed(standing), client_id="tjuvholmen-system"))


def test_an_assertion_works_once(standing: Stage) -> None:
    assertion = _signed(standing)
    assert _ask(standing, assertion).status_code == 200
    _refused(_ask(standing, assertion))
    jti = standing.parts.ids.new("jti")
    assert _ask(standing, _signed(standing, jti=jti)).status_code == 200
    _refused(_ask(standing, _signed(standing, jti=jti, exp=int(standing.clock.now().timestamp()) + 61)))


def test_of_many_copies_that_arrive_together_one_gives_a_token(standing: Stage) -> None:
    assertion = _signed(standing)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: _ask(standing, assertion).status_code, range(12)))
    assert sorted(statuses) == [200] + [401] * 11


def test_an_assertion_stays_used_for_as_long_as_it_is_good(stage: Stage) -> None:
    exp = int(stage.clock.now().timestamp()) + 290
    assertion = _signed(stage, exp=exp)
    assert _ask(stage, assertion).status_code == 200
    for _ in range(5):
        stage.move(seconds=57)
        assert _ask(stage, _signed(stage)).status_code == 200  # each clears away what has expired
        _refused(_ask(stage, assertion))


def test_a_refused_assertion_leaves_no_mark_so_that_nobody_can_use_up_anothers(standing: Stage) -> None:
    jti = standing.parts.ids.new("jti")
    forged = _signed(standing, jti=jti).rsplit(".", 1)[0] + "." + _encode(b"\1" * 64)
    _refused(_ask(standing, forged))
    assert _ask(standing, _signed(standing, jti=jti)).status_code == 200


@pytest.mark.parametrize(
    "assertion",
    ["", ".", "..", "a.b.c", "a" * 5000, "\0", "é.é.é", _encode([]) + "." + _encode([]) + ".AAAA", "%00"],
)
def test_what_is_no_jwt_gives_no_token(standing: Stage, assertion: str) -> None:
    _refused(_ask(standing, assertion))


@pytest.mark.parametrize(
    "form",
    [
        {"grant_type": "authorization_code"},
        {"grant_type": "password"},
        {"grant_type": "refresh_token"},
        {"grant_type": ""},
        {"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"},
        {"client_assertion_type": ""},
    ],
)
def test_another_grant_or_another_kind_of_assertion_gives_no_token(
    standing: Stage, form: dict[str, str]
) -> None:
    answer = _ask(standing, _signed(standing), **form)
    assert answer.status_code in (400, 401)
    assert "access_token" not in answer.text


def test_a_secret_or_a_basic_header_gives_no_token(standing: Stage) -> None:
    form = {"grant_type": "client_credentials", "client_id": "norrsken-system", "client_secret": "x"}
    for auth in (None, ("norrsken-system", "x"), ("norrsken-system", "")):
        _refused(standing.http.post("/oauth/token", data=form, auth=auth))


def test_a_parameter_that_comes_twice_gives_no_token(standing: Stage) -> None:
    body = f"grant_type=client_credentials&client_assertion_type={ASSERTION_TYPE}"
    body += f"&client_assertion={_signed(standing)}&grant_type=client_credentials"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert standing.http.post("/oauth/token", content=body, headers=headers).status_code == 400


def test_no_assertion_and_no_token_is_kept(standing: Stage) -> None:
    assertion = _signed(standing)
    token = _ask(standing, assertion).json()["access_token"]
    stored = raw_bytes(standing)
    assert assertion.split(".")[2].encode() not in stored
    assert token.split(".")[2].encode() not in stored
