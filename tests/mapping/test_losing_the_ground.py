"""Whoever has no ground any more sees nothing, and writes nothing, from that moment on. She goes on by herself, or deletes it."""

from collections.abc import Callable

import pytest

from consent.decision import Denial
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.helping import leave_help
from profile_service.actions.mapping import (
    Arrangement,
    GranteeSeat,
    HelperSeat,
    Seat,
    arrange,
    delete,
    hand_over,
    leave,
    look,
    note,
    sessions_of,
)
from profile_service.actions.ports import Work
from profile_service.domain.mapping_session import MappingSession, MappingSessionId
from tests.invariants.rawfile import everything
from tests.mapping.beside_her import ASTRID, HERSELF, Beside
from tests.stage import LANGUAGES, SKILLS

Step = Callable[[Beside, str], object]


def _withdraws(beside: Beside, grant: str) -> object:
    return beside.stage.withdraw(grant)


def _pauses(beside: Beside, grant: str) -> object:
    return beside.stage.http.post(f"/v1/me/grants/{grant}/pause", headers=beside.stage.individual("astrid"))


def _pauses_all(beside: Beside, _grant: str) -> object:
    return beside.stage.http.post("/v1/me/pause", headers=beside.stage.individual("astrid"))


def _protects(beside: Beside, _grant: str) -> object:
    return beside.stage.http.put("/v1/me/protection", headers=beside.stage.individual("astrid"))


def _closes(beside: Beside, grant: str) -> object:
    headers = beside.stage.organisation("norrsken")
    return beside.stage.http.post(f"/v1/grants/{grant}/close", json={"reader": "Nils Berg"}, headers=headers)


def _waits(beside: Beside, _grant: str) -> object:
    return beside.stage.move(days=120)


def _everything_is_denied(beside: Beside, seat: Seat, session: MappingSession) -> None:
    """Each way of coming near is the same denial, and leaves all as it was."""
    found, desk = session.id, beside.desk
    before = everything(beside.stage, ("mapping_session", "draft", "section"))
    acts: list[Callable[[Work], object]] = [
        lambda work: look(work, desk, seat, found),
        lambda work: arrange(work, desk, seat, found, None, Arrangement()),
        lambda work: note(work, desk, seat, found, None, "s", ()),
        lambda work: hand_over(work, desk, seat, found, None),
        lambda work: leave(work, desk, seat, found),
    ]
    for act in acts:
        assert isinstance(beside.run(act), Denial)
    assert isinstance(beside.try_answer(seat, session), Denial)
    assert beside.run(lambda work: sessions_of(work, desk, seat)) == []
    assert everything(beside.stage, ("mapping_session", "draft", "section")) == before


@pytest.mark.parametrize("step", [_withdraws, _pauses, _pauses_all, _protects, _closes, _waits])
def test_a_system_is_shut_out_in_the_middle(beside: Beside, step: Step) -> None:
    grant = beside.stage.granted((LANGUAGES,))
    seat = beside.grantee(grant)
    session = beside.start(seat)
    beside.say(seat, session, reading="B1", learning="Vill öva mer")
    step(beside, grant)
    _everything_is_denied(beside, seat, session)
    # She sees her own answers, and goes on.
    if step is not _waits:
        rows = beside.rows(HERSELF, session)
        assert rows["reading"].answer is not None
        assert rows["reading"].answer.by == "Nils Berg"
        beside.say(HERSELF, session, writing="A2")
        beside.hand_over(HERSELF, session)
        assert len(beside.drafts()) == 1


def test_a_pause_that_is_over_brings_the_sheet_back(beside: Beside) -> None:
    grant = beside.stage.granted((LANGUAGES,))
    seat = beside.grantee(grant)
    session = beside.start(seat)
    _pauses(beside, grant)
    assert isinstance(beside.look(seat, session), Denial)
    beside.stage.http.post(f"/v1/me/grants/{grant}/resume", headers=beside.stage.individual("astrid"))
    assert beside.rows(seat, session)


def test_another_grant_of_the_same_organisation_opens_nothing_of_the_session(beside: Beside) -> None:
    first, second = beside.stage.granted((LANGUAGES,)), beside.stage.granted((LANGUAGES,))
    session = beside.start(beside.grantee(first))
    _everything_is_denied(beside, beside.grantee(second), session)
    _everything_is_denied(beside, beside.grantee(first, "tjuvholmen"), session)


