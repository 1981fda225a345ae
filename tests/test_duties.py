"""Access by law over the API: for a named rule and its fields, seen by her, and not hers to stop."""

from datetime import timedelta
from typing import Any

import pytest

from profile_service.actions.duties import duties_to
from profile_service.domain.people import Grantee
from profile_service.domain.sections import ORDINARY
from tests.declared import CITATION, RULE, duty, number_of, register
from tests.stage import LANGUAGES, SKILLS, Stage

LEVELS = "profile:languages:read?fields=language,reading"


def _own(stage: Stage, persona: str = "astrid") -> list[dict[str, Any]]:
    answer = stage.http.get("/v1/me/duties", headers=stage.individual(persona))
    found: list[dict[str, Any]] = answer.json()["duties"]
    return found


def _end(stage: Stage, duty_id: str) -> int:
    path = f"/v1/operator/duties/{duty_id}/end"
    return stage.http.post(path, headers=stage.organisation("egenkarta")).status_code


def test_it_is_read_for_its_rule_and_she_sees_both(stage: Stage) -> None:
    made = duty(stage, scopes=[LEVELS])
    (seen,) = _own(stage)
    assert (seen["citation"], seen["text"], seen["scopes"]) == (CITATION, RULE, [LEVELS])
    assert (seen["organisation"]["name"], seen["stands"], seen["reads"]) == ("Norrsken AB", True, 0)
    read = stage.read(made)
    assert read.status_code == 200
    found = read.json()
    assert "grant" not in found
    assert "receipt" not in found
    assert found["duty"]["citation"] == CITATION
    assert set(found["profile"]) == {"languages"}
    for item in found["profile"]["languages"]:
        assert set(item["content"]) <= {"language", "reading"}
    (seen,) = _own(stage)
    assert (seen["reads"], seen["last_read_at"]) == (1, "2026-11-21T09:00:00Z")
    lines = [line for line in stage.log() if line["grant_id"] == made]
    assert [(line["kind"], line["rule"]) for line in lines] == [("read", CITATION), ("duty", CITATION)]
    assert lines[0]["reader"] == "Nils Berg"


def test_less_can_be_read_and_never_more(stage: Stage) -> None:
    made = duty(stage, scopes=[LEVELS])
    less = stage.read(made, scopes=["profile:languages:read?fields=language"])
    assert less.json()["duty"]["scopes"] == ["profile:languages:read?fields=language"]
    assert stage.read(made, scopes=[SKILLS]).status_code == 404
    more = stage.read(made, scopes=[LANGUAGES])
    assert more.json()["duty"]["scopes"] == [LEVELS]


def test_a_pause_or_an_end_of_all_her_grants_does_not_touch_it(stage: Stage) -> None:
    hers, made = stage.individual("astrid"), duty(stage)
    for grant in stage.http.get("/v1/me/grants", headers=hers).json()["grants"]:
        stage.withdraw(grant["id"])
    assert stage.read(made).status_code == 200
    for verb in ("withdraw", "pause", "undo"):
        answer = stage.http.post(f"/v1/me/grants/{made}/{verb}", headers=hers)
        assert answer.status_code == 404, verb
    assert stage.read(made).status_code == 200


def test_to_everybody_else_it_looks_like_nothing(stage: Stage) -> None:
    made = duty(stage)
    nothing = stage.read("gra_nothing")
    for answer in (
        stage.read(made, "tjuvholmen"),
        stage.http.get(f"/v1/receipts/{made}", headers=stage.organisation("norrsken")),
    ):
        assert (answer.status_code, answer.content) == (404, nothing.content)
    assert stage.http.get("/v1/duties", headers=stage.organisation("tjuvholmen")).json() == {"duties": []}
    assert [
        one["id"]
        for one in stage.http.get("/v1/duties", headers=stage.organisation("norrsken")).json()["duties"]
    ] == [made]
    assert _own(stage, "bo") == []


