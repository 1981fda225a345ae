"""The header Host is the caller's own word: no answer sends anybody there."""

import pytest

from tests.stage import Stage


@pytest.mark.parametrize("address", ["/v1/me/grants/", "/v1/grants/", "/my/", "/healthz/"])
def test_an_address_with_a_slash_too_many_leads_nowhere(standing: Stage, address: str) -> None:
    answer = standing.http.get(address, headers={**standing.individual("astrid"), "Host": "evil.example"})
    assert answer.status_code == 404
    assert "location" not in answer.headers
