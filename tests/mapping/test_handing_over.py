"""Nothing enters the profile before she says so, item by item; what she says no to is kept nowhere."""

from typing import Any

import pytest

from profile_service.actions.errors import AlreadyAnsweredError, ContentError, StaleVersionError
from profile_service.actions.mapping import Arrangement, arrange, leave, note
from profile_service.actions.own_drafts import forget_old_drafts
from profile_service.domain.helping import Step
from profile_service.domain.mapping_session import SessionState
from profile_service.domain.profile import SourceKind
from tests.invariants.rawfile import everything, raw_bytes
from tests.mapping.beside_her import ASTRID, HERSELF, Beside
from tests.stage import LANGUAGES, SKILLS

_PROFILE = ("section", "past_version")
_JOB = {"title": "Kanariefågelskötare", "country": "SY", "start": "2001", "end": "2009"}


def _bytes(beside: Beside) -> tuple[bytes, Any]:
    """Her profile as the API tells it, and the rows as they lie in the file."""
    answer = beside.stage.http.get("/v1/me/profile", headers=beside.stage.individual("astrid"))
    return answer.content, everything(beside.stage, _PROFILE)


def test_until_she_says_yes_her_profile_is_byte_for_byte_what_it_was(beside: Beside) -> None:
    before = _bytes(beside)
    seat = beside.helper("experience", "expectations", "languages")
    session = beside.start(seat, "orientation")
    beside.say(
        seat, session, paid_work=[_JOB], wanted_work={"label": "Djurvårdare"}, languages=..., unclear="Inget"
    )
    beside.run(lambda work: note(work, beside.desk, seat, session.id, None, "Bra samtal", ["Praktik"]))
    beside.hand_over(seat, session)
    assert _bytes(beside) == before
    assert b"Kanarief" not in raw_bytes(beside.stage), "what waits is sealed with her key"
    views = {(view.draft.step, view.draft.section): view for view in beside.drafts()}
    assert set(views) == {
        (Step.CONFIRM, "languages"), (Step.ADD, "experience"), (Step.CHANGE, "expectations"),
    }  # fmt: skip
    # No to one leaves all as it was; yes to another puts in that one alone.
    beside.refuse(views[Step.CHANGE, "expectations"])
    assert _bytes(beside) == before
    added = beside.approve(views[Step.ADD, "experience"])
    assert added is not None
    assert (added.content["title"], added.content["setting"]) == ("Kanariefågelskötare", "job")
    assert (added.source.kind, added.source.name) == (SourceKind.HELPED, "Norrsken AB")
    assert beside.entry("expectations", goal="occupation").version == 1
    assert beside.kept(session).state is SessionState.HANDED_OVER
    for view in beside.drafts():
        beside.approve(view)
    closed = beside.kept(session)
    assert closed.state is SessionState.CLOSED
    # What had a place in the profile is kept nowhere else, what had none stays with the notes.
    assert set(closed.answers) == {"unclear"}
    assert closed.notes.summary == "Bra samtal"
    assert "Bra samtal" not in str(beside.profile())
    with pytest.raises(AlreadyAnsweredError):
        beside.approve(views[Step.ADD, "experience"])


def test_what_still_holds_is_looked_at_again_and_says_the_same(beside: Beside) -> None:
    before = beside.entry("languages", native=True)
    beside.stage.move(days=100)
    session = beside.start(HERSELF)
    beside.say(HERSELF, session, mother_tongues=...)
    beside.hand_over(HERSELF, session)
    assert beside.entry("languages", native=True).last_confirmed == before.last_confirmed
    (view,) = beside.drafts()
    beside.approve(view)
    after = beside.entry("languages", native=True)
    assert (after.content, after.source) == (before.content, before.source)
    assert after.last_confirmed == beside.stage.clock.now()
    assert after.version == before.version + 1


