"""A mapping session that Norrsken's system runs with Astrid, for the places in addresses."""

from typing import Any, Final

from tests.stage import Stage

CIRCUMSTANCES: Final[dict[str, Any]] = {"languages": ["sv", "ar"]}


def mapping_session(stage: Stage, grant_id: str, **note: Any) -> str:
    """Its id. `note` is a summary that its adviser has written."""
    headers = stage.organisation("norrsken")
    seat = {"grant_id": grant_id, "case_reference": "c", "reader": "Nils Berg"}
    asked = {"instrument": {"id": "language"}, "circumstances": CIRCUMSTANCES}
    began = stage.http.post("/v1/mapping-sessions", json={**seat, **asked}, headers=headers)
    assert began.status_code == 201, began.text
    session = str(began.json()["id"])
    if note:
        written = {**headers, "If-Match": "*"}
        noted = stage.http.put(
            f"/v1/mapping-sessions/{session}/notes", json={**seat, **note}, headers=written
        )
        assert noted.status_code == 200, noted.text
    return session
