"""What an organisation does not learn by a session that it runs: what she took back, what stays with her, what she does unseen."""

from typing import Any, Final

import pytest

from profile_service.actions.errors import ContentError, StaleVersionError
from profile_service.actions.mapping import Arrangement, GivenAnswer, Seat, arrange, sessions_of
from profile_service.domain.mapping_session import MappingSession, SessionState, Touch
from profile_service.domain.people import StaffRole
from tests.mapping.beside_her import HERSELF, Beside
from tests.protected.petra import declared
from tests.stage import LANGUAGES, SKILLS

PLACE: Final = "profile:person:read?fields=place"
CLEARED: Final = frozenset({StaffRole.CASE_WORKER, StaffRole.PROTECTED_IDENTITY})


def _arrange(beside: Beside, seat: Seat, session: MappingSession, **wish: Any) -> MappingSession:
    done = beside.run(lambda work: arrange(work, beside.desk, seat, session.id, None, Arrangement(**wish)))
    assert isinstance(done, MappingSession)
    return done


def _change(beside: Beside, section: str, item: str, **content: Any) -> None:
    headers = {**beside.stage.individual("astrid"), "If-Match": "*"}
    path = f"/v1/me/profile/{section}/{item}"
    assert beside.stage.http.patch(path, json=content, headers=headers).status_code == 200


def test_under_protected_identity_no_answer_says_what_stays_with_her(beside: Beside) -> None:
    purpose = declared(beside.stage)
    (person,) = beside.profile()["person"]
    _change(beside, "person", person.id, place={"label": "Hemligby"})
    grant = beside.stage.granted((PLACE, "profile:experience:read", LANGUAGES), declaration=purpose)
    under_the_grant = beside.grantee(grant, cleared=True)
    in_help = beside.helper("person", "experience", "languages", roles=CLEARED)
    sessions = [(seat, beside.start(seat, "orientation")) for seat in (under_the_grant, in_help)]
    for seat, session in sessions:
        beside.say(seat, session, municipality=...)
        work = {"title": "Kock hos Lindqvist", "start": "2020-01", "tasks": "Ring Astrid"}
        beside.say(HERSELF, session, paid_work=[work], municipality={"label": "Krogstad"})
        beside.say(seat, session, unclear="Astrid bor i Hemligby")
    beside.stage.http.put("/v1/me/protection", headers=beside.stage.individual("astrid"))
    for seat, session in sessions:
        rows = beside.rows(seat, session)
        told = str([(row.answer, row.covered and row.covered.value) for row in rows.values()])
        assert not [name for name in ("Hemligby", "Astrid", "Lindqvist", "Krogstad") if name in told]
        assert "municipality" not in rows
        assert "Kock hos" in told, "the rest of what she wrote is there"
        stated = GivenAnswer("municipality", Touch.STATED, {"label": "Hemligby"})
        with pytest.raises(ContentError):
            _told(beside.try_answer(seat, session, stated))
    assert beside.rows(HERSELF, sessions[0][1])["municipality"].answer is not None


def _told(found: object) -> None:
    if isinstance(found, ContentError):
        raise found


@pytest.mark.parametrize("how", ["narrows", "removes", "changes"])
def test_what_was_confirmed_is_gone_with_what_it_confirmed(beside: Beside, how: str) -> None:
    entry = beside.entry("languages", native=True)
    _change(beside, "languages", entry.id, reading="B1", writing="A2", native=None)
    grant = beside.stage.granted((LANGUAGES, SKILLS))
    seat = beside.grantee(grant)
    session = beside.start(seat)
    beside.say(seat, session, reading=..., writing="A2")
    answers = beside.kept(session).answers
    assert {one.touch for one in answers.values()} == {Touch.CONFIRMED}
    assert [one.value for one in answers.values()] == [None, None], "no copy is kept"
    headers = {**beside.stage.individual("astrid"), "If-Match": "*"}
    if how == "narrows":
        path = f"/v1/me/grants/{grant}/narrow"
        beside.stage.http.post(path, json={"scopes": [SKILLS]}, headers=headers)
    elif how == "removes":
        beside.stage.http.delete(f"/v1/me/profile/languages/{entry.id}", headers=headers)
    else:
        _change(beside, "languages", entry.id, reading="C2")
    rows = beside.rows(seat, session)
    for name in ("reading", "writing"):
        assert rows[name].answer is None
        assert "B1" not in str(rows[name].covered)


def test_whether_she_answers_its_proposals_moves_nothing_that_an_organisation_sees(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    first, second = beside.start(seat), beside.start(seat)
    for session in (first, second):
        beside.say(seat, session, certificate="Intyg", learning="Bra")
        beside.hand_over(seat, session)
        beside.stage.move(hours=1)
    sheet = beside.sheet(seat, first)
    listed = beside.run(lambda work: sessions_of(work, beside.desk, seat))
    assert [one.id for one in listed] == [second.id, first.id]
    for view in beside.drafts():
        if view.draft.mapping == first.id:
            beside.refuse(view)
    assert beside.kept(first).state is SessionState.CLOSED
    assert beside.run(lambda work: sessions_of(work, beside.desk, seat)) == listed
    assert beside.sheet(seat, first) == sheet


def test_what_she_does_out_of_sight_moves_no_revision_and_opens_no_section(beside: Beside) -> None:
    for seat in (beside.grantee(beside.stage.granted((LANGUAGES,))), beside.helper("languages")):
        session = beside.start(seat, "orientation")
        before = beside.sheet(seat, session)
        beside.stage.move(minutes=2)
        _arrange(beside, HERSELF, session, opened=frozenset({"obstacles"}))
        beside.say(HERSELF, session, obstacles="Ryggen")
        assert beside.sheet(seat, session) == before
        # What is closed to them is not closed by them either, and trying tells nothing.
        with pytest.raises(ContentError):
            _arrange(beside, seat, session, opened=frozenset({"obstacles"}))
        assert _arrange(beside, seat, session, opened=frozenset()).revision == 2
        assert beside.kept(session).opened == {"obstacles"}
        # What they may see of hers moves theirs too, and an older one is refused.
        beside.say(HERSELF, session, swedish_speaking="B1")
        assert beside.sheet(seat, session).session.revision == 3
        with pytest.raises(StaleVersionError) as stale:
            beside.try_answer(seat, session, GivenAnswer("swedish_speaking", Touch.STATED, "B2"), revision=2)
        assert stale.value.current == 3


def test_nobody_writes_over_what_she_wrote_and_they_do_not_see(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    session = beside.start(seat)
    beside.say(HERSELF, session, interprets=3)
    beside.say(seat, session, interprets=1)
    found = beside.rows(seat, session)["interprets"].answer
    assert found is not None
    assert (found.value, found.by) == (1, "Nils Berg"), "theirs is there as if nothing stood there"
    hers = beside.rows(HERSELF, session)["interprets"].answer
    assert hers is not None
    assert (hers.value, hers.by) == (3, "")
    # Nor does theirs go away from them when she writes after them.
    before = beside.sheet(seat, session)
    beside.say(HERSELF, session, interprets=4)
    assert beside.sheet(seat, session) == before
    taken = beside.stage.http.get("/v1/me/export", headers=beside.stage.individual("astrid")).json()
    written = taken["mapping_sessions"][0]["answers"]
    assert [(one["value"], one["by"]) for one in written] == [(4, ""), (1, "Nils Berg")]
    beside.hand_over(seat, session)
    assert [view.draft.fields.get("level") for view in beside.drafts()] == [4]
    assert beside.kept(session).aside == {}