def test_answers_about_one_entry_are_one_proposal_and_a_new_one_knows_what_it_is_of(beside: Beside) -> None:
    session = beside.start(HERSELF)
    beside.say(HERSELF, session, reading="B1", writing="A2", script="fluent", interprets=2)
    beside.hand_over(HERSELF, session)
    swedish, interpreting = beside.drafts()
    assert swedish.organisation is None
    # She has Swedish as her mother tongue: the entry that is there is changed, in the words that stand in it.
    assert (swedish.draft.step, swedish.draft.section) == (Step.CHANGE, "languages")
    assert swedish.draft.fields == {"reading": "B1", "writing": "A2", "script_literacy": "fluent"}
    assert interpreting.draft.step is Step.ADD
    skill = interpreting.draft.fields["skill"]
    assert isinstance(skill, dict)
    assert {"label", "scheme", "concept_id", "scheme_version"} == skill.keys()
    assert (skill["scheme"], interpreting.draft.fields["level"]) == ("esco", 2)
    added = beside.approve(interpreting)
    assert added is not None
    assert added.source.kind is SourceKind.INDIVIDUAL
    told = {one["kind"] for one in beside.stage.log()}
    assert not {kind for kind in told if kind.startswith(("mapping", "draft"))}, (
        "her own writing is no line in her log"
    )


def test_what_was_not_shared_is_met_when_she_says_yes_and_never_before(beside: Beside) -> None:
    """The organisation proposes a new entry, since it cannot know that there is one; she sees a change of hers."""
    seat = beside.grantee(beside.stage.granted((SKILLS,)))
    session = beside.start(seat)
    assert beside.rows(seat, session)["other_languages"].asked
    beside.say(seat, session, reading="C1")
    beside.hand_over(seat, session)
    (kept,) = beside.run(lambda work: work.drafts.of_individual(ASTRID))
    assert (kept.step, kept.item) == (Step.ADD, None)
    (view,) = beside.drafts()
    swedish = beside.entry("languages", native=True)
    assert (view.draft.step, view.draft.item, view.entry) == (Step.CHANGE, swedish.id, swedish)
    beside.approve(view)
    languages = beside.profile()["languages"]
    assert len(languages) == 2
    after = beside.entry("languages", native=True)
    assert (after.content["language"], after.content["reading"]) == (swedish.content["language"], "C1")


def test_an_entry_that_was_changed_since_can_only_be_refused(beside: Beside) -> None:
    session = beside.start(HERSELF, "orientation")
    beside.say(HERSELF, session, hours=20)
    beside.hand_over(HERSELF, session)
    entry = beside.entry("expectations", goal="occupation")
    changed = beside.stage.http.patch(
        f"/v1/me/profile/expectations/{entry.id}",
        json={"horizon": "later"},
        headers={**beside.stage.individual("astrid"), "If-Match": "*"},
    )
    assert changed.status_code == 200, changed.text
    (view,) = beside.drafts()
    assert view.stale
    with pytest.raises(StaleVersionError):
        beside.approve(view)
    beside.refuse(view)
    assert beside.kept(session).state is SessionState.CLOSED


def test_what_was_confirmed_and_says_something_else_by_now_is_not_proposed(beside: Beside) -> None:
    session = beside.start(HERSELF, "orientation")
    beside.say(HERSELF, session, hours=...)
    entry = beside.entry("expectations", goal="occupation")
    headers = {**beside.stage.individual("astrid"), "If-Match": "*"}
    path = f"/v1/me/profile/expectations/{entry.id}"
    assert beside.stage.http.patch(path, json={"hours_per_week": 10}, headers=headers).status_code == 200
    assert beside.hand_over(HERSELF, session).state is SessionState.CLOSED
    assert beside.drafts() == []


def test_what_she_and_an_adviser_wrote_is_told_apart(beside: Beside) -> None:
    seat = beside.helper("languages", "skills")
    session = beside.start(seat)
    beside.say(seat, session, reading="B1")
    beside.say(HERSELF, session, interprets=1)
    beside.hand_over(seat, session)
    by = {view.draft.section: view.organisation.name if view.organisation else "" for view in beside.drafts()}
    assert by == {"languages": "Norrsken AB", "skills": ""}
    for view in beside.drafts():
        beside.approve(view)
    assert beside.entry("skills", level=1).source.kind is SourceKind.INDIVIDUAL
    # To whoever reads it both are her statements.
    told = beside.stage.read(beside.stage.granted((LANGUAGES,))).json()["profile"]["languages"]
    assert {one["source"]["kind"] for one in told} <= {"individual", "seed"}


