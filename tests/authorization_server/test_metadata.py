"""RFC 8414 and RFC 9728: every member is there for something that can be done, and what is not said cannot."""

import json

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519

from tests.authorization_server.browser import Browser, System, asked
from tests.authorization_server.test_the_redirect_flow import say_yes
from tests.stage import BASE_URL, Stage
from tests.system import System as Forger

_TRIED = {
    "issuer", "authorization_endpoint", "pushed_authorization_request_endpoint", "require_pushed_authorization_requests",
    "token_endpoint", "jwks_uri", "grant_types_supported", "response_types_supported", "response_modes_supported",
    "authorization_response_iss_parameter_supported", "code_challenge_methods_supported",
    "token_endpoint_auth_methods_supported", "token_endpoint_auth_signing_alg_values_supported",
    "introspection_endpoint", "introspection_endpoint_auth_methods_supported",
    "introspection_endpoint_auth_signing_alg_values_supported", "revocation_endpoint",
    "revocation_endpoint_auth_methods_supported", "revocation_endpoint_auth_signing_alg_values_supported",
    "grant_management_endpoint", "grant_management_actions_supported", "grant_management_action_required",
    "dpop_signing_alg_values_supported", "authorization_details_types_supported", "scopes_supported",
    "protected_resources",
}  # fmt: skip


@pytest.fixture
def said(stage: Stage) -> dict[str, object]:
    answer = stage.http.get("/.well-known/oauth-authorization-server")
    assert answer.headers["content-type"] == "application/json"
    found: dict[str, object] = answer.json()
    return found


def path(said: dict[str, object], name: str) -> str:
    return str(said[name]).removeprefix(BASE_URL)


def test_nothing_is_said_that_is_not_tried_here(said: dict[str, object]) -> None:
    assert said.keys() == _TRIED
    assert said["issuer"] == BASE_URL


def test_the_whole_way_by_the_addresses_that_are_said(
    stage: Stage, system: System, browser: Browser, said: dict[str, object]
) -> None:
    assert path(said, "pushed_authorization_request_endpoint") == "/oauth/par"
    assert path(said, "authorization_endpoint") == "/oauth/authorize"
    came = say_yes(system, browser)
    assert said["authorization_response_iss_parameter_supported"] is True
    assert came["iss"] == said["issuer"]
    assert said["response_types_supported"] == ["code"]
    assert said["response_modes_supported"] == ["query"]
    assert path(said, "token_endpoint") == "/oauth/token"
    tokens = system.redeem(came["code"]).json()
    again = system.token("refresh_token", refresh_token=tokens["refresh_token"])
    own = system.token("client_credentials")
    assert [again.status_code, own.status_code] == [200, 200]
    assert set(said["grant_types_supported"]) == {"authorization_code", "refresh_token", "client_credentials"}  # type: ignore[call-overload]
    assert own.json()["scope"] == said["scopes_supported"][0]  # type: ignore[index]
    token = again.json()["access_token"]
    keys = stage.http.get(path(said, "jwks_uri")).json()["keys"]
    assert jwt.get_unverified_header(token)["kid"] in {key["kid"] for key in keys}
    bearer = {"Authorization": f"Bearer {token}"}
    for name in ("introspection_endpoint", "revocation_endpoint"):
        form = system.form(token=again.json()["refresh_token"])
        assert stage.http.post(path(said, name), data=form).status_code == 200
    grant = f"{path(said, 'grant_management_endpoint')}/{tokens['grant_id']}"
    assert said["grant_management_actions_supported"] == ["create", "query", "revoke"]
    assert stage.http.get(grant, headers=stage.organisation("norrsken")).status_code == 200
    assert stage.http.delete(grant, headers=stage.organisation("norrsken")).status_code == 204
    assert stage.http.get("/v1/grants", headers=bearer).status_code == 401


