"""Purpose declarations over the API: submitted, decided, replaced, taken back; nothing is on by itself."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.declared import approved, body, decide, next_version, submit, submitted, text
from tests.stage import LANGUAGES, MAPPING, SKILLS, Stage


def _statuses(stage: Stage, declaration: str) -> list[tuple[int, str]]:
    answer = stage.http.get(f"/v1/purpose-declarations/{declaration}", headers=stage.organisation("norrsken"))
    return [(one["version"], one["status"]) for one in answer.json()["purpose_declarations"]]


def _withdraw(stage: Stage, declaration: str, organisation: str = "norrsken") -> int:
    path = f"/v1/purpose-declarations/{declaration}/withdraw"
    return stage.http.post(path, headers=stage.organisation(organisation)).status_code


def _revoke(stage: Stage, declaration: str, remark: str | None = "The task was taken away.") -> int:
    path = f"/v1/operator/purpose-declarations/{declaration}/withdraw"
    return stage.http.post(path, json={"remark": remark}, headers=stage.organisation("egenkarta")).status_code


def _grant(stage: Stage, grant_id: str) -> dict[str, Any]:
    answer = stage.http.get("/v1/me/grants", headers=stage.individual("astrid"))
    found: dict[str, Any] = next(one for one in answer.json()["grants"] if one["id"] == grant_id)
    return found


def _question(stage: Stage, request_id: str) -> str:
    answer = stage.http.get(f"/v1/me/access-requests/{request_id}", headers=stage.individual("astrid"))
    state: str = answer.json()["state"]
    return state


def test_nothing_can_be_asked_before_the_operator_has_approved(stage: Stage) -> None:
    made = submitted(stage)
    assert made["status"] == "submitted"
    asked = stage.ask((LANGUAGES,), declaration=made["id"])
    assert asked.status_code == 422
    assert asked.json()["errors"][0]["field"] == "/purpose_declaration"
    assert decide(stage, made).status_code == 204
    assert stage.ask((LANGUAGES,), declaration=made["id"]).status_code == 201


def test_a_question_without_a_declaration_or_outside_it_never_reaches_her(stage: Stage) -> None:
    made = approved(stage)
    waiting = submitted(stage)
    rejected = submitted(stage)
    assert decide(stage, rejected, "reject", remark="Say more.").status_code == 204
    before = stage.http.get("/v1/me/access-requests", headers=stage.individual("astrid")).content
    for declaration, scopes, status in (
        ("dcl_nothing", (LANGUAGES,), 422),
        ("dcl_tjuvholmen_vacancy", (SKILLS,), 422),
        (waiting["id"], (LANGUAGES,), 422),
        (rejected["id"], (LANGUAGES,), 422),
        (made["id"], (SKILLS,), 422),
        (made["id"], (LANGUAGES, SKILLS), 422),
    ):
        assert stage.ask(scopes, declaration=declaration).status_code == status, declaration
    assert stage.http.get("/v1/me/access-requests", headers=stage.individual("astrid")).content == before


def test_a_rejected_version_is_told_with_its_reason_and_can_be_written_anew(stage: Stage) -> None:
    made = submitted(stage)
    assert decide(stage, made, "reject").status_code == 422
    assert decide(stage, made, "reject", remark="Say who gets it.").status_code == 204
    assert decide(stage, made).status_code == 409
    found = stage.http.get(
        f"/v1/purpose-declarations/{made['id']}", headers=stage.organisation("norrsken")
    ).json()["purpose_declarations"][0]
    assert (found["status"], found["remark"]) == ("rejected", "Say who gets it.")
    assert found["decided_at"] == "2026-11-21T09:00:00Z"
    assert submitted(stage, id=made["id"])["version"] == 2


def test_a_new_version_takes_the_place_of_the_one_before(stage: Stage) -> None:
    given, waiting = stage.granted((LANGUAGES,)), stage.asked((LANGUAGES,))
    changed = submitted(stage, id=MAPPING, purpose=body()["purpose"])
    assert changed["version"] == 2
    assert _question(stage, waiting) == "pending", "a version that waits changes nothing"
    assert stage.asked((SKILLS,)), "and the old one is asked with"
    assert decide(stage, changed).status_code == 204
    assert _statuses(stage, MAPPING) == [(2, "approved"), (1, "superseded")]
    assert _question(stage, waiting) == "lapsed"
    assert stage.answer_yes(waiting, (LANGUAGES,)).status_code == 409
    refused = f"/v1/me/access-requests/{waiting}/refuse"
    assert stage.http.post(refused, headers=stage.individual("astrid")).status_code == 409
    read = stage.read(given)
    assert read.json()["grant"]["purpose_declaration"] == {"id": MAPPING, "version": 1}
    assert read.json()["grant"]["purpose"]["sentence"]["en"].startswith("We want to plan")
    assert stage.ask((SKILLS,)).status_code == 422, "the new version asks for languages alone"
    anew = stage.granted((LANGUAGES,))
    assert stage.read(anew).json()["grant"]["purpose_declaration"]["version"] == 2


def test_a_lapsed_question_looks_to_the_requester_like_any_other_without_an_answer(stage: Stage) -> None:
    norrsken = stage.organisation("norrsken")
    waiting = stage.asked((LANGUAGES,))
    before = stage.http.get(f"/v1/access-requests/{waiting}", headers=norrsken)
    next_version(stage)
    after = stage.http.get(f"/v1/access-requests/{waiting}", headers=norrsken)
    assert (before.status_code, before.content) == (after.status_code, after.content)


@pytest.mark.parametrize(
    ("take_back", "state", "kind"),
    [(_withdraw, "closed", "closure"), (_revoke, "revoked", "revocation")],
)
def test_taking_a_purpose_back_ends_all_that_rests_on_it(
    stage: Stage, take_back: Callable[[Stage, str], int], state: str, kind: str
) -> None:
    old = stage.granted((LANGUAGES,))
    next_version(stage)
    new, waiting = stage.granted((LANGUAGES,)), stage.asked((LANGUAGES,))
    stage.http.post(f"/v1/me/grants/{new}/pause", headers=stage.individual("astrid"))
    adapting = stage.granted(("profile:experience:read",), declaration="dcl_norrsken_adapting")
    assert take_back(stage, MAPPING) == 204
    for grant_id in (old, new):
        assert stage.read(grant_id).status_code == 404
        assert _grant(stage, grant_id)["state"] == state
        receipts = stage.http.get(
            f"/v1/me/grants/{grant_id}/receipts", headers=stage.individual("astrid")
        ).json()["receipts"]
        assert receipts[-1]["kind"] == state
    assert stage.read(adapting).status_code == 200, "another purpose stands"
    assert _question(stage, waiting) == "lapsed"
    assert [line["kind"] for line in stage.log()].count(kind) >= 2
    assert {status for _, status in _statuses(stage, MAPPING)} == {"withdrawn"}
    assert stage.ask((LANGUAGES,)).status_code == 422
    assert submit(stage, id=MAPPING).status_code == 422
    assert take_back(stage, MAPPING) == 409


def test_the_operator_gives_a_reason_for_taking_a_purpose_back(stage: Stage) -> None:
    assert _revoke(stage, MAPPING, None) == 422
    assert _revoke(stage, "dcl_nothing") == 404
    assert _statuses(stage, MAPPING) == [(1, "approved")]


def test_nobody_touches_or_sees_the_versions_of_another_organisation(stage: Stage) -> None:
    made = submitted(stage)
    stranger = stage.organisation("tjuvholmen")
    assert stage.http.get(f"/v1/purpose-declarations/{made['id']}", headers=stranger).status_code == 404
    assert submit(stage, "tjuvholmen", id=made["id"]).status_code == 404
    assert _withdraw(stage, MAPPING, "tjuvholmen") == 404
    every = stage.http.get("/v1/purpose-declarations?status=any", headers=stranger).json()
    assert {one["organisation"]["name"] for one in every["purpose_declarations"]} == {"Tjuvholmen AB"}


def test_one_version_waits_at_a_time_and_a_retry_submits_once(stage: Stage) -> None:
    headers = {**stage.organisation("norrsken"), "Idempotency-Key": "k-1"}
    first = stage.http.post("/v1/purpose-declarations", json=body(id=MAPPING), headers=headers)
    again = stage.http.post("/v1/purpose-declarations", json=body(id=MAPPING), headers=headers)
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert _statuses(stage, MAPPING) == [(2, "submitted"), (1, "approved")]
    assert submit(stage, id=MAPPING).json()["errors"][0]["field"] == "/id"


_WHOLE = [
    f"profile:{section}:read"
    for section in (
        "person", "expectations", "experience", "education", "languages", "skills", "transversal", "licences",
        "evidence", "plan", "progress",
    )
]  # fmt: skip


def _wants(*scopes: str) -> list[dict[str, Any]]:
    return [{"scope": scope, "reason": text("Why."), "needed": True} for scope in scopes]


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("/purpose/code", {"purpose": {"code": "https://w3id.org/dpv#Marketing", "sentence": text("Ads.")}}),
        ("/purpose/code", {"purpose": {"code": "https://w3id.org/dpv#Recruitment", "sentence": text("Hire.")}}),
        ("/purpose/sentence/ar", {"purpose": {"code": body()["purpose"]["code"], "sentence": {"sv": "A", "en": "B"}}}),
        ("/purpose/sentence/sv", {"purpose": {"code": body()["purpose"]["code"], "sentence": text("x" * 301)}}),
        ("/legal_basis", {"legal_basis": "GDPR art. 6.1 g"}),
        ("/legal_basis", {"legal_basis": "A law."}),
        ("/legal_basis", {"legal_basis": "GDPR art. 9.2 h"}),
        ("/legal_basis", {"legal_basis": "GDPR art. 6.1 e, art. 9.2 d"}),
        ("/legal_basis", {"scopes": _wants("profile:adaptations:read?fields=health")}),
        ("/legal_basis", {"scopes": _wants("profile:expectations:read?fields=goal,obstacles")}),
        ("/scopes", {"scopes": _wants(*_WHOLE)}),
        ("/scopes", {"scopes": []}),
        ("/scopes/0/scope", {"scopes": _wants("profile:adaptations:read")}),
        ("/scopes/0/scope", {"scopes": _wants("profile:nothing:read")}),
        ("/scopes/0/scope", {"scopes": _wants("profile:skills:read?items=itm_1")}),
        ("/scopes/1/scope", {"scopes": _wants(SKILLS, "profile:skills:read?fields=level")}),
        ("/scopes/0/reason/en", {"scopes": [{"scope": SKILLS, "reason": {"sv": "A", "ar": "B"}, "needed": True}]}),
        ("/retention/en", {"retention": {"sv": "Ett år.", "ar": "سنة."}}),
        ("/on_no/sv", {"on_no": {"en": "No", "ar": "لا"}}),
        ("/other_way/ar", {"other_way": {"en": "No", "sv": "Nej"}}),
        ("/contact", {"contact": " "}),
        ("/onward_recipients/0", {"onward_recipients": [""]}),
        ("/status", {"status": "approved"}),
    ],
)  # fmt: skip
def test_a_declaration_that_does_not_say_enough_is_refused_where_it_is_wrong(
    stage: Stage, field: str, changed: dict[str, Any]
) -> None:
    answer = submit(stage, **changed)
    assert answer.status_code == 422, answer.text
    assert field in [one["field"] for one in answer.json()["errors"]]
    everything = stage.http.get("/v1/purpose-declarations?status=any", headers=stage.organisation("norrsken"))
    assert {one["status"] for one in everything.json()["purpose_declarations"]} == {"approved"}


def test_facts_about_health_are_declared_with_a_basis_of_article_nine(stage: Stage) -> None:
    made = approved(
        stage,
        legal_basis="GDPR art. 6.1 e, art. 9.2 h",
        scopes=_wants("profile:adaptations:read?fields=health"),
    )
    asked = stage.ask(("profile:adaptations:read?fields=health",), declaration=made["id"])
    assert asked.status_code == 201


def test_scopes_are_frozen_as_the_fields_are_today(stage: Stage) -> None:
    scopes = submitted(stage)["scopes"]
    assert scopes[0]["scope"].startswith("profile:languages:read?fields=certificate,language,")


def test_the_operator_sees_what_waits_beside_what_is_in_force(stage: Stage) -> None:
    made = submitted(stage, id=MAPPING)
    operator = stage.organisation("egenkarta")
    waiting = stage.http.get("/v1/operator/purpose-declarations", headers=operator).json()
    (found,) = waiting["purpose_declarations"]
    assert found["declaration"]["version"] == 2
    assert found["in_force"]["version"] == 1
    path = f"/v1/operator/purpose-declarations/{MAPPING}/versions/2"
    assert stage.http.get(path, headers=operator).json() == found
    assert stage.http.get(path.replace("/2", "/3"), headers=operator).status_code == 404
    assert decide(stage, made).status_code == 204
    assert stage.http.get("/v1/operator/purpose-declarations", headers=operator).json() == {
        "purpose_declarations": []
    }
