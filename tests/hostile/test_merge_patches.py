"""A merge patch merges (RFC 7396): the examples of its appendix A, and a code that keeps its other half."""

import pytest

from profile_service.domain.merge_patch import merge
from tests.stage import Stage


@pytest.mark.parametrize(
    ("content", "patch", "merged"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_the_standards_examples(content: dict, patch: dict, merged: dict) -> None:
    assert merge(content, patch) == merged


def test_a_part_of_a_code_is_changed_and_the_rest_stays(stage: Stage) -> None:
    headers = stage.individual("astrid")
    item = stage.http.get("/v1/me/profile/languages", headers=headers).json()["items"][0]
    patched = stage.http.patch(
        f"/v1/me/profile/languages/{item['id']}",
        json={"language": {"label": "svenska"}, "native": None},
        headers={**headers, "If-Match": '"1"'},
    )
    assert patched.status_code == 200, patched.text
    content = patched.json()["content"]
    assert content["language"] == {**item["content"]["language"], "label": "svenska"}
    assert "native" not in content
