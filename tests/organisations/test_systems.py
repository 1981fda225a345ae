"""Systems and their keys: changed without a stop, and dead when they are taken away."""

import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from profile_service.demo.cast import NORRSKEN, TJUVHOLMEN
from profile_service.signing.jwk import new_signing_jwk as new_client_jwk
from profile_service.signing.jwk import public_part
from tests.organisations.at_the_office import carry
from tests.stage import Stage, signed_token_form
from tests.web.at_work import AtWork

_OPERATOR = f"/v1/operator/organisations/{NORRSKEN.id}"


@pytest.fixture
def nils(stage: Stage) -> AtWork:
    return AtWork.sign_in(stage, "nils")


def signs_in(stage: Stage, client_id: str, key: dict[str, str], **claims: Any) -> int:
    company = {"client_id": client_id, "private_key_jwk": key}
    jti = stage.parts.ids.new("jti")
    form = signed_token_form(
        company, "http://127.0.0.1:8000", stage.clock.now().timestamp(), jti=jti, **claims
    )
    return stage.http.post("/oauth/token", data=form).status_code


def public(key: dict[str, str]) -> str:
    return json.dumps(public_part(key))


def test_a_key_is_changed_without_a_stop(stage: Stage, nils: AtWork) -> None:
    old = dict(stage.company("norrsken")["private_key_jwk"])
    new = new_client_jwk()
    keys = "/agency/systems/norrsken-system/keys"
    assert signs_in(stage, "norrsken-system", new) == 401
    assert nils.post(keys, {"key": public(new)}).status_code == 303
    assert [signs_in(stage, "norrsken-system", key) for key in (old, new)] == [200, 200]
    assert old["kid"] in nils.get("/agency/systems").text
    assert nils.post(f"{keys}/remove", {"kid": old["kid"]}).status_code == 303
    assert [signs_in(stage, "norrsken-system", key) for key in (old, new)] == [401, 200]
    last = nils.post(f"{keys}/remove", {"kid": new["kid"]})
    assert "This is the last key." in last.text
    assert nils.post(f"{keys}/remove", {"kid": "unknown"}).status_code == 404


def test_with_several_keys_the_assertion_says_which(stage: Stage, nils: AtWork) -> None:
    old = dict(stage.company("norrsken")["private_key_jwk"])
    new = new_client_jwk()
    nils.post("/agency/systems/norrsken-system/keys", {"key": public(new)})
    nameless = stage.token_form("norrsken")
    said = jwt.decode(nameless["client_assertion"], options={"verify_signature": False})
    key = jwt.PyJWK.from_dict(old).key
    nameless["client_assertion"] = jwt.encode({**said, "jti": "other"}, key, algorithm="ES256")
    assert stage.http.post("/oauth/token", data=nameless).status_code == 401
    assert signs_in(stage, "norrsken-system", {**old, "kid": new["kid"]}) == 401, "another's name"


def test_a_key_that_cannot_be_is_refused_in_words(stage: Stage, nils: AtWork) -> None:
    keys = "/agency/systems/norrsken-system/keys"
    old = dict(stage.company("norrsken")["private_key_jwk"])
    other = json.loads(ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP384R1()).public_key()))
    for sent, told in (
        ("", "This is no public key"),
        ("[1]", "This is no public key"),
        (json.dumps(old), "This is the private half."),
        (json.dumps(other), "The key must be one for ES256 or EdDSA."),
        (public({**new_client_jwk(), "kid": old["kid"]}), "The system has a key with this kid already."),
        (json.dumps({k: v for k, v in public_part(new_client_jwk()).items() if k != "kid"}), "needs a kid"),
    ):
        answer = nils.post(keys, {"key": sent})
        assert (answer.status_code, told in answer.text) == (422, True), (told, answer.text)
        assert old["d"] not in answer.text
    for _ in range(2):
        assert nils.post(keys, {"key": public(new_client_jwk())}).status_code == 303
    assert "all the keys it can have" in nils.post(keys, {"key": public(new_client_jwk())}).text


