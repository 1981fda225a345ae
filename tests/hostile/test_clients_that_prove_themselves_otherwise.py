"""At the token endpoint a client proves itself in the form; whatever else it tries it is told what to do."""

import jwt
import pytest

from tests.stage import Stage


@pytest.mark.parametrize("shown", ["Basic bm9ycnNrZW46aGVtbGln", "Bearer abc", "Digest x"])
def test_a_client_that_authenticates_in_the_header_is_told_how_it_is_done(stage: Stage, shown: str) -> None:
    for form in ({"grant_type": "client_credentials"}, stage.token_form("norrsken")):
        answer = stage.http.post("/oauth/token", data=form, headers={"Authorization": shown})
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert "private_key_jwt" in answer.json()["error_description"]
        scheme = "Bearer" if shown.startswith("Bearer") else "Basic"
        assert answer.headers["www-authenticate"].startswith(f"{scheme} realm=")


def test_a_missing_grant_type_is_an_invalid_request(stage: Stage) -> None:
    form = stage.token_form("norrsken")
    del form["grant_type"]
    answer = stage.http.post("/oauth/token", data=form)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    form["grant_type"] = "password"
    assert stage.http.post("/oauth/token", data=form).json()["error"] == "unsupported_grant_type"


def test_an_assertion_that_names_another_key_is_refused(stage: Stage) -> None:
    form = stage.token_form("norrsken")
    company = stage.company("norrsken")
    claims = jwt.decode(form["client_assertion"], options={"verify_signature": False})
    key = jwt.PyJWK.from_dict(dict(company["private_key_jwk"])).key
    form["client_assertion"] = jwt.encode(claims, key, algorithm="ES256", headers={"kid": "another"})
    answer = stage.http.post("/oauth/token", data=form)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert "www-authenticate" in answer.headers
    form["client_assertion"] = jwt.encode(claims, key, algorithm="ES256")
    assert stage.http.post("/oauth/token", data=form).status_code == 200, "a key need not be named"
