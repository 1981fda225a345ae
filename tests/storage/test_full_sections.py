"""A section has an end: whatever is in it is opened and sealed as a whole, in everybody's time."""

from typing import Any

import orjson
import pytest

from profile_service.domain.leaving import stated
from profile_service.storage import mapping, vault
from profile_service.storage.mapping import dump_items
from profile_service.storage.vault import LARGEST_SECTION
from tests.stage import Stage

_WORD = "å" * 390


def _heavy() -> dict[str, Any]:
    """One experience as long as the contract lets it be."""
    code = {"scheme": "own", "concept_id": "c" * 300, "scheme_version": "1"}
    return {"title": "x", "tasks": "å" * 4000, "skills_used": [{"label": _WORD, **code}] * 100}


def test_a_section_that_is_full_takes_no_more_and_what_is_in_it_stays(stage: Stage) -> None:
    his = stage.individual("bo")
    for _ in range(LARGEST_SECTION // 100_000 + 1):
        answer = stage.http.post("/v1/me/profile/experience", json=_heavy(), headers=his)
        if answer.status_code != 201:
            break
        last = answer
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["problem"] == "the section is full"
    kept = stage.http.get("/v1/me/profile/experience", headers=his)
    assert kept.json()["items"][-1] == last.json()
    assert len(kept.content) <= LARGEST_SECTION + 100
    gone = stage.http.delete(last.headers["location"], headers={**his, "If-Match": last.headers["etag"]})
    assert gone.status_code == 204
    assert stage.http.post("/v1/me/profile/experience", json={"title": "x"}, headers=his).status_code == 201


def _in_the_form_before(items: Any) -> bytes:
    pieces = [orjson.dumps(stated(item), option=orjson.OPT_UTC_Z)[:-1] for item in items]
    heads = orjson.dumps([mapping._head(item, piece) for item, piece in zip(items, pieces, strict=True)])
    return b"".join((b"\x01", len(heads).to_bytes(4), heads, *pieces))


def test_what_was_filled_up_in_an_earlier_form_can_be_emptied_item_by_item(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    his, made = stage.individual("bo"), []
    for length in (5, *[4000] * 30):
        entry = {"title": "x", "tasks": "y" * length}
        made.append(stage.http.post("/v1/me/profile/experience", json=entry, headers=his))
    lengths: list[int] = []

    def in_both(items: Any) -> bytes:
        lengths.append(len(_in_the_form_before(items)))
        return dump_items(items)

    monkeypatch.setattr(vault, "dump_items", in_both)
    entry = {"title": "x", "tasks": "z"}
    assert stage.http.post("/v1/me/profile/experience", json=entry, headers=his).status_code == 201
    # As full as it could be in the form before: one more byte of it would have been too many.
    monkeypatch.setattr(vault, "LARGEST_SECTION", lengths[-1])
    one = stage.http.get(made[0].headers["location"], headers=his)
    gone = stage.http.delete(made[0].headers["location"], headers={**his, "If-Match": one.headers["etag"]})
    assert gone.status_code == 204, gone.text
