"""If-Match: missing, stale, garbage, and what it lets through."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from httpx import Response

from tests.invariants.rawfile import everything
from tests.stage import Stage

_NEVER = [
    "",
    '"2"',
    '"0"',
    '"-1"',
    "1",
    "'1'",
    '"1',
    '1"',
    '""',
    'W/"1"',
    '"1" ',
    '"x"',
    '"１"',
    '"1e0"',
    '"+1"',
    '"1","1"',
]


def _item(stage: Stage) -> str:
    hers = stage.individual("astrid")
    added = stage.http.post("/v1/me/profile/skills", json={"skill": {"label": "x"}}, headers=hers)
    return str(added.headers["location"])


def _change(stage: Stage, path: str, match: str | None, method: str = "PATCH") -> Response:
    headers: dict[str, str | bytes] = dict(stage.individual("astrid"))
    if match is not None:
        headers["If-Match"] = match.encode()
    body = {"json": {"level": 3}} if method == "PATCH" else {}
    return stage.http.request(method, path, headers=headers, **body)  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_without_a_version_nothing_is_changed(standing: Stage, method: str) -> None:
    path = _item(standing)
    before = everything(standing)
    answer = _change(standing, path, None, method)
    assert answer.status_code == 428
    assert answer.json()["type"] == "urn:egenkarta:problem:precondition-required"
    assert everything(standing) == before


@pytest.mark.parametrize("match", [one for one in _NEVER if one.strip() != '"1"'])
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_version_that_is_not_the_present_one_changes_nothing(
    standing: Stage, method: str, match: str
) -> None:
    path = _item(standing)
    before = everything(standing)
    answer = _change(standing, path, match, method)
    assert answer.status_code in (412, 428)
    assert everything(standing) == before


def test_a_version_of_endless_length_is_refused(standing: Stage) -> None:
    path = _item(standing)
    assert _change(standing, path, f'"{"9" * 38}"').status_code == 412
    assert _change(standing, path, f'"{"9" * 5000}"').status_code == 422


def test_the_answer_to_a_stale_change_tells_the_present_version(stage: Stage) -> None:
    path = _item(stage)
    assert _change(stage, path, '"1"').headers["etag"] == '"2"'
    stale = _change(stage, path, '"1"')
    assert (stale.status_code, stale.headers["etag"]) == (412, '"2"')
    assert _change(stage, path, "*").headers["etag"] == '"3"'


def test_of_many_changes_to_one_version_one_goes_through(stage: Stage) -> None:
    path = _item(stage)
    stage.individual("astrid")
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: _change(stage, path, '"1"').status_code, range(8)))
    assert sorted(statuses) == [200] + [412] * 7


def test_a_removed_item_is_gone_whatever_version_is_named(stage: Stage) -> None:
    path = _item(stage)
    assert _change(stage, path, "*", "DELETE").status_code == 204
    for match in ('"1"', '"2"', "*"):
        assert _change(stage, path, match).status_code == 404
        assert _change(stage, path, match, "DELETE").status_code == 404


def test_the_person_is_changed_under_the_revision_of_the_whole_profile(stage: Stage) -> None:
    hers = stage.individual("astrid")
    revision = stage.http.get("/v1/me/profile", headers=hers).headers["etag"]
    body = {"person": {"phone": "+46700000009"}}

    def patch(match: str | None) -> Response:
        headers = {**hers, **({"If-Match": match} if match else {})}
        return stage.http.patch("/v1/me/profile", json=body, headers=headers)

    assert patch(None).status_code == 428
    assert patch('"0"').status_code == 412
    assert patch(revision).status_code == 200
    assert patch(revision).status_code == 412