def test_what_is_not_said_cannot_be_done(stage: Stage, system: System, said: dict[str, object]) -> None:
    assert said["require_pushed_authorization_requests"] is True
    client = stage.company("norrsken")["client_id"]
    plain = (
        f"/oauth/authorize?client_id={client}&response_type=code&redirect_uri=http://127.0.0.1:4567/callback"
    )
    assert stage.http.get(plain).status_code == 400
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert system.push(code_challenge_method="plain").status_code == 400
    assert system.push(response_type="token").json()["error"] == "unsupported_response_type"
    assert system.push(response_mode="fragment").status_code == 400
    assert system.push(grant_management_action="create").status_code == 201
    assert said["grant_management_action_required"] is False
    for action in ("merge", "replace"):
        assert system.push(grant_management_action=action, grant_id="gra_1").status_code == 400
    assert said["authorization_details_types_supported"] == [asked()["type"]]
    assert system.push([asked(type="urn:egenkarta:other")]).json()["error"] == "invalid_authorization_details"
    for grant_type in ("password", "urn:ietf:params:oauth:grant-type:device_code", "implicit"):
        assert system.token(grant_type).json()["error"] == "unsupported_grant_type"


def test_the_algorithms_that_are_said_are_taken_and_no_other(stage: Stage, said: dict[str, object]) -> None:
    for name in ("token_endpoint", "introspection_endpoint", "revocation_endpoint"):
        assert said[f"{name}_auth_methods_supported"] == ["private_key_jwt"]
        assert said[f"{name}_auth_signing_alg_values_supported"] == ["ES256", "EdDSA"]
    assert said["dpop_signing_alg_values_supported"] == ["ES256", "EdDSA"]
    system = Forger.register(stage, "one-more")
    assert system.token(is_bound=True)
    key = ed25519.Ed25519PrivateKey.generate()
    jwk = json.loads(jwt.algorithms.OKPAlgorithm.to_jwk(key.public_key()))
    bare = {member: jwk[member] for member in ("kty", "crv", "x")}
    proof = jwt.encode(
        system.proof_claims("POST", "/oauth/token"),
        key,
        algorithm="EdDSA",
        headers={"typ": "dpop+jwt", "jwk": bare},
    )
    bound = system.post("/oauth/token", {"DPoP": proof}, grant_type="client_credentials")
    assert bound.json()["token_type"] == "DPoP"
    body = {
        "client_id": "edwards",
        "key": {**bare, "alg": "EdDSA", "use": "sig", "kid": "ed"},
        "dpop_required": False,
    }
    address = "/v1/operator/organisations/org_demo_norrsken/systems"
    assert stage.http.post(address, json=body, headers=stage.organisation("egenkarta")).status_code == 204
    said_by = {**system.claims(), "iss": "edwards", "sub": "edwards"}
    assertion = jwt.encode(said_by, key, algorithm="EdDSA", headers={"kid": "ed"})
    form = system.form(assertion, grant_type="client_credentials")
    assert stage.http.post("/oauth/token", data=form).status_code == 200


def test_the_api_tells_which_server_gives_its_tokens(
    stage: Stage, system: System, said: dict[str, object]
) -> None:
    """From nothing but the address of the API: the challenge names the metadata, and that the server (RFC 9728)."""
    refused = stage.http.get("/v1/grants").headers["www-authenticate"]
    assert refused.startswith("Bearer resource_metadata=")
    address = refused.split('resource_metadata="')[1].rstrip('"')
    resource = stage.http.get(address.removeprefix(BASE_URL)).json()
    assert resource == {
        "resource": f"{BASE_URL}/v1",
        "authorization_servers": [said["issuer"]],
        "scopes_supported": said["scopes_supported"],
        "bearer_methods_supported": ["header"],
        "dpop_signing_alg_values_supported": said["dpop_signing_alg_values_supported"],
        "dpop_bound_access_tokens_required": False,
        "authorization_details_types_supported": said["authorization_details_types_supported"],
        "resource_name": "Egenkarta",
    }
    assert said["protected_resources"] == [resource["resource"]]
    token = system.token("client_credentials").json()["access_token"]
    assert jwt.decode(token, options={"verify_signature": False})["aud"] == resource["resource"]
    assert stage.http.get("/v1/grants", params={"access_token": token}).status_code == 401
    for broken in ("Bearer nothing", f"DPoP {token}"):
        told = stage.http.get("/v1/grants", headers={"Authorization": broken}).headers["www-authenticate"]
        assert told.endswith(f', resource_metadata="{address}"')


def test_it_is_no_openid_provider_and_does_not_say_it_is(stage: Stage) -> None:
    """It tells no client who anybody is: there is no id token, no user info, and no discovery for them."""
    assert stage.http.get("/.well-known/openid-configuration").status_code == 404