def test_it_ends_on_its_last_day_and_when_the_operator_ends_it(stage: Stage) -> None:
    short = duty(stage, until=(stage.clock.now() + timedelta(days=1)).isoformat())
    long = duty(stage, citation="SFS 1980:100, 1 §")
    later = duty(stage, since=(stage.clock.now() + timedelta(days=2)).isoformat())
    assert stage.read(later).status_code == 404
    assert _end(stage, long) == 204
    assert _end(stage, long) == 404
    assert stage.read(long).status_code == 404
    assert next(line for line in stage.log() if line["kind"] == "duty_end")["rule"] == "SFS 1980:100, 1 §"
    stage.move(days=1)
    assert stage.read(short).status_code == 404
    stage.move(days=1)
    assert stage.read(later).status_code == 200
    assert sorted(one["stands"] for one in _own(stage)) == [False, False, True]


def test_its_organisation_finds_it_listed_while_it_stands_and_no_longer(stage: Stage) -> None:
    made, coming = duty(stage), duty(stage, since="2026-11-25T09:00:00Z")

    def listed() -> set[str]:
        def find(work: Any) -> set[str]:
            client = work.accounts.client(stage.company("norrsken")["client_id"])
            grantee = Grantee(work.accounts.organisation(client.organisation), "", None)
            return {str(one.id) for one in duties_to(work, stage.house.desk, grantee)}

        found: set[str] = stage.parts.database.reader.run(find)
        return found

    assert listed() == {made}
    assert _end(stage, made) == 204
    assert listed() == set()
    stage.move(days=5)
    assert listed() == {coming}


def test_her_erasure_ends_it(stage: Stage) -> None:
    made = duty(stage, "bo")
    assert stage.http.delete("/v1/me", headers=stage.individual("bo")).status_code == 204
    assert stage.read(made).status_code == 404
    listed = stage.http.get("/v1/operator/duties", headers=stage.organisation("egenkarta")).json()
    assert listed == {"duties": []}


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("/individual", {"individual": "ind_nobody"}),
        ("/individual", {"individual": None}),
        ("/organisation", {"organisation": "org_nobody"}),
        ("/organisation", {"organisation": "org_demo_drift"}),
        ("/citation", {"citation": " "}),
        ("/reference", {"reference": None}),
        ("/reference", {"reference": " "}),
        ("/text/ar", {"text": {"sv": "Regel.", "en": "Rule."}}),
        ("/scopes", {"scopes": []}),
        ("/scopes", {"scopes": [f"profile:{name}:read" for name, fields in ORDINARY.items() if fields]}),
        ("/scopes/0", {"scopes": ["profile:adaptations:read"]}),
        ("/until", {"until": "2027-11-22"}),
        ("/until", {"until": "2026-11-20"}),
        ("/until", {"until": None}),
        ("/since", {"since": "2026-11-20T09:00:00Z"}),
    ],
)
def test_a_duty_that_is_not_for_a_named_rule_and_person_is_refused(
    stage: Stage, field: str, changed: dict[str, Any]
) -> None:
    answer = register(stage, **changed)
    assert answer.status_code == 422, answer.text
    assert field in [one["field"] for one in answer.json()["errors"]]
    assert _own(stage) == []


def test_only_the_operator_registers_one(stage: Stage) -> None:
    sent = {
        "organisation": "org_demo_norrsken",
        "individual": number_of(stage),
        "reference": "DEMAND-1",
        "citation": CITATION,
        "text": RULE,
    }
    sent |= {"scopes": [LANGUAGES], "until": "2026-12-24"}
    for headers in (stage.organisation("norrsken"), stage.individual("astrid")):
        assert stage.http.post("/v1/operator/duties", json=sent, headers=headers).status_code == 403
    assert _own(stage) == []


def test_the_operator_learns_nothing_of_how_it_is_used(stage: Stage) -> None:
    made = duty(stage)
    operator = stage.organisation("egenkarta")
    before = stage.http.get("/v1/operator/duties", headers=operator).content
    stage.read(made)
    assert stage.http.get("/v1/operator/duties", headers=operator).content == before
