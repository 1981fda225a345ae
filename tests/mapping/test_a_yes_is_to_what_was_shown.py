"""A proposal that looked new, and an entry that she wrote meanwhile on another device: nothing of it is overwritten."""

import pytest

from profile_service.actions.errors import StaleVersionError
from profile_service.actions.own_drafts import DraftView, approve_draft
from tests.mapping.beside_her import ASTRID, Beside
from tests.stage import SKILLS
from tests.web.at_work import AtWork

_SWEDISH = {
    "label": "Svenska", "scheme": "iso639", "concept_id": "sv", "scheme_version": "2023",
}  # fmt: skip


def _shown_as_new(beside: Beside) -> DraftView:
    entry = next(one for one in beside.profile()["languages"] if one.content["language"] == _SWEDISH)
    headers = {**beside.stage.individual("astrid"), "If-Match": "*"}
    assert beside.stage.http.delete(f"/v1/me/profile/languages/{entry.id}", headers=headers).is_success
    seat = beside.grantee(beside.stage.granted((SKILLS,)))
    session = beside.start(seat)
    beside.say(seat, session, reading="A1")
    beside.hand_over(seat, session)
    (view,) = beside.drafts()
    assert (view.draft.step.value, view.tag) == ("add", "new")
    return view


def test_a_yes_to_a_new_entry_changes_none_that_came_meanwhile(beside: Beside) -> None:
    view = _shown_as_new(beside)
    beside.stage.move(minutes=1)
    written = beside.write("languages", {"language": _SWEDISH, "reading": "C1", "writing": "B2"})
    stage, headers = beside.stage, beside.stage.individual("astrid")
    approve = f"/v1/me/drafts/{view.draft.id}/approve"
    for shown in ({}, {"If-Match": '"new"'}, {"If-Match": '"itm_another.1"'}):
        assert stage.http.post(approve, headers={**headers, **shown}).status_code == 412
    with pytest.raises(StaleVersionError):
        beside.run(lambda work: approve_draft(work, beside.desk, ASTRID, view.draft.id, shown=view.tag))
    her = AtWork.sign_in(stage, "astrid")
    decide = f"/my/mapping/{view.draft.mapping}/decide"
    answer = her.post(f"{decide}/{view.draft.id}", {"answer": "approve", "shown": view.tag})
    assert answer.status_code == 409
    assert beside.entry("languages", language=_SWEDISH).content["reading"] == "C1"
    # She is shown what it would change now, and says yes to that.
    (again,) = stage.http.get("/v1/me/drafts", headers=headers).json()["drafts"]
    assert (again["step"], again["tag"]) == ("change", f"{written.id}.1")
    assert f'name="shown" value="{again["tag"]}"' in answer.text
    assert her.post(f"{decide}/{view.draft.id}", {"answer": "approve", "shown": again["tag"]}).is_redirect
    assert beside.entry("languages", language=_SWEDISH).content["reading"] == "A1"
