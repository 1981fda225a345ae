"""Her own last wording stays beside what somebody else wrote down, is told to nobody else, and comes back in one call."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from consent.vocabulary import IndividualId
from profile_service.actions.own_profile import read_own_item, rewrite_item
from profile_service.domain.profile import Assertion, ItemId, Json, Source, SourceKind
from profile_service.storage.mapping import dump_items, load_section
from tests.stage import SKILLS, Stage

_STAFF = Source(SourceKind.HELPED, "Norrsken AB")
_SECTION = "/v1/me/profile/skills"
_HER = IndividualId("ind_demo_astrid")


def _items(stage: Stage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = stage.http.get(_SECTION, headers=stage.individual("astrid")).json()["items"]
    return found


def _written_by_staff(stage: Stage, item: str, label: str) -> None:
    """As when she has approved a helper's draft."""
    desk = stage.house.desk
    fields: Mapping[str, Json] = {"skill": {"label": label}, "level": 4}
    stage.parts.database.writer.run(
        lambda work: rewrite_item(work, desk, _HER, "skills", ItemId(item), fields, None, _STAFF)
    )


def _kept(stage: Stage, item: str) -> Assertion:
    desk = stage.house.desk
    return stage.parts.database.reader.run(
        lambda work: read_own_item(work, desk, _HER, "skills", ItemId(item))
    )


def test_her_last_own_wording_comes_back_in_one_call_after_several_staff_changes(stage: Stage) -> None:
    first = _items(stage)[0]
    assert "own_words" not in first
    for label in ("Personlig service", "Kundservice, kvalificerad"):
        _written_by_staff(stage, first["id"], label)
    now = next(one for one in _items(stage) if one["id"] == first["id"])
    assert now["content"]["skill"]["label"] == "Kundservice, kvalificerad"
    assert now["source"] == {"kind": "helped", "name": "Norrsken AB"}
    assert now["own_words"] == first["content"]

    grant = stage.granted((SKILLS,))
    for answer in (
        stage.read(grant).text,
        stage.http.get("/v1/me/grants", headers=stage.individual("astrid")).text,
    ):
        assert "own_words" not in answer
        assert first["content"]["skill"]["label"] not in answer
    exported = stage.http.get("/v1/me/export", headers=stage.individual("astrid")).json()
    assert first["content"] in [one.get("own_words") for one in exported["sections"]["skills"]]

    headers = stage.individual("astrid")
    path = f"{_SECTION}/{first['id']}/restore"
    assert stage.http.post(path, headers=headers).status_code == 428
    assert stage.http.post(path, headers={**headers, "If-Match": '"1"'}).status_code == 412
    back = stage.http.post(path, headers={**headers, "If-Match": f'"{now["version"]}"'})
    assert back.status_code == 200, back.text
    restored = back.json()
    assert restored["content"] == first["content"]
    assert (restored["source"]["kind"], restored["strength"]) == ("individual", "self")
    assert (restored["version"], back.headers["etag"]) == (now["version"] + 1, f'"{now["version"] + 1}"')
    assert "own_words" not in restored
    past = stage.http.get(f"{_SECTION}/{first['id']}/history", headers=headers).json()["versions"]
    assert past[-1]["change"] == "restored"
    again = stage.http.post(path, headers={**headers, "If-Match": "*"})
    assert again.status_code == 404, "there is nothing to restore any more"


def test_what_she_writes_herself_takes_the_place_of_what_was_kept(stage: Stage) -> None:
    item = _items(stage)[0]["id"]
    _written_by_staff(stage, item, "Personlig service")
    headers = {**stage.individual("astrid"), "If-Match": "*"}
    stage.http.patch(f"{_SECTION}/{item}", json={"level": 2}, headers=headers)
    assert _kept(stage, item).own_words is None


def test_saying_that_it_is_still_true_changes_no_word_and_keeps_hers(stage: Stage) -> None:
    item = _items(stage)[0]["id"]
    _written_by_staff(stage, item, "Personlig service")
    before = _kept(stage, item)
    stage.move(days=10)
    headers = {**stage.individual("astrid"), "If-Match": f'"{before.version}"'}
    answer = stage.http.post(f"{_SECTION}/{item}/confirm", headers=headers)
    assert answer.status_code == 200, answer.text
    after = _kept(stage, item)
    assert (after.content, after.own_words, after.source) == (before.content, before.own_words, _STAFF)
    assert after.version == before.version + 1
    assert after.last_confirmed - before.last_confirmed == timedelta(days=10)
    assert before.review_date is not None
    assert after.review_date is not None
    assert after.review_date > before.review_date


def test_a_row_of_before_that_has_no_wording_beside_it_is_read(stage: Stage) -> None:
    kept = _kept(stage, _items(stage)[0]["id"])
    stored = dump_items([kept])
    assert b"own_words" not in stored
    assert load_section("skills", stored).items() == (kept,)
