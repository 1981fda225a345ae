"""A section has an end: whatever is in it is opened and sealed as a whole, in everybody's time."""

from typing import Any

from profile_service.storage.vault import LARGEST_SECTION
from tests.stage import Stage

_WORD = "å" * 390


def _heavy() -> dict[str, Any]:
    """One experience as long as the contract lets it be."""
    code = {"scheme": "own", "concept_id": "c" * 300, "scheme_version": "1"}
    return {"title": "x", "tasks": "å" * 4000, "skills_used": [{"label": _WORD, **code}] * 100}


def test_a_section_that_is_full_takes_no_more_and_what_is_in_it_stays(stage: Stage) -> None:
    his = stage.individual("bo")
    for _ in range(LARGEST_SECTION // 100_000 + 1):
        answer = stage.http.post("/v1/me/profile/experience", json=_heavy(), headers=his)
        if answer.status_code != 201:
            break
        last = answer
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["problem"] == "the section is full"
    kept = stage.http.get("/v1/me/profile/experience", headers=his)
    assert kept.json()["items"][-1] == last.json()
    assert len(kept.content) <= LARGEST_SECTION + 100
    gone = stage.http.delete(last.headers["location"], headers={**his, "If-Match": last.headers["etag"]})
    assert gone.status_code == 204
    assert stage.http.post("/v1/me/profile/experience", json={"title": "x"}, headers=his).status_code == 201
