"""A session starts with what is known filled in, and asks for the rest alone: for her, for a helper, under a grant."""

from datetime import timedelta

import pytest

from consent.decision import Denial
from profile_service.actions.errors import ContentError, NotAvailableError, SectionFullError
from profile_service.actions.mapping import GranteeSeat, Seat, sessions_of, start
from profile_service.domain.coverage import Knowledge
from profile_service.domain.instrument import InstrumentId
from profile_service.domain.mapping_session import MOST_OPEN, Circumstances, Presence, Reused, Runner
from tests.declared import register
from tests.mapping.beside_her import ASTRID, HERSELF, Beside
from tests.stage import LANGUAGES, SKILLS

_SWEDISH = {
    "language": {
        "label": "svenska",
        "scheme": "jobtech",
        "concept_id": "zSLA_vw2_FXN",
        "scheme_version": "31",
    },
    "reading": "B1",
    "listening": "B2",
}


def _seat(beside: Beside, who: str) -> Seat:
    if who == "herself":
        return HERSELF
    if who == "helper":
        return beside.helper("languages")
    return beside.grantee(beside.stage.granted((LANGUAGES,)))


@pytest.mark.parametrize("who", ["herself", "helper", "grantee"])
def test_what_is_known_is_filled_in_and_the_rest_is_asked(beside: Beside, who: str) -> None:
    beside.write("languages", _SWEDISH)
    seat = _seat(beside, who)
    session = beside.start(seat)
    rows = beside.rows(seat, session)
    # The code that she has is another scheme's: the instrument knows both.
    assert rows["reading"].covered is not None
    assert (rows["reading"].covered.value, rows["reading"].covered.knowledge) == ("B1", Knowledge.FRESH)
    assert not rows["reading"].asked
    assert {"conversation", "telling", "writing", "goes_to_sfi"} <= beside.asked(seat, session)
    assert not {"reading", "listening", "other_languages"} & beside.asked(seat, session)
    # An adviser's own question is the adviser's, and is asked where one sits there.
    assert ("learning" in rows) is (who != "herself")
    assert "sfi_course" not in rows, "asked only of whoever goes to a course"
    assert (
        session.runner is {"herself": Runner.HERSELF, "helper": Runner.HELPER, "grantee": Runner.GRANTEE}[who]
    )


def test_what_is_past_its_date_is_shown_and_asked_to_be_confirmed(beside: Beside) -> None:
    beside.write("languages", _SWEDISH)
    beside.stage.move(days=200)
    session = beside.start(HERSELF)
    row = beside.rows(HERSELF, session)["reading"]
    assert row.covered is not None
    assert (row.covered.value, row.covered.knowledge, row.asked) == ("B1", Knowledge.STALE, True)
    assert session.reused.stale >= 2


def test_an_organisation_sees_what_it_was_given_and_asks_for_all_else(beside: Beside) -> None:
    hers, theirs = beside.start(HERSELF), beside.grantee(beside.stage.granted((SKILLS,)))
    session = beside.start(theirs)
    assert not beside.rows(HERSELF, hers)["other_languages"].asked
    # Missing and not shared look alike.
    rows = beside.rows(theirs, session)
    assert {rows[name].covered.knowledge for name in ("other_languages", "reading")} == {Knowledge.UNKNOWN}  # type: ignore[union-attr]
    assert session.reused.known == 0
    assert session.reused.items == hers.reused.items


def test_a_helper_is_asked_nothing_beyond_what_was_opened_to_her(beside: Beside) -> None:
    seat = beside.helper("languages")
    names = set(beside.rows(seat, beside.start(seat, "orientation")))
    assert {"languages", "swedish_speaking"} <= names
    assert not {"wanted_work", "educations", "municipality", "paid_work"} & names


def test_the_share_that_was_reused_is_worked_out_once(beside: Beside) -> None:
    session = beside.start(HERSELF, "orientation")
    rows, reused = beside.rows(HERSELF, session).values(), session.reused
    known = [row for row in rows if row.covered is not None and not row.asked]
    asked = [row for row in rows if row.covered is not None and row.asked]
    assert reused == Reused(len(known) + len(asked), len(known), 0, len(asked))
    assert 0 < reused.share < 1
    beside.say(HERSELF, session, certificates=[{"licence": {"label": "Truckkort"}}])
    assert beside.kept(session).reused == reused


