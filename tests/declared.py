"""What an organisation submits when it declares a purpose, and what the operator does with it, over the API."""

from datetime import timedelta
from typing import Any

from httpx import Response

from tests.stage import LANGUAGES, MAPPING, Stage

RULE = {
    "sv": "Myndigheten ska få veta det.",
    "en": "The authority is to be told.",
    "ar": "يجب إبلاغ السلطة بذلك.",
}
CITATION = "SFS 2010:197, 7 §"


def text(words: str) -> dict[str, str]:
    """One sentence in every language of the portal."""
    return {tag: f"{words} ({tag})" for tag in ("sv", "en", "ar")}


def body(**changed: Any) -> dict[str, Any]:
    """A declaration in which nothing is wrong."""
    return {
        "purpose": {"code": "https://w3id.org/dpv#ServiceProvision", "sentence": text("We plan with you.")},
        "legal_basis": "GDPR art. 6.1 e",
        "scopes": [{"scope": LANGUAGES, "reason": text("To talk."), "needed": True}],
        "retention": text("One year."),
        "onward_recipients": ["Kommunen"],
        "on_no": text("You get the same help."),
        "other_way": text("Call us."),
        "contact": "dataskydd@norrsken.example.org",
        **changed,
    }


def submit(stage: Stage, organisation: str = "norrsken", **changed: Any) -> Response:
    """An organisation submits a declaration."""
    return stage.http.post(
        "/v1/purpose-declarations", json=body(**changed), headers=stage.organisation(organisation)
    )


def submitted(stage: Stage, organisation: str = "norrsken", **changed: Any) -> dict[str, Any]:
    """One that was taken."""
    answer = submit(stage, organisation, **changed)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def decide(stage: Stage, found: dict[str, Any], verb: str = "approve", **said: Any) -> Response:
    """The operator approves or rejects a version."""
    path = f"/v1/operator/purpose-declarations/{found['id']}/versions/{found['version']}/{verb}"
    return stage.http.post(path, json=said, headers=stage.organisation("egenkarta"))


def approved(stage: Stage, organisation: str = "norrsken", **changed: Any) -> dict[str, Any]:
    """One that is in force."""
    found = submitted(stage, organisation, **changed)
    answer = decide(stage, found)
    assert answer.status_code == 204, answer.text
    return found


def next_version(stage: Stage, declaration: str = MAPPING, **changed: Any) -> dict[str, Any]:
    """The next version of a declaration, in force."""
    return approved(stage, id=declaration, **changed)


def number_of(stage: Stage, persona: str = "astrid") -> str:
    """Somebody's number here, as she reads it out."""
    found: str = stage.http.get("/v1/me/duties", headers=stage.individual(persona)).json()["individual"]
    return found


def register(stage: Stage, persona: str = "astrid", **changed: Any) -> Response:
    """The operator registers a duty by law."""
    sent = {
        "organisation": "org_demo_norrsken",
        "individual": number_of(stage, persona),
        "reference": "DEMAND-1",
        "citation": CITATION,
        "text": RULE,
        "scopes": [LANGUAGES],
        "until": (stage.clock.now() + timedelta(days=30)).isoformat(),
        **changed,
    }
    return stage.http.post(
        "/v1/operator/duties",
        json={key: value for key, value in sent.items() if value is not None},
        headers=stage.organisation("egenkarta"),
    )


def duty(stage: Stage, persona: str = "astrid", **changed: Any) -> str:
    """The id of a duty that was registered."""
    answer = register(stage, persona, **changed)
    assert answer.status_code == 201, answer.text
    found: str = answer.json()["id"]
    return found


def declared_ids(stage: Stage) -> dict[str, str]:
    """Real ids for a walk over the route table."""
    return {"{declaration_id}": MAPPING, "{version}": "1", "{duty_id}": duty(stage)}
