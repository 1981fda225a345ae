"""A query parameter that nobody knows is refused: ignoring it could show more than was meant."""

import pytest

from tests.stage import LANGUAGES, SKILLS, Stage


def test_a_preview_with_an_ampersand_that_was_not_encoded_shows_nothing(stage: Stage) -> None:
    her = stage.individual("astrid")
    path = f"/v1/me/access-requests/{stage.asked((SKILLS,))}/preview"
    answer = stage.http.get(f"{path}?scopes={SKILLS}?fields=level&items=itm_1", headers=her)
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:egenkarta:problem:invalid-request")
    (error,) = answer.json()["errors"]
    assert error["field"] == "/items"
    assert "%26" in error["expected"]
    narrowed = stage.http.get(f"{path}?scopes={SKILLS}?fields=level%26items=itm_1", headers=her)
    assert (narrowed.status_code, narrowed.json()["profile"]) == (200, {})


@pytest.mark.parametrize("query", ["scopes=", "scopes=%20", f"scopes={LANGUAGES}&scopes="])
def test_a_choice_of_nothing_is_not_a_choice_of_everything(stage: Stage, query: str) -> None:
    path = f"/v1/me/access-requests/{stage.asked((LANGUAGES,))}/preview?{query}"
    answer = stage.http.get(path, headers=stage.individual("astrid"))
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "/scopes")


def test_routes_without_parameters_refuse_every_one(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,))
    body = {"grant_id": grant, "case_reference": "case-1", "reader": "Nils Berg"}
    tried = (
        stage.http.get("/v1/me/profile?fields=name", headers=stage.individual("astrid")),
        stage.http.get("/v1/grants?state=active", headers=stage.organisation("norrsken")),
        stage.http.post("/v1/disclosures?items=x", json=body, headers=stage.organisation("norrsken")),
    )
    for answer in tried:
        assert answer.status_code == 422, answer.text
        assert answer.json()["errors"][0]["expected"] == "no parameters"
