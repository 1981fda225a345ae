"""Asking, granting, reading."""

import pytest
from pydantic import TypeAdapter, ValidationError

from schemas import limits
from schemas.access import AccessRequestBody, Disclosure, DisclosureBody, GrantBody, Scope

SCOPE: TypeAdapter[str] = TypeAdapter(Scope)
BODY = {
    "connection_code": "ABCD-EFGH",
    "purpose_declaration": "norrsken-matching",
    "scopes": ["profile:skills:read"],
    "case_reference": "N 2026-17",
}
GRANT = {
    "id": "g1",
    "purpose": {"code": "https://w3id.org/dpv#ServiceProvision", "sentence": {"sv": "Att hitta arbete"}},
    "purpose_declaration": {"id": "norrsken-matching", "version": 1},
    "scopes": ["profile:skills:read?fields=skill"],
    "until": "2026-12-31T23:00:00Z",
}
ITEM = {
    "id": "i1",
    "section": "skills",
    "version": 1,
    "source": {"kind": "individual", "name": "Astrid"},
    "strength": "self",
    "created": "2026-01-01T00:00:00Z",
    "last_confirmed": "2026-01-01T00:00:00Z",
    "content": {"skill": {"label": "Cook"}},
}


@pytest.mark.parametrize(
    "scope",
    ["profile:skills:read", "profile:skills:read?fields=level,skill", "profile:skills:read?items=a1,b2",
     "profile:skills:read?fields=skill&items=a1"],
)  # fmt: skip
def test_a_scope_may_be_narrowed_to_fields_and_items(scope: str) -> None:
    assert SCOPE.validate_python(scope) == scope


@pytest.mark.parametrize(
    "scope",
    ["", "profile:*:read", "profile:skills:write", "profile::read", "profile:skills:read?",
     "profile:skills:read?fields=", "profile:skills:read?items=a&fields=b",
     "profile:skills:read?fields=a&fields=b", "profile:skills:read ",
     "profile:skills:read\n", 'profile:skills:read?items="', "profile:skills:read?items=a,,b",
     "profile:Skills:read",
     "profile:skills:read?items=" + "a" * limits.SCOPE],
)  # fmt: skip
def test_any_other_form_of_scope_is_refused(scope: str) -> None:
    with pytest.raises(ValidationError):
        SCOPE.validate_python(scope)


def test_a_request_needs_code_declaration_scopes_and_case_only() -> None:
    assert AccessRequestBody.model_validate(BODY).until is None


@pytest.mark.parametrize("name", BODY)
def test_a_request_that_lacks_any_of_them_is_refused_by_name(name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        AccessRequestBody.model_validate({key: value for key, value in BODY.items() if key != name})
    assert [entry["loc"] for entry in refused.value.errors()] == [(name,)]


@pytest.mark.parametrize("scopes", [[], ["profile:skills:read"] * 41, "profile:skills:read", None])
def test_a_grant_is_of_one_to_forty_scopes(scopes: object) -> None:
    with pytest.raises(ValidationError):
        GrantBody.model_validate({"scopes": scopes})


@pytest.mark.parametrize("name", ["subject", "individual", "person", "organisation"])
def test_whom_a_read_is_about_cannot_be_said_in_the_body(name: str) -> None:
    body = {"grant_id": "g1", "case_reference": "N 1", "reader": "Kim", name: "x"}
    with pytest.raises(ValidationError):
        DisclosureBody.model_validate(body)


def test_a_disclosure_holds_the_granted_sections_and_fields_and_no_others() -> None:
    sent = {
        "grant": GRANT,
        "profile": {"skills": [{**ITEM, "content": {"level": 3}}]},
        "receipt": "/v1/receipts/r1",
    }
    read = Disclosure.model_validate(sent).model_dump(mode="json", exclude_none=True)
    assert read["profile"].keys() == {"skills"}
    assert read["profile"]["skills"][0]["content"] == {"level": 3}


def test_a_disclosure_of_an_unknown_section_is_refused() -> None:
    with pytest.raises(ValidationError):
        Disclosure.model_validate({"grant": GRANT, "profile": {"score": []}, "receipt": "/r"})
