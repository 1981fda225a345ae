"""The main job over the wire, by a program that knows `demo.json`, the metadata document and openapi.json, and no more."""

import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import jwt
import pytest

from tests.journeys.demo_process import DemoProcess

LANGUAGES: Final = "profile:languages:read"
SKILLS: Final = "profile:skills:read"
NARROW: Final = "profile:skills:read?fields=level,skill"
COLD: Final = True
_CONTRACT: Final = Path(__file__).resolve().parents[2] / "schemas" / "openapi.json"


@pytest.fixture(scope="module")
def wire(demo: DemoProcess) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=demo.base_url, timeout=30) as client:
        yield client


def _individual(wire: httpx.Client, persona: str) -> dict[str, str]:
    answer = wire.post("/demo/sign-in", data={"persona": persona}, headers={"Accept": "application/json"})
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def _organisation(wire: httpx.Client, company: Mapping[str, Any]) -> dict[str, str]:
    """A token, from what the metadata document announces (RFC 8414) and the key in demo.json (RFC 7523)."""
    metadata = wire.get("/.well-known/oauth-authorization-server").json()
    assert "private_key_jwt" in metadata["token_endpoint_auth_methods_supported"]
    key = jwt.PyJWK.from_dict(company["private_key_jwk"])
    now = int(time.time())
    claims = {
        "iss": company["client_id"],
        "sub": company["client_id"],
        "aud": metadata["issuer"],
        "iat": now,
        "exp": now + 60,
        "jti": uuid4().hex,
    }
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": jwt.encode(claims, key.key, algorithm="ES256", headers={"kid": key.key_id}),
    }
    answer = wire.post(metadata["token_endpoint"], data=form)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert wire.post(metadata["token_endpoint"], data=form).status_code in (400, 401), "used twice"
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def test_ask_grant_less_read_see_withdraw_and_be_refused(demo: DemoProcess, wire: httpx.Client) -> None:
    astrid = _individual(wire, "astrid")
    norrsken = _organisation(wire, demo.company("Norrsken"))

    code = wire.post("/v1/me/connection-codes", headers=astrid).json()["code"]
    declared = wire.get("/v1/purpose-declarations", headers=norrsken).json()["purpose_declarations"]
    declaration = next(
        one for one in declared if any(want["scope"].startswith(SKILLS) for want in one["scopes"])
    )
    question = {
        "connection_code": code,
        "purpose_declaration": declaration["id"],
        "scopes": [LANGUAGES, SKILLS],
        "case_reference": "FALL-API",
        "message": "Välkommen på tisdag.",
    }
    asked = wire.post("/v1/access-requests", json=question, headers=norrsken)
    assert asked.status_code == 201, asked.text
    request_id = asked.json()["id"]
    spent = wire.post("/v1/access-requests", json=question, headers=norrsken).json()
    assert spent["type"] == "urn:egenkarta:problem:connection-code-invalid", "a code works once"

    waiting = wire.get("/v1/me/access-requests", headers=astrid).json()["access_requests"]
    assert next(one for one in waiting if one["id"] == request_id)["case_reference"] == "FALL-API"
    unanswered = wire.get(f"/v1/access-requests/{request_id}", headers=norrsken)
    assert unanswered.status_code == 404

    path = f"/v1/me/access-requests/{request_id}"
    too_much = wire.post(f"{path}/grant", json={"scopes": ["profile:person:read"]}, headers=astrid)
    assert too_much.json()["type"] == "urn:egenkarta:problem:exceeds-request"
    preview = wire.get(f"{path}/preview", params={"scopes": NARROW}, headers=astrid)
    given = wire.post(f"{path}/grant", json={"scopes": [NARROW]}, headers=astrid)
    assert given.status_code == 201, given.text
    grant_id = wire.get(f"/v1/access-requests/{request_id}", headers=norrsken).json()["grant_id"]
    assert grant_id == given.json()["id"]

    opening = {"grant_id": grant_id, "case_reference": "FALL-API-1", "reader": "Nils Berg", "unit": "Nord"}
    read = wire.post("/v1/disclosures", json=opening, headers=norrsken)
    assert read.status_code == 200
    assert read.content == preview.content, "she saw beforehand what they read, to the byte"
    profile = read.json()["profile"]
    assert set(profile) == {"skills"}
    assert {name for item in profile["skills"] for name in item["content"]} == {"skill", "level"}
    receipt = wire.get(read.json()["receipt"], headers=norrsken)
    assert receipt.status_code == 200
    assert receipt.json()["grant_id"] == grant_id

    line = wire.get("/v1/me/disclosures", headers=astrid).json()["disclosures"][0]
    assert (line["kind"], line["outcome"], line["reader"], line["unit"], line["case_reference"]) == (
        "read", "disclosed", "Nils Berg", "Nord", "FALL-API-1",
    )  # fmt: skip

    assert wire.post(f"/v1/me/grants/{grant_id}/withdraw", headers=astrid).json()["state"] == "withdrawn"
    gone = wire.post("/v1/disclosures", json=opening, headers=norrsken)
    never = wire.post("/v1/disclosures", json={**opening, "grant_id": "gra_never"}, headers=norrsken)
    assert gone.status_code == 404
    assert gone.content == never.content
    assert {**gone.headers, "date": ""} == {**never.headers, "date": ""}
    assert wire.get(read.json()["receipt"], headers=norrsken).status_code == 404
    assert wire.get(f"/v1/access-requests/{request_id}", headers=norrsken).content == unanswered.content
    refused = wire.get("/v1/me/disclosures", headers=astrid).json()["disclosures"][0]
    assert (refused["outcome"], refused["case_reference"]) == ("refused", "FALL-API-1")
    assert wire.post(f"/v1/me/grants/{grant_id}/withdraw", headers=astrid).status_code == 409


