"""An assessment of Astrid that Norrsken has proposed, for the places in addresses."""

from typing import Any, Final

from tests.stage import Stage

CLAIM: Final[dict[str, Any]] = {"kind": "third_party", "method": "Praktik", "assessed_on": "2026-11-10"}
STATED: Final[dict[str, Any]] = {
    "reader": "Nils Berg",
    "unit": "Etablering Nord",
    "claim": {**CLAIM, "competence": {"label": "Lagerarbete"}},
}
FORM: Final[dict[str, str]] = {
    "kind": "third_party", "method": "Praktik", "assessed_on.year": "2026", "assessed_on.month": "11",
    "assessed_on.day": "10", "reason": "Nytt prov.",
}  # fmt: skip
"""What stands in the form for a newer one."""


def assessment(stage: Stage, grant_id: str) -> str:
    """Its id; it waits for her answer."""
    body = {"grant_id": grant_id, "case_reference": "c", **STATED}
    made = stage.http.post("/v1/assessments", json=body, headers=stage.organisation("norrsken"))
    assert made.status_code == 201, made.text
    return str(made.json()["id"])
