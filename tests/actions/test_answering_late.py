"""A yes to a purpose that is not in force any more is no yes, however the question came to be open still."""

import pytest

from tests.invariants.rawfile import opened
from tests.stage import LANGUAGES, MAPPING, Stage


@pytest.mark.parametrize("status", ["superseded", "withdrawn", "submitted", "rejected"])
def test_nothing_is_given_under_a_version_that_is_not_in_force(stage: Stage, status: str) -> None:
    request_id = stage.asked((LANGUAGES,))
    with opened(stage) as raw:
        raw.execute("UPDATE purpose_declaration SET status = ? WHERE id = ?", (status, MAPPING))
    assert stage.answer_yes(request_id, (LANGUAGES,)).status_code == 409
    hers = stage.individual("astrid")
    found = stage.http.get(f"/v1/me/access-requests/{request_id}", headers=hers).json()
    assert found["state"] == "pending"
    refused = stage.http.post(f"/v1/me/access-requests/{request_id}/refuse", headers=hers)
    assert refused.status_code == 204, "a no is always taken"
