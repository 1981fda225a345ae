"""An item that says nothing: hers to see and to fill again, and nobody else's to hear of."""

import json

from tests.stage import Stage

_EMAIL = "profile:person:read?fields=email"


def _emptied(stage: Stage) -> str:
    """Where Bo's item about himself is, after he has taken every field away."""
    his = stage.individual("bo")
    (item,) = stage.http.get("/v1/me/profile/person", headers=his).json()["items"]
    place = f"/v1/me/profile/person/{item['id']}"
    nothing = dict.fromkeys(item["content"])
    answer = stage.http.patch(place, json=nothing, headers={**his, "If-Match": '"1"'})
    assert (answer.status_code, answer.json()["content"]) == (200, {})
    return place


def test_an_item_that_was_emptied_is_still_there_for_him(stage: Stage) -> None:
    place, his = _emptied(stage), stage.individual("bo")
    assert stage.http.get(place, headers=his).json()["content"] == {}
    (listed,) = stage.http.get("/v1/me/profile/person", headers=his).json()["items"]
    assert listed["version"] == 2


def test_he_can_fill_it_again_and_make_no_second_one_beside_it(stage: Stage) -> None:
    place, his = _emptied(stage), stage.individual("bo")
    assert stage.http.post("/v1/me/profile/person", json={"name": "Bo"}, headers=his).status_code == 422
    answer = stage.http.patch(place, json={"name": "Bo"}, headers={**his, "If-Match": '"2"'})
    assert (answer.status_code, answer.json()["version"]) == (200, 3)


def test_a_recipient_does_not_even_see_that_there_is_one(stage: Stage) -> None:
    grant = stage.granted((_EMAIL,), persona="bo")
    assert "person" in stage.read(grant).json()["profile"]
    _emptied(stage)
    answer = stage.read(grant)
    assert answer.status_code == 200
    assert answer.json()["profile"] == {}


def test_a_profile_with_an_empty_item_is_printed_and_exported(stage: Stage) -> None:
    _emptied(stage)
    his = stage.individual("bo")
    assert stage.http.get("/v1/me/profile.pdf", headers=his).status_code == 200
    exported = json.loads(stage.http.get("/v1/me/export", headers=his).content)
    assert exported["sections"]["person"][0]["content"] == {}
