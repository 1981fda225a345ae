"""Scopes that name what does not exist, too much, or more than was declared: refused, field by field."""

import pytest

from consent.scope import MOST_SCOPES
from schemas import limits
from schemas.access import DisclosureRecordList
from tests.invariants.rawfile import everything
from tests.stage import LANGUAGES, SKILLS, Stage

_WRONG = {
    "an unknown section": "profile:wages:read",
    "an unknown field": "profile:skills:read?fields=wage",
    "a known and an unknown field": "profile:skills:read?fields=level,wage",
    "a field of another section": "profile:skills:read?fields=health",
    "another verb": "profile:skills:write",
    "everything": "profile:*:read",
    "a section of special fields in a lump": "profile:adaptations:read",
    "an empty list": "profile:skills:read?fields=",
    "a control": "profile:skills:read\u0000",
    "a line": "profile:skills:read\nprofile:person:read",
    "two in one": "profile:skills:read profile:person:read",
    "a path": "profile:../person:read",
    "SQL": "profile:skills:read' OR 1=1 --",
    "too long": "profile:skills:read?items=" + ",".join(f"itm_{at}" for at in range(900)),
    "far too long": "profile:skills:read?items=" + "a" * 100_000,
    "empty": "",
}


@pytest.mark.parametrize("name", sorted(_WRONG))
def test_a_question_with_such_a_scope_is_refused_by_its_place_and_costs_no_code(
    standing: Stage, name: str
) -> None:
    code = standing.code()
    before = everything(standing)
    answer = standing.ask((LANGUAGES, _WRONG[name]), connection_code=code)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["/scopes/1"]
    after = everything(standing)
    # `ask` makes a code that is not sent; what matters is that the one that was sent is still good.
    assert after["access_request"] == before["access_request"]
    assert standing.ask((LANGUAGES,), connection_code=code).status_code == 201


@pytest.mark.parametrize("name", sorted(_WRONG))
def test_a_yes_and_a_look_and_a_read_with_such_a_scope_are_refused(standing: Stage, name: str) -> None:
    request_id, grant_id = standing.asked((LANGUAGES, SKILLS)), standing.granted()
    before = everything(standing)
    given = standing.answer_yes(request_id, (LANGUAGES, _WRONG[name]))
    assert given.status_code == 422
    if len(_WRONG[name]) < 10_000:
        looked = standing.http.get(
            f"/v1/me/access-requests/{request_id}/preview",
            params={"scopes": [_WRONG[name] or "-"]},
            headers=standing.individual("astrid"),
        )
        # Two scopes in one parameter are two scopes: then it is the second that was not asked for.
        assert looked.status_code == 422
    assert standing.read(grant_id, scopes=[_WRONG[name]]).status_code == 422
    assert everything(standing) == before


@pytest.mark.parametrize(
    "scopes", [[], None, "profile:skills:read", {}, [None], [1], [["profile:skills:read"]], [SKILLS] * 41]
)
def test_a_list_of_scopes_is_a_list_of_one_to_forty_scopes(standing: Stage, scopes: object) -> None:
    body = {
        "connection_code": standing.code(),
        "purpose_declaration": "dcl_norrsken_mapping",
        "scopes": scopes,
        "case_reference": "c",
    }
    headers = standing.organisation("norrsken")
    answer = standing.http.post("/v1/access-requests", json=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith("/scopes")


@pytest.mark.parametrize(
    "scope",
    [
        "profile:adaptations:read?fields=health",
        "profile:person:read",
        "profile:person:read?fields=identity_numbers",
        "profile:plan:read",
        "profile:evidence:read",
        "profile:expectations:read?fields=obstacles",
    ],
)
def test_more_than_was_declared_is_not_asked(standing: Stage, scope: str) -> None:
    answer = standing.ask((LANGUAGES, scope))
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:egenkarta:problem:outside-declaration"
    assert [error["field"] for error in answer.json()["errors"]] == ["/scopes/1"]


def test_anothers_declaration_cannot_be_used(standing: Stage) -> None:
    for declaration in ("dcl_tjuvholmen_vacancy", "dcl_of_nobody", "", "dcl_norrsken_mapping' --"):
        answer = standing.ask((SKILLS,), declaration=declaration)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "/purpose_declaration"


def test_items_of_nobody_disclose_nothing(stage: Stage) -> None:
    answer = stage.read(stage.granted(("profile:skills:read?items=itm_of_nobody",)))
    assert answer.json()["profile"] == {}


def test_wishes_that_cut_a_grant_into_a_thousand_slices_are_refused_and_leave_her_log_readable(
    stage: Stage,
) -> None:
    def slices(first: int) -> tuple[str, ...]:
        return tuple(
            "profile:skills:read?items=" + ",".join(f"itm_{at + step}_{first}" for step in range(3))
            for at in range(MOST_SCOPES)
        )

    def crossing(first: int) -> list[str]:
        return [
            "profile:skills:read?items=" + ",".join(f"itm_{at * 7 + step}_{first}" for at in range(6))
            for step in range(MOST_SCOPES)
        ]

    grant = stage.granted(slices(1))
    assert stage.read(grant).status_code == 200
    assert stage.read(grant, scopes=list(slices(1))[:5]).status_code == 200
    refused = stage.read(grant, scopes=crossing(1))
    assert (refused.status_code, refused.json()["type"]) == (404, "urn:egenkarta:problem:not-available")
    log = stage.http.get("/v1/me/disclosures", headers=stage.individual("astrid"))
    assert len(DisclosureRecordList.model_validate_json(log.content).disclosures[0].scopes) == 1


def test_more_scopes_than_an_answer_may_hold_are_not_previewed(stage: Stage) -> None:
    asked = stage.asked()
    many = " ".join(f"profile:skills:read?items=itm_{at}" for at in range(MOST_SCOPES + 1))
    answer = stage.http.get(
        f"/v1/me/access-requests/{asked}/preview",
        params={"scopes": many},
        headers=stage.individual("astrid"),
    )
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "/scopes")


def test_the_contract_and_the_consent_layer_mean_the_same_number_of_scopes() -> None:
    assert limits.SCOPES == MOST_SCOPES


@pytest.mark.parametrize(
    ("scope", "problem"),
    [
        ("profile:adaptations:read", "nothing in this section is shared in a lump"),
        ("profile:skills:read?fields=kanarie", "there is no such field in this section"),
        ("profile:kanarie:read", "there is no such section"),
    ],
)
def test_a_scope_is_refused_for_its_own_reason(stage: Stage, scope: str, problem: str) -> None:
    refused = stage.ask((scope,))
    assert refused.status_code == 422
    assert [error["problem"] for error in refused.json()["errors"]] == [problem]
    assert "kanarie" not in refused.text
