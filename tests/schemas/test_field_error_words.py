"""Every value that a parameter or a number cannot be read as is told in words of its own."""

import pytest

from tests.stage import Stage


@pytest.mark.parametrize("query", ["limit=x", "before=x", "limit=1.5", "before=" + "9" * 5000])
def test_a_parameter_that_is_no_number_says_what_would_be_right(stage: Stage, query: str) -> None:
    answer = stage.http.get(f"/v1/me/disclosures?{query}", headers=stage.individual("astrid"))
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == f"/{query.partition('=')[0]}"
    assert "whole number" in error["expected"]


def test_a_number_of_thirty_digits_says_what_would_be_right(stage: Stage) -> None:
    body = b'{"skill": {"label": "x"}, "months": 1' + b"0" * 30 + b"}"
    headers = {**stage.individual("astrid"), "Content-Type": "application/json"}
    answer = stage.http.post("/v1/me/profile/skills", content=body, headers=headers)
    assert [error["field"] for error in answer.json()["errors"]] == ["/months"]
    assert "whole number" in answer.text


def test_a_code_that_reaches_nobody_says_which_field_it_was(stage: Stage) -> None:
    answer = stage.ask(connection_code="AAAA-AAAA-AAAA")
    assert answer.json()["type"] == "urn:egenkarta:problem:connection-code-invalid"
    assert [error["field"] for error in answer.json()["errors"]] == ["/connection_code"]


def test_a_second_person_is_an_error_of_the_whole_body(stage: Stage) -> None:
    answer = stage.http.post(
        "/v1/me/profile/person", json={"name": "Astrid"}, headers=stage.individual("astrid")
    )
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "")
