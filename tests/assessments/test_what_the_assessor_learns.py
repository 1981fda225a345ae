"""Whatever she does, the assessor is told the same bytes; and who reaches nobody is told no more than that."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from consent.vocabulary import OrganisationId
from profile_service.actions.assessor_records import Ending, supersede_assessment, withdraw_assessment
from profile_service.actions.errors import NotAvailableError
from profile_service.domain.assessment import AssessmentId
from profile_service.domain.people import Grantee, Role, StaffRole
from tests.assessments.proposing import (
    CLAIM,
    SKILLS,
    accepted,
    act,
    declared,
    ending,
    hers,
    propose,
    proposed,
    say,
)
from tests.declared import duty
from tests.stage import Stage


def _told(stage: Stage, assessment: str) -> dict[str, Any]:
    """All that the assessor can see of one, as it came, without what differs by its own doing: the id and the time."""
    path = f"/v1/assessments/{assessment}"
    one = stage.http.get(path, headers=stage.organisation("yrkesskolan"))
    listed = stage.http.get("/v1/assessments", headers=stage.organisation("yrkesskolan")).json()
    record = next(found for found in listed["assessments"] if found["id"] == assessment)
    assert one.json() == record
    same = {name: value for name, value in record.items() if name not in ("id", "proposed_at")}
    return {**same, "status": one.status_code, "length": len(one.content)}


def test_waiting_left_accepted_hidden_and_erased_look_the_same_and_end_the_same(stage: Stage) -> None:
    claims = [{"competence": {"label": f"Konst {at}"}} for at in range(5)]
    found = [proposed(stage, claim=claim) for claim in claims]
    gone = proposed(stage, connection_code=stage.code("bo"))
    _, left, taken, hidden, answered = found
    assert act(stage, left, "leave").status_code == 200
    for one in (taken, hidden, answered):
        assert act(stage, one, "accept").status_code == 200
    assert act(stage, hidden, "hide").status_code == 200
    assert say(stage, answered, "Mitt svar").status_code == 200
    assert stage.http.delete("/v1/me", headers=stage.individual("bo")).status_code == 204
    told = [_told(stage, one) for one in (*found, gone)]
    assert [one for one in told if one != told[0]] == []
    stage.rounds()
    notices = stage.http.get("/v1/notices", headers=stage.organisation("yrkesskolan")).json()["notices"]
    assert notices == [], "nor is it told by a notice"
    ended = [ending(stage, one, "withdraw") for one in (*found[:3], gone)]
    assert {(one.status_code, len(one.content)) for one in ended} == {(200, len(ended[0].content))}
    again = [ending(stage, one, "supersede") for one in (hidden, answered)]
    assert {one.status_code for one in again} == {201}
    assert ending(stage, gone, "supersede").status_code == 409


def test_what_she_left_is_not_put_to_her_again_and_nobody_is_told(stage: Stage) -> None:
    first = proposed(stage)
    act(stage, first, "leave")
    again, anew = propose(stage), ending(stage, first, "supersede")
    assert (again.status_code, anew.status_code) == (201, 201)
    for one in (again.json()["id"], anew.json()["id"]):
        kept = hers(stage, one)
        assert (kept["state"], kept["waits"]) == ("left", False)
    assert act(stage, again.json()["id"], "accept").status_code == 200, "she can take it up after all"
    other = proposed(stage, claim={"competence": {"label": "Egenkontroll"}})
    assert hers(stage, other)["waits"] is True, "another competence is another question"


def test_the_limit_follows_from_the_assessors_own_tries_alone(stage: Stage) -> None:
    grant = stage.granted((SKILLS,), declaration=declared(stage, SKILLS))
    by = {"organisation": "norrsken", "grant_id": grant, "reader": "Nils Berg", "unit": None}
    sent = [proposed(stage, **by, claim={"competence": {"label": f"Konst {at}"}}) for at in range(20)]
    for one in sent[:10]:
        act(stage, one, "leave")
    assert propose(stage, **by).status_code == 429, "her answers make no room"
    stage.move(days=31)
    assert propose(stage, **by).status_code == 201


def test_who_has_no_ground_gets_the_uniform_refusal(stage: Stage) -> None:
    live = stage.granted((SKILLS,), declaration=declared(stage, SKILLS))
    ended = stage.granted((SKILLS,), declaration=declared(stage, SKILLS))
    paused = stage.granted((SKILLS,), declaration=declared(stage, SKILLS))
    stage.withdraw(ended)
    stage.http.post(f"/v1/me/grants/{paused}/pause", headers=stage.individual("astrid"))
    by_law = duty(stage)
    by = {"reader": "Nils Berg", "unit": None}
    refused = [
        propose(stage, "norrsken", grant_id="gra_never", **by),
        propose(stage, "norrsken", grant_id=ended, **by),
        propose(stage, "norrsken", grant_id=paused, **by),
        propose(stage, "norrsken", grant_id=by_law, **by),
        propose(stage, "yrkesskolan", grant_id=live),
    ]
    never = stage.read("gra_never")
    assert [(one.status_code, one.content) for one in refused] == [(404, never.content)] * len(refused)
    mine = [line for line in stage.log() if line["kind"] == "assessment"]
    assert [line["outcome"] for line in mine] == ["refused"] * len(mine)
    assert mine, "she sees who tried"
    assert stage.http.post("/v1/me/pause", headers=stage.individual("astrid")).status_code < 300
    assert propose(stage, "norrsken", grant_id=live, **by).status_code == 404, "a pause of everything is one"


def test_a_code_is_for_one_proposal_that_stands_and_dead_ones_are_counted(stage: Stage) -> None:
    code = stage.code()
    assert propose(stage, connection_code=code, claim={"method": None}).status_code == 422
    assert propose(stage, connection_code=code, claim={"about": "itm_1"}).status_code == 422
    assert propose(stage, connection_code=code).status_code == 201, "a mistake elsewhere does not spend it"
    used = propose(stage, connection_code=code)
    assert (used.status_code, used.json()["type"]) == (422, "urn:egenkarta:problem:connection-code-invalid")
    assert propose(stage, connection_code=code, grant_id="gra_1").status_code == 422
    for _ in range(19):
        propose(stage, connection_code="00000-00000")
    assert propose(stage, connection_code="00000-00000").status_code == 429


@pytest.mark.parametrize(
    ("organisation", "kind", "status"),
    [
        ("tjuvholmen", "third_party", 201),
        ("tjuvholmen", "assessed", 422),
        ("norrsken", "assessed", 201),
        ("norrsken", "recognised", 422),
        ("yrkesskolan", "recognised", 201),
    ],
)
def test_an_organisation_claims_no_more_than_it_is_here_for(
    stage: Stage, organisation: str, kind: str, status: int
) -> None:
    answer = propose(stage, organisation, claim={"kind": kind}, unit=None)
    assert answer.status_code == status, answer.text
    if status == 422:
        assert answer.json()["errors"][0]["field"] == "/claim/kind"


def test_each_mistake_is_told_where_it_is_and_nothing_is_kept(stage: Stage) -> None:
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("/claim/kind", {"kind": "self"}),
        ("/claim/method", {"method": "x" * 201}),
        ("/claim/assessed_on", {"assessed_on": "2026-11-22"}),
        ("/claim/assessed_on", {"assessed_on": "in autumn"}),
        ("/claim/valid_until", {"assessed_on": "2026-01-01", "valid_until": "2026-10-01"}),
        ("/claim/valid_until", {"valid_until": "2026-11-01"}),
        ("/claim/level", {"level": 5}),
        ("/claim/level", {"level": True}),
        ("/claim/evidence", {"evidence": ["x"] * 21}),
        ("/claim/standard/label", {"standard": {"scheme": "esco"}}),
        ("/claim/competence", {"competence": None}),
        ("/claim/statement", {"statement": "a\u0000b"}),
        ("/claim/answer", {"answer": "Hon håller med."}),
        ("/claim/hidden", {"hidden": False}),
        ("/claim/status", {"status": "stands"}),
        ("/claim/assessor", {"assessor": "Arbetsförmedlingen"}),
        ("/claim/assessment_id", {"assessment_id": "asm_1"}),
    ]
    code = stage.code()
    for field, changed in wrong:
        answer = propose(stage, connection_code=code, claim=changed)
        assert answer.status_code == 422, (field, answer.text)
        assert answer.json()["errors"][0]["field"].startswith(field), (field, answer.json()["errors"])
    everything = stage.http.get("/v1/me/assessments", headers=stage.individual("astrid")).json()
    assert everything == {"assessments": []}
    assert propose(stage, connection_code=code, case_reference=" ").status_code == 422


def test_who_could_not_have_claimed_it_ends_nothing(stage: Stage) -> None:
    found = AssessmentId(accepted(stage, claim={"kind": "recognised"}))
    confirmed = AssessmentId(accepted(stage, claim={"kind": "third_party"}))
    keeping, desk = stage.parts.database.writer, stage.house.desk
    school = keeping.run(lambda work: work.accounts.organisation(OrganisationId("org_demo_yrkesskolan")))
    assert school is not None
    roles = [
        frozenset({StaffRole.RECRUITER}),
        frozenset({StaffRole.CASE_WORKER}),
        frozenset({StaffRole.ASSESSOR}),
    ]
    recruiter, caseworker, assessor = (Grantee(school, "Validering", "Siv Ek", one) for one in roles)
    system_of_less = replace(recruiter, organisation=replace(school, role=Role.AGENCY), reader=None)
    why = Ending("Fel.", "Siv Ek")
    for who in (recruiter, caseworker, system_of_less):
        with pytest.raises(NotAvailableError):
            keeping.run(partial(withdraw_assessment, desk=desk, grantee=who, assessment=found, ending=why))
        with pytest.raises(NotAvailableError):
            keeping.run(
                partial(supersede_assessment, desk=desk, grantee=who, assessment=found, raw=CLAIM, ending=why)
            )
    assert hers(stage, found)["standing"] == "stands"
    for who, one in ((caseworker, confirmed), (assessor, found)):
        keeping.run(partial(withdraw_assessment, desk=desk, grantee=who, assessment=one, ending=why))
        assert hers(stage, one)["standing"] == "withdrawn"


def test_nobody_elses_and_no_strange_id_opens_anything(stage: Stage) -> None:
    found = accepted(stage)
    for verb in ("accept", "leave", "hide", "show"):
        for one in (found, "asm_none", "../me", "%00", "'--"):
            assert act(stage, one, verb, persona="bo").status_code == 404, (verb, one)
    for organisation in ("norrsken", "tjuvholmen"):
        headers = stage.organisation(organisation)
        assert stage.http.get(f"/v1/assessments/{found}", headers=headers).status_code == 404
        body = {"reader": "Nils Berg", "reason": "Nej."}
        path = f"/v1/assessments/{found}/withdraw"
        assert stage.http.post(path, json=body, headers=headers).status_code == 404
    assert hers(stage, found)["standing"] == "stands"
    assert hers(stage, found)["content"]["competence"] == CLAIM["competence"]
