"""Whoever knocks at a session stands in her log and in the day's count, and what she does without them is told to nobody."""

from consent.decision import Denial
from profile_service.actions.limiting import opened_today
from profile_service.actions.mapping import delete, hand_over, sessions_of
from profile_service.actions.mapping_seats import today_of
from profile_service.domain.people import Grantee
from tests.invariants.rawfile import ask
from tests.mapping.beside_her import ASTRID, HERSELF, Beside
from tests.stage import LANGUAGES
from tests.web.at_work import AtWork


def _counted(beside: Beside, grantee: Grantee) -> int:
    return beside.run(lambda work: opened_today(work, beside.desk, grantee))


def _tries(beside: Beside, grant: str) -> int:
    organisation, today = beside.grantee(grant).grantee.organisation.id, today_of(beside.desk)
    return beside.run(lambda work: work.tallies.so_far(organisation, "Nils Berg", grant, today)).of_this


def test_a_try_at_a_session_that_she_deleted_stands_in_her_log(beside: Beside) -> None:
    grant = beside.stage.granted((LANGUAGES,))
    for seat in (beside.grantee(grant), beside.helper("languages")):
        session = beside.start(seat)
        beside.run(lambda work, found=session.id: delete(work, beside.desk, ASTRID, found))  # type: ignore[misc]
        lines = len(beside.stage.log())
        for _ in range(3):
            assert isinstance(beside.look(seat, session), Denial)
        told = beside.stage.log()[: len(beside.stage.log()) - lines]
        assert [one["outcome"] for one in told] == ["refused"] * 3
        assert {one["organisation"]["id"] for one in told} == {"org_demo_norrsken"}
    assert {one["grant_id"] for one in beside.stage.log() if one["outcome"] == "refused"} >= {grant}


def test_a_try_at_a_session_that_is_not_there_is_counted_as_a_reading_is(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    session = beside.start(HERSELF)
    assert _counted(beside, seat.grantee) == 0
    assert isinstance(beside.look(seat, session), Denial)
    assert _counted(beside, seat.grantee) == 1


def test_a_unit_that_she_shut_out_sees_no_list_either(beside: Beside) -> None:
    stage, grant = beside.stage, beside.stage.granted((LANGUAGES,))
    shut, other = (beside.grantee(grant, unit=unit) for unit in ("Etablering Nord", "Vägledning Syd"))
    session = beside.start(shut)
    nils = AtWork.sign_in(stage, "nils")
    assert session.id in nils.get(f"/agency/grants/{grant}/mapping").text
    assert grant in nils.get("/agency").text
    narrowed = stage.http.post(
        f"/v1/me/grants/{grant}/narrow",
        json={"barred": {"units": ["Etablering Nord"]}},
        headers=stage.individual("astrid"),
    )
    assert narrowed.status_code == 200, narrowed.text
    assert beside.run(lambda work: sessions_of(work, beside.desk, shut)) == []
    assert len(beside.run(lambda work: sessions_of(work, beside.desk, other))) == 1
    assert nils.get(f"/agency/grants/{grant}/mapping").status_code == 404
    assert grant not in nils.get("/agency").text


def test_what_she_hands_over_by_herself_is_in_nobodys_counts(beside: Beside) -> None:
    grant = beside.stage.granted((LANGUAGES,))
    seat = beside.grantee(grant)
    theirs, hers = beside.start(seat), beside.start(seat)
    for session in (theirs, hers):
        beside.say(seat, session, reading="B1")
    beside.hand_over(seat, theirs)
    beside.stage.withdraw(grant)
    assert isinstance(beside.run(lambda work: hand_over(work, beside.desk, seat, hers.id, None)), Denial)
    beside.hand_over(HERSELF, hers)
    assert ask(beside.stage, "SELECT SUM(sessions) FROM reuse_count")[0][0] == 1


def test_whether_an_answer_fits_is_told_with_a_line_and_counted(beside: Beside) -> None:
    stage, grant = beside.stage, beside.stage.granted((LANGUAGES,))
    session = beside.start(beside.grantee(grant))
    path, headers = f"/v1/mapping-sessions/{session.id}", {**stage.organisation("norrsken"), "If-Match": "*"}
    seat = {"grant_id": grant, "case_reference": "case-1", "reader": "Nils Berg"}
    guess = {**seat, "answers": [{"item": "nonesuch", "touch": "skipped"}]}

    def say(body: dict[str, object], key: str = "") -> int:
        keyed = {**headers, "Idempotency-Key": key} if key else headers
        return stage.http.patch(f"{path}/answers", json=body, headers=keyed).status_code

    lines = len(stage.log())
    assert [say(guess), say(guess)] == [422, 422]
    assert [one["outcome"] for one in stage.log()[: len(stage.log()) - lines]] == ["disclosed"] * 2
    assert [say(guess, "retry-1"), say(guess, "retry-1")] == [422, 422]
    assert len(stage.log()) - lines == 3, "a retry is told what was told before"
    assert say({**seat, "answers": [{"item": "learning", "touch": "stated", "value": "x"}]}) == 200
    assert len(stage.log()) - lines == 4
    assert _tries(beside, grant) == 5, "with the beginning"
    assert stage.http.post(f"{path}/hand-over", json=seat, headers=headers).status_code == 200
    assert [one["kind"] for one in stage.log()[:2]] == ["mapping_end", "read"]
