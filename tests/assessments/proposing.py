"""Proposing over the API, and what comes of it: what the tests of assessments have in common."""

from typing import Any, Final

from httpx import Response

from tests.declared import approved, text
from tests.stage import Stage

ALL: Final = "profile:assessments:read"
SKILLS: Final = "profile:skills:read"
CLAIM: Final[dict[str, Any]] = {
    "competence": {"label": "Specialkost"},
    "kind": "assessed",
    "method": "Arbetsprov i skolkök",
    "assessed_on": "2026-11-10",
    "valid_until": "2029-11-10",
    "standard": {"label": "Branschens validering"},
    "standard_level": "Nivå 2",
    "level": 3,
    "evidence": ["Två dagar i köket", "Menyn för en vecka"],
    "statement": "Hon lagar specialkost på egen hand.",
}
REFERENCE: Final = "VAL-7"


def declared(stage: Stage, *scopes: str) -> str:
    """The id of an approved declaration of Norrsken's that asks for these slices."""
    wants = [{"scope": scope, "reason": text("Why."), "needed": False} for scope in scopes]
    made: str = approved(stage, scopes=wants)["id"]
    return made


def propose(stage: Stage, organisation: str = "yrkesskolan", **more: Any) -> Response:
    """A proposal; by a fresh code of Astrid's where nothing else is said."""
    body: dict[str, Any] = {"case_reference": REFERENCE, "reader": "Ylva Nyman", "unit": "Validering", **more}
    body["claim"] = {**CLAIM, **body.get("claim", {})}
    body["claim"] = {name: value for name, value in body["claim"].items() if value is not None}
    if not {"grant_id", "connection_code"} & body.keys():
        body["connection_code"] = stage.code("astrid")
    return stage.http.post("/v1/assessments", json=body, headers=stage.organisation(organisation))


def proposed(stage: Stage, organisation: str = "yrkesskolan", **more: Any) -> str:
    """The id of a proposal that went out."""
    answer = propose(stage, organisation, **more)
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


def act(stage: Stage, assessment: str, verb: str, persona: str = "astrid") -> Response:
    """She accepts, leaves, hides or shows one."""
    return stage.http.post(f"/v1/me/assessments/{assessment}/{verb}", headers=stage.individual(persona))


def hers(stage: Stage, assessment: str, persona: str = "astrid") -> dict[str, Any]:
    """One of hers, as she sees it."""
    answer = stage.http.get(f"/v1/me/assessments/{assessment}", headers=stage.individual(persona))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def say(stage: Stage, assessment: str, words: str | None) -> Response:
    """Her answer, to the version that stands now."""
    there = stage.http.get(f"/v1/me/assessments/{assessment}", headers=stage.individual("astrid"))
    headers = {**stage.individual("astrid"), "If-Match": there.headers.get("etag", '"1"')}
    return stage.http.put(f"/v1/me/assessments/{assessment}/answer", json={"answer": words}, headers=headers)


def accepted(stage: Stage, **more: Any) -> str:
    """The id of one that she has put into her profile."""
    found = proposed(stage, **more)
    assert act(stage, found, "accept").status_code == 200
    return found


def ending(stage: Stage, assessment: str, verb: str, **more: Any) -> Response:
    """The assessor supersedes or withdraws."""
    body: dict[str, Any] = {
        "reader": "Ylva Nyman",
        "unit": "Validering",
        "reason": "Fel dag i provet.",
        **more,
    }
    if verb == "supersede":
        body["claim"] = {
            **{name: value for name, value in CLAIM.items() if name != "competence"},
            "level": 4,
            **more.get("claim", {}),
        }
    path = f"/v1/assessments/{assessment}/{verb}"
    return stage.http.post(path, json=body, headers=stage.organisation("yrkesskolan"))


def seen(stage: Stage, grant_id: str, **more: Any) -> list[dict[str, Any]]:
    """The contents of the assessments that Norrsken reads."""
    answer = stage.read(grant_id, **more)
    assert answer.status_code == 200, answer.text
    return [item["content"] for item in answer.json()["profile"].get("assessments", [])]