def test_an_organisation_learns_nothing_of_her_yes_or_no(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    seen = []
    for act in (beside.approve, beside.refuse):
        session = beside.start(seat)
        beside.say(seat, session, certificate=f"Intyg {len(seen)}", learning="Bra")
        beside.hand_over(seat, session)
        waiting = beside.sheet(seat, session).session
        beside.stage.move(hours=1)
        for view in beside.drafts():
            act(view)
        sheet = beside.sheet(seat, session)
        assert sheet.session.state is SessionState.HANDED_OVER
        assert (sheet.session.state, sheet.session.changed_at) == (waiting.state, waiting.changed_at)
        assert sheet.session.answers == {}
        seen.append(sheet)
    lines = [one["kind"] for one in beside.stage.log() if one["kind"].startswith("mapping")]
    assert lines == ["mapping_end", "mapping", "mapping_end", "mapping"]


def test_an_entry_that_is_not_whole_is_told_by_its_question(beside: Beside) -> None:
    session = beside.start(HERSELF, "orientation")
    with pytest.raises(ContentError):
        beside.say(HERSELF, session, educations=[{"country": "SY"}])
    beside.say(HERSELF, session, educations=[{"name": "Grundskola", "country": "SY"}])
    beside.hand_over(HERSELF, session)
    assert [view.draft.fields for view in beside.drafts()] == [{"name": "Grundskola", "country": "SY"}]


def test_what_is_hidden_or_left_is_not_handed_over(beside: Beside) -> None:
    session = beside.start(HERSELF, "orientation")
    beside.say(HERSELF, session, hours=20, swedish_speaking="C2")
    wish = Arrangement(hidden=frozenset({"wants"}))
    beside.run(lambda work: arrange(work, beside.desk, HERSELF, session.id, None, wish))
    beside.hand_over(HERSELF, session)
    assert [view.draft.section for view in beside.drafts()] == ["languages"]
    other = beside.start(HERSELF, "orientation")
    beside.say(HERSELF, other, hours=20)
    beside.run(lambda work: leave(work, beside.desk, HERSELF, other.id))
    assert len(beside.drafts()) == 1


def test_what_she_never_answered_goes_after_a_month_and_the_notes_stay(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    session = beside.start(seat)
    beside.say(seat, session, reading="B1")
    beside.run(lambda work: note(work, beside.desk, seat, session.id, None, "Bra", ()))
    beside.hand_over(seat, session)
    beside.stage.move(days=31)
    beside.run(lambda work: forget_old_drafts(work, beside.desk))
    beside.stage.rounds()
    closed = beside.kept(session)
    assert (closed.state, closed.answers, closed.notes.summary) == (SessionState.CLOSED, {}, "Bra")
    assert beside.drafts() == []


def test_the_file_that_she_takes_along_holds_her_sessions_answers_and_notes(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    session = beside.start(seat)
    beside.say(seat, session, reading="B1", learning="Snabbt")
    beside.run(lambda work: note(work, beside.desk, seat, session.id, None, "Bra", ["Öva"]))
    headers = beside.stage.individual("astrid")
    (taken,) = beside.stage.http.get("/v1/me/export", headers=headers).json()["mapping_sessions"]
    assert taken["session"]["organisation"]["name"] == "Norrsken AB"
    assert taken["session"]["notes"] == {
        "summary": "Bra", "next_steps": ["Öva"], "by": "Nils Berg", "at": taken["session"]["notes"]["at"],
    }  # fmt: skip
    assert {one["item"]: one["value"] for one in taken["answers"]} == {"reading": "B1", "learning": "Snabbt"}
