"""A mapping session that Norrsken's system runs with Astrid, for the places in addresses."""

from typing import Any, Final

from tests.stage import Stage

CIRCUMSTANCES: Final[dict[str, Any]] = {"languages": ["sv", "ar"]}

_FORMS: Final[dict[str, dict[str, str]]] = {
    "/new/{instrument_id}": {"then": "begin"},
    "/{mapping_id}/parts/{part}": {},
    "/{mapping_id}/parts/{part}/arrange": {"then": "hide"},
    "/{mapping_id}/notes": {"summary": "s"},
    "/{mapping_id}/circumstances": {},
    "/{mapping_id}/hand-over": {},
    "/{mapping_id}/leave": {},
}
PAGES: Final[dict[tuple[str, str], dict[str, str]]] = {
    ("POST", "/agency/grants/{grant_id}/mapping"): {"case_reference": "c"},
    **{
        ("POST", base + rest): form
        for base in ("/agency/help/mapping", "/agency/grants/{grant_id}/mapping")
        for rest, form in _FORMS.items()
    },
}
"""The portal's forms for those who map at work, and what is sent with each."""
PART: Final = "swedish"
"""A part of the instrument that the session goes through."""


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
