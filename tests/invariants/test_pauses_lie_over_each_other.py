"""A pause of one grant and a pause of everything: taking away the one leaves the other."""

import pytest

from tests.stage import LANGUAGES, SKILLS, Stage

_LESS = {"scopes": ["profile:languages:read?fields=language"]}


def _post(stage: Stage, path: str, body: dict[str, object] | None = None) -> int:
    return stage.http.post(path, json=body or {}, headers=stage.individual("astrid")).status_code


@pytest.mark.parametrize("between", ["nothing", "narrow"])
def test_what_she_has_paused_by_itself_stays_paused_when_everything_goes_on(
    stage: Stage, between: str
) -> None:
    alone, other = stage.granted(), stage.granted((LANGUAGES, SKILLS))
    assert _post(stage, f"/v1/me/grants/{alone}/pause") == 200
    assert _post(stage, "/v1/me/pause") in (200, 204)
    if between == "narrow":
        assert _post(stage, f"/v1/me/grants/{alone}/narrow", dict(_LESS)) == 200
    assert stage.read(other).status_code == 404
    assert _post(stage, "/v1/me/resume") in (200, 204)
    assert stage.read(other).status_code == 200
    assert stage.read(alone).status_code == 404
    assert _post(stage, f"/v1/me/grants/{alone}/resume") == 200
    assert stage.read(alone).status_code == 200


def test_a_yes_that_is_given_while_everything_is_paused_opens_nothing_until_she_goes_on(
    stage: Stage,
) -> None:
    assert _post(stage, "/v1/me/pause") in (200, 204)
    grant_id = stage.granted()
    assert stage.read(grant_id).status_code == 404
    assert _post(stage, "/v1/me/resume") in (200, 204)
    assert stage.read(grant_id).status_code == 200