def test_an_administrator_registers_a_system_and_removes_it(stage: Stage, nils: AtWork) -> None:
    key = new_client_jwk()
    sent = {"client_id": "norrsken-2", "key": public(key), "redirect_uris": "https://norrsken.example/back"}
    assert nils.post("/agency/systems", sent).status_code == 303
    client = carry(stage, lambda work: work.accounts.client("norrsken-2"))
    assert (client.organisation, client.redirect_uris) == (NORRSKEN.id, ("https://norrsken.example/back",))
    assert client.dpop_required
    assert "This id is taken." in nils.post("/agency/systems", {**sent, "redirect_uris": ""}).text
    for wrong in (
        "http://norrsken.example/",
        "https://a.example/#x",
        "javascript:alert(1)",
        "https://u@a.example/",
    ):
        told = nils.post("/agency/systems", {**sent, "client_id": "norrsken-3", "redirect_uris": wrong})
        assert "An address begins with https://" in told.text, wrong
    assert "Use letters" in nils.post("/agency/systems", {**sent, "client_id": "../x"}).text
    assert nils.post("/agency/systems/norrsken-2/remove", {}).status_code == 303
    assert carry(stage, lambda work: work.accounts.client("norrsken-2")) is None


def test_a_removed_system_reads_no_more_with_the_token_it_has(stage: Stage, nils: AtWork) -> None:
    grant = stage.granted()
    assert stage.read(grant).status_code == 200
    nils.post("/agency/systems/norrsken-system/remove", {})
    answer = stage.read(grant, case_reference="case-2")
    assert answer.status_code == 401, answer.text


def test_the_id_of_a_removed_system_is_nobodys_again(stage: Stage, nils: AtWork) -> None:
    """A token of the first would be one of the second for the minutes that it lasts."""
    grant = stage.granted()
    held = stage.organisation("norrsken")
    nils.post("/agency/systems/norrsken-system/remove", {})
    sent = {"client_id": "norrsken-system", "key": public(new_client_jwk()), "redirect_uris": ""}
    assert "This id is taken." in nils.post("/agency/systems", sent).text
    drift = stage.organisation("egenkarta")
    body = {"client_id": "norrsken-system", "key": public_part(new_client_jwk()), "dpop_required": False}
    assert stage.http.post(f"{_OPERATOR}/systems", json=body, headers=drift).status_code == 422
    reading = {"grant_id": grant, "case_reference": "case-2", "reader": "Nils Berg"}
    assert stage.http.post("/v1/disclosures", json=reading, headers=held).status_code == 401


def test_the_operator_registers_over_the_api(stage: Stage) -> None:
    drift = stage.organisation("egenkarta")
    key = new_client_jwk()
    body = {"client_id": "norrsken-api", "key": public_part(key), "dpop_required": False}
    made = stage.http.post(f"{_OPERATOR}/systems", json=body, headers=drift)
    assert made.status_code == 204, made.text
    assert signs_in(stage, "norrsken-api", key) == 200
    second = new_client_jwk()
    path = f"{_OPERATOR}/systems/norrsken-api/keys"
    assert stage.http.post(path, json={"key": public_part(second)}, headers=drift).status_code == 204
    shown = stage.http.get(_OPERATOR, headers=drift).json()
    (system,) = [one for one in shown["systems"] if one["client_id"] == "norrsken-api"]
    assert system["kids"] == [key["kid"], second["kid"]]
    assert stage.http.delete(f"{path}/{key['kid']}", headers=drift).status_code == 204
    assert signs_in(stage, "norrsken-api", key) == 401
    private = stage.http.post(path, json={"key": dict(key)}, headers=drift)
    assert (private.status_code, private.json()["errors"][0]["field"]) == (422, "/key")
    assert key["d"] not in private.text
    elsewhere = f"/v1/operator/organisations/{TJUVHOLMEN.id}/systems/norrsken-api"
    assert stage.http.delete(elsewhere, headers=drift).status_code == 404
    assert stage.http.delete(f"{_OPERATOR}/systems/norrsken-api", headers=drift).status_code == 204
    assert signs_in(stage, "norrsken-api", second) == 401
    assert stage.http.get(_OPERATOR, headers=stage.organisation("norrsken")).status_code == 403