def test_special_sections_are_closed_until_she_opens_them(beside: Beside) -> None:
    beside.write("adaptations", {"needs_at_work": "Rast varje timme", "health": "Migrän"})
    session = beside.start(HERSELF, "work-ability")
    sheet = beside.sheet(HERSELF, session)
    assert {"body", "mind", "own_words"} <= sheet.may_open
    assert not {row.item.id for row in sheet.rows} & {"standing", "needs", "health"}
    assert session.reused.items == 1, "special categories are never counted"


def test_a_helper_opens_a_special_section_only_where_she_ticked_all_of_it(beside: Beside) -> None:
    asked = "work-ability"
    without = beside.helper("expectations", session="ses_a")
    assert beside.sheet(without, beside.start(without, asked)).may_open == frozenset()
    part = beside.helper("expectations", special=("adaptations.health",))
    assert "own_words" in beside.sheet(part, beside.start(part, asked)).may_open
    assert "body" not in beside.sheet(part, beside.start(part, asked)).may_open


def test_a_grant_for_one_reading_is_left_unspent(beside: Beside) -> None:
    grant = beside.stage.granted((LANGUAGES,), ending="once")
    assert isinstance(beside.try_start(beside.grantee(grant)), Denial)
    assert beside.stage.read(grant).status_code == 200
    refused = next(one for one in beside.stage.log() if one["kind"] == "mapping")
    assert (refused["outcome"], refused["grant_id"]) == ("refused", grant)


def test_a_law_that_lets_somebody_read_starts_nothing(beside: Beside) -> None:
    duty = register(beside.stage).json()["id"]
    assert isinstance(beside.try_start(beside.grantee(duty)), Denial)
    lines = [
        (one["kind"], one["outcome"]) for one in beside.stage.log() if one["kind"] in ("mapping", "read")
    ]
    assert lines == [("mapping", "refused")]


def test_whoever_has_no_ground_is_refused_alike(beside: Beside) -> None:
    grant = beside.stage.granted((LANGUAGES,))
    strangers = beside.grantee(grant, "tjuvholmen")
    nothing = beside.grantee("gra_none")
    for seat in (strangers, nothing):
        assert isinstance(beside.try_start(seat), Denial)
    assert beside.run(lambda work: work.mapping_sessions.of_individual(ASTRID)) == []
    unknown = GranteeSeat(strangers.grantee, nothing.opening)
    assert beside.run(lambda work: sessions_of(work, beside.desk, unknown)) == []


def test_her_log_says_who_began_and_each_time_that_the_sheet_was_opened(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    session = beside.start(seat)
    beside.sheet(seat, session)
    beside.say(seat, session, writing="A2")
    beside.sheet(seat, session)
    lines = [(one["kind"], one["outcome"]) for one in beside.stage.log() if one.get("instrument")]
    assert lines == [*[("read", "disclosed")] * 3, ("mapping", "disclosed")], "a saving tells what fits"
    helper = beside.helper("languages")
    beside.sheet(helper, beside.start(helper))
    lines = [(one["kind"], one["reader"]) for one in beside.stage.log() if one.get("instrument")]
    assert lines[:2] == [("read", "Nils Berg"), ("mapping", "Nils Berg")]


def test_what_cannot_be_is_refused_before_anything_is_looked_up(beside: Beside) -> None:
    with pytest.raises(NotAvailableError):
        beside.start(HERSELF, "nowhere")
    with pytest.raises(NotAvailableError):
        beside.start(HERSELF, "language", "1999")
    for wrong in (Circumstances(("not a tag", "sv")), Circumstances(("ar", "sv"), (Presence.OTHER,) * 2)):
        with pytest.raises(ContentError):
            beside.run(lambda work: start(work, beside.desk, HERSELF, InstrumentId("language"), "", wrong))  # noqa: B023


def test_so_many_are_open_and_no_more_and_an_organisation_does_not_learn_of_others(beside: Beside) -> None:
    for _ in range(MOST_OPEN):
        beside.start(HERSELF)
    with pytest.raises(SectionFullError):
        beside.start(HERSELF)
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    beside.start(seat)
    assert len(beside.run(lambda work: sessions_of(work, beside.desk, seat))) == 1
    assert len(beside.run(lambda work: sessions_of(work, beside.desk, HERSELF))) == MOST_OPEN + 1
    beside.stage.clock.move(timedelta(days=91))
    beside.stage.rounds()
    assert beside.run(lambda work: sessions_of(work, beside.desk, HERSELF)) == []