def test_a_helper_is_shut_out_when_the_help_ends_and_comes_back_with_a_new_code(beside: Beside) -> None:
    seat = beside.helper("languages", "skills")
    session = beside.start(seat)
    beside.say(seat, session, reading="B1", interprets=2)
    beside.run(lambda work: leave_help(work, beside.desk, seat.staff))
    _everything_is_denied(beside, seat, session)
    # A new code opens it again, as far as that code goes: an answer to what is closed now is not there.
    again = beside.helper("languages")
    rows = beside.rows(again, session)
    assert rows["reading"].answer is not None
    assert "interprets" not in rows
    assert set(beside.sheet(again, session).session.answers) == {"reading"}
    assert set(beside.kept(session).answers) == {"reading", "interprets"}


def test_no_colleague_elsewhere_sees_it_and_nobody_without_help_from_her(beside: Beside) -> None:
    session = beside.start(beside.helper("languages"))
    for seat in (
        beside.helper("languages", persona="mona", session="ses_2"),
        beside.helper("languages", persona="ylva", session="ses_3"),
        HelperSeat(beside.staff("nils", session="ses_9")),
        HelperSeat(beside.staff("terje", session="ses_4")),
    ):
        assert isinstance(beside.look(seat, session), Denial)


def test_help_opens_no_session_of_hers_and_a_grant_none_of_helps(beside: Beside) -> None:
    hers, helped = beside.start(HERSELF), beside.start(beside.helper("languages"))
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    for session in (hers, helped):
        _everything_is_denied(beside, seat, session)
    assert isinstance(beside.look(beside.helper("languages"), hers), Denial)


def test_what_she_narrows_away_is_gone_from_the_sheet_and_what_she_answered_herself_with_it(
    beside: Beside,
) -> None:
    grant = beside.stage.granted((LANGUAGES, SKILLS))
    seat = beside.grantee(grant)
    session = beside.start(seat)
    beside.say(HERSELF, session, interprets=3)
    assert beside.rows(seat, session)["interprets"].answer is not None
    narrowed = beside.stage.http.post(
        f"/v1/me/grants/{grant}/narrow",
        json={"scopes": [LANGUAGES]},
        headers=beside.stage.individual("astrid"),
    )
    assert narrowed.status_code == 200, narrowed.text
    assert beside.rows(seat, session)["interprets"].answer is None
    assert "interprets" not in beside.sheet(seat, session).session.answers
    # What the adviser wrote down there is known there.
    beside.say(seat, session, interprets=2)
    assert beside.rows(seat, session)["interprets"].answer is not None


def test_under_protected_identity_names_are_covered_for_whoever_is_cleared(beside: Beside) -> None:
    grant = beside.stage.granted(("profile:experience:read",))
    seat = beside.grantee(grant, cleared=True)
    session = beside.start(seat, "orientation")
    assert "SE" in str(beside.rows(seat, session)["paid_work"].covered)
    _protects(beside, grant)
    assert isinstance(beside.look(beside.grantee(grant), session), Denial)
    covered = beside.rows(seat, session)["paid_work"].covered
    assert covered is not None
    assert "Vårdbiträde" in str(covered.value)
    assert "'SE'" not in str(covered.value), "where she has been stays with her"


def test_she_deletes_a_session_and_nothing_of_it_waits_any_more(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    session = beside.start(seat)
    beside.say(seat, session, reading="B1")
    beside.hand_over(seat, session)
    assert len(beside.drafts()) == 1
    beside.run(lambda work: delete(work, beside.desk, ASTRID, session.id))
    assert beside.drafts() == []
    assert isinstance(beside.look(seat, session), Denial)
    with pytest.raises(NotAvailableError):
        beside.run(lambda work: delete(work, beside.desk, ASTRID, session.id))


def test_nobody_finds_another_persons_session(beside: Beside) -> None:
    session = beside.start(HERSELF)
    headers = beside.stage.individual("bo")
    for path in ("", "/hand-over", "/leave"):
        method = "GET" if path == "" else "POST"
        answer = beside.stage.http.request(
            method, f"/v1/me/mapping-sessions/{session.id}{path}", headers={**headers, "If-Match": "*"}
        )
        assert answer.status_code == 404
    assert beside.stage.http.get("/v1/me/mapping-sessions", headers=headers).json() == {
        "mapping_sessions": []
    }


def test_what_is_asked_for_by_an_unknown_id_is_as_if_it_were_somebody_elses(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    nobodys = beside.run(lambda work: look(work, beside.desk, seat, MappingSessionId("map_nobodys")))
    others = beside.look(GranteeSeat(seat.grantee, seat.opening), beside.start(HERSELF))
    assert nobodys == others


def test_an_erased_persons_sessions_are_gone(beside: Beside) -> None:
    beside.start(HERSELF)
    headers = beside.stage.individual("astrid")
    assert beside.stage.http.delete("/v1/me", headers=headers).status_code in (200, 204)
    assert everything(beside.stage, ("mapping_session",)) == {"mapping_session": []}