def test_every_address_that_was_used_is_in_the_published_contract(
    demo: DemoProcess, wire: httpx.Client
) -> None:
    paths = json.loads(_CONTRACT.read_text(encoding="utf-8"))["paths"]
    for path in (
        "/.well-known/oauth-authorization-server",
        "/oauth/token",
        "/v1/me/connection-codes",
        "/v1/purpose-declarations",
        "/v1/access-requests",
        "/v1/access-requests/{request_id}",
        "/v1/me/access-requests",
        "/v1/me/access-requests/{request_id}/preview",
        "/v1/me/access-requests/{request_id}/grant",
        "/v1/me/grants/{grant_id}/withdraw",
        "/v1/me/disclosures",
        "/v1/disclosures",
        "/v1/receipts/{grant_id}",
    ):
        assert path in paths, path
    metadata = wire.get("/.well-known/oauth-authorization-server").json()
    assert wire.get(metadata["jwks_uri"]).json()["keys"], "the announced keys are there"
    assert metadata["issuer"] == demo.base_url


def test_the_cast_in_demo_json_can_all_come_in(demo: DemoProcess, wire: httpx.Client) -> None:
    cast = demo.cast()
    assert [one["persona"] for one in cast["individuals"]] == ["astrid", "bo", "rim", "petra"]
    for person in cast["individuals"]:
        profile = wire.get("/v1/me/profile", headers=_individual(wire, person["persona"])).json()
        name = profile["sections"]["person"][0]["content"]["name"]
        # Petra lives under protected identity: not even the demo's list says more than her persona.
        assert (name == person["name"]) is (person["persona"] != "petra")
    for company in cast["organisations"]:
        token = _organisation(wire, company)
        # Whoever runs the service comes in too, and has no grants to ask for.
        expected = 403 if company["role"] == "operator" else 200
        assert wire.get("/v1/grants", headers=token).status_code == expected
        assert wire.get("/v1/me/profile", headers=token).status_code == 403
