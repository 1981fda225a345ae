"""HEAD answers as GET does, and the headers that answers carry are in the contract."""

import json

import pytest

from profile_service.command_line.contract_commands import SCHEMAS
from tests.stage import Stage


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/openapi.json", "/", "/static/egenkarta.css"])
def test_head_is_get_without_the_body(stage: Stage, path: str) -> None:
    head, whole = stage.http.head(path), stage.http.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.headers["content-type"] == whole.headers["content-type"]


def test_head_of_her_profile_tells_its_version_to_her_alone(stage: Stage) -> None:
    her = stage.individual("astrid")
    etag = stage.http.get("/v1/me/profile", headers=her).headers["etag"]
    assert stage.http.head("/v1/me/profile", headers=her).headers["etag"] == etag
    assert stage.http.head("/v1/me/profile").status_code == 401


def test_head_is_refused_where_get_is(stage: Stage) -> None:
    refused = stage.http.head("/v1/disclosures", headers=stage.organisation("norrsken"))
    assert (refused.status_code, refused.headers["allow"], refused.content) == (405, "POST", b"")
    assert stage.http.put("/healthz").headers["allow"] == "GET, HEAD"


def test_a_refused_token_is_told_from_none(stage: Stage) -> None:
    none = stage.http.get("/v1/me/profile")
    at = 'resource_metadata="http://127.0.0.1:8000/.well-known/oauth-protected-resource/v1"'
    assert none.headers["www-authenticate"] == f"Bearer {at}"
    refused = stage.http.get("/v1/me/profile", headers={"Authorization": "Bearer nothing"})
    assert refused.headers["www-authenticate"] == f'Bearer error="invalid_token", {at}'


def test_a_patch_of_the_profile_is_read_as_a_merge_patch(stage: Stage) -> None:
    her = {**stage.individual("astrid"), "If-Match": "*", "Content-Type": "application/merge-patch+json"}
    answer = stage.http.patch("/v1/me/profile", content=b'{"person": {"phone": null}}', headers=her)
    assert answer.status_code == 200, answer.text
    assert "phone" not in answer.json()["sections"]["person"][0]["content"]


def test_the_contract_says_which_headers_come_and_which_are_needed() -> None:
    contract = json.loads((SCHEMAS / "openapi.json").read_text(encoding="utf-8"))
    paths = contract["paths"]
    added = paths["/v1/me/profile/skills"]["post"]["responses"]
    assert set(added["201"]["headers"]) == {"ETag", "Location"}
    assert set(added["401"]["headers"]) == {"WWW-Authenticate"}
    assert set(added["429"]["headers"]) == {"Retry-After"}
    changes = {name: path["patch"] for name, path in paths.items() if "patch" in path}
    assert len(changes) > 12
    for name, change in changes.items():
        assert {"name": "If-Match", "required": True}.items() <= {
            said: value
            for one in change["parameters"]
            if one["name"] == "If-Match"
            for said, value in one.items()
            if said in ("name", "required")
        }.items()
        # What is sent to a mapping session is answers and wishes, in lists: no merge patch of the session (RFC 7396).
        merges = set() if "/mapping-sessions/" in name else {"application/merge-patch+json"}
        assert set(change["requestBody"]["content"]) == {"application/json"} | merges
