"""Answers: each fits its question, by whom it was asked, on the revision that was looked at, and as the profile would take it."""

from typing import Any

import pytest

from consent.decision import Denial
from profile_service.actions.errors import (
    AlreadyAnsweredError,
    ContentError,
    NotAvailableError,
    StaleVersionError,
)
from profile_service.actions.mapping import Arrangement, GivenAnswer, arrange, leave, note
from profile_service.domain.answering import LABEL, LONG_TEXT, MOST_ENTRIES, SHORT_TEXT
from profile_service.domain.mapping_session import (
    Circumstances,
    Interpreter,
    MappingSession,
    Place,
    Presence,
    Touch,
)
from profile_service.domain.mapping_words import LONGEST_STEP, LONGEST_SUMMARY, MOST_STEPS
from schemas import limits
from tests.mapping.beside_her import ASSESSOR, HERSELF, Beside
from tests.stage import LANGUAGES

_ODD = "x\u202e\u0000"


@pytest.mark.parametrize(
    ("item", "values"),
    [
        ("municipality", ["Nässjö", {"scheme": "jobtech"}, {"label": "x" * (LABEL + 1)}, {"label": "x", "evil": 1},
                          {"label": "x", "scheme": "jobtech"}, {"label": ["x"]}]),
        ("swedish_speaking", ["D1", "b1", 3, ["B1"], {"label": "B1"}]),
        ("needs_interpreter", ["yes", 1, 0]),
        ("school_years", [-1, "3", True, 10**9, float("nan"), float("inf")]),
        ("when", ["tomorrow", 1]),
        ("hours", [0, 61, 2.5, True, "30"]),
        ("unpaid_work", ["none", [{"title": "x", "employer": "y"}], [{"tasks": "no title"}], [{}], [{"title": None}], ["x"], [[]],
                         [{"title": "x" * (SHORT_TEXT + 1)}], [{"title": "x", "country": "Sverige"}],
                         [{"title": "x", "start": "2024", "end": "2020"}], [{"title": "x"}] * (MOST_ENTRIES + 1),
                         [{"title": _ODD}]]),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_with_its_place(beside: Beside, item: str, values: list[Any]) -> None:
    session = beside.start(HERSELF, "orientation")
    for value in values:
        with pytest.raises(ContentError) as refused:
            beside.try_answer(HERSELF, session, GivenAnswer(item, Touch.STATED, value))
        places = {one.field for one in refused.value.objections}
        assert all(place == f"/{item}" or place.startswith(f"/{item}/") for place in places), places
        assert not any(_ODD in f"{one.problem}{one.expected}" for one in refused.value.objections)
    assert beside.kept(session).answers == {}


def test_texts_that_stay_in_the_session_have_their_limits_too(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    session = beside.start(seat)
    for value in ("", "   ", "x" * (LONG_TEXT + 1), _ODD, 7, None):
        with pytest.raises(ContentError):
            beside.try_answer(seat, session, GivenAnswer("learning", Touch.STATED, value))
    assert beside.say(seat, session, learning="  O\u0308var  ").answers["learning"].value == "Övar"


def test_the_limits_are_those_of_the_contract() -> None:
    assert (SHORT_TEXT, LONG_TEXT, LABEL) == (limits.SHORT_TEXT, limits.LONG_TEXT, limits.LABEL)
    assert (LONGEST_SUMMARY, LONGEST_STEP, MOST_STEPS) == (
        limits.LONG_TEXT,
        limits.CONTACT,
        limits.NEXT_STEPS,
    )


def test_one_that_does_not_fit_keeps_all_of_them_out(beside: Beside) -> None:
    session = beside.start(HERSELF, "orientation")
    good, bad = GivenAnswer("hours", Touch.STATED, 20), GivenAnswer("when", Touch.STATED, "never")
    with pytest.raises(ContentError):
        beside.try_answer(HERSELF, session, good, bad)
    with pytest.raises(ContentError):
        beside.try_answer(HERSELF, session, good, good)
    for strange in ("nothing", "/", "../hours", "x" * 10_000):
        with pytest.raises(ContentError) as refused:
            beside.try_answer(HERSELF, session, GivenAnswer(strange, Touch.STATED, 1))
        assert strange not in str([vars_of(one) for one in refused.value.objections])
    assert beside.kept(session).answers == {}


def vars_of(objection: Any) -> tuple[str, str, str]:
    return objection.field, objection.problem, objection.expected


def test_confirming_and_skipping_say_no_more_than_that(beside: Beside) -> None:
    session = beside.start(HERSELF, "orientation")
    for wrong in (
        GivenAnswer("hours", Touch.CONFIRMED, 20),
        GivenAnswer("hours", Touch.SKIPPED, 20),
        GivenAnswer("wanted_study", Touch.CONFIRMED),
    ):
        with pytest.raises(ContentError):
            beside.try_answer(HERSELF, session, wrong)
    done = beside.say(HERSELF, session, hours=..., wanted_study=None, when="within_6_months")
    hours, when = done.answers["hours"], done.answers["when"]
    assert (hours.touch, hours.value, hours.version) == (Touch.CONFIRMED, None, 1), "no copy"
    assert hours.entry == beside.entry("expectations", goal="occupation").id
    assert when.touch is Touch.CONFIRMED, "what is known already is not stated anew"


def test_a_question_is_asked_where_an_earlier_one_says_so(beside: Beside) -> None:
    session = beside.start(HERSELF, "orientation")
    assert "interpreter_language" not in beside.rows(HERSELF, session)
    with pytest.raises(ContentError):
        beside.say(HERSELF, session, needs_interpreter=False, interpreter_language="ar")
    beside.say(HERSELF, session, needs_interpreter=True, interpreter_language="ar")
    assert beside.rows(HERSELF, session)["interpreter_language"].answer is not None
    beside.say(HERSELF, session, needs_interpreter=False)
    assert "interpreter_language" not in beside.rows(HERSELF, session)
    assert "interpreter_language" in beside.kept(session).answers, "it comes back if she says yes again"
    beside.hand_over(HERSELF, session)
    assert beside.drafts() == []


def test_everybody_answers_what_they_are_asked(beside: Beside) -> None:
    own = beside.start(HERSELF)
    case_worker = beside.helper("languages", session="ses_1")
    helped = beside.start(case_worker)
    for seat, session, item in (
        (HERSELF, own, "learning"),
        (HERSELF, helped, "learning"),
        (HERSELF, helped, "heard_level"),
        (case_worker, helped, "heard_level"),
    ):
        with pytest.raises(ContentError):
            beside.try_answer(seat, session, GivenAnswer(item, Touch.STATED, "B1"))
    assessor = beside.helper("languages", session="ses_2", roles=ASSESSOR)
    beside.say(assessor, helped, heard_level="B1", learning="Snabbt", reading="B1")
    rows = beside.rows(HERSELF, helped)
    assert {rows[name].answer.by for name in ("heard_level", "learning", "reading")} == {"Nils Berg"}  # type: ignore[union-attr]
    assert not rows["heard_level"].asked


def test_two_devices_do_not_write_over_each_other(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    session = beside.start(seat)
    both = [GivenAnswer("reading", Touch.STATED, level) for level in ("B1", "B2")]
    done = beside.try_answer(seat, session, both[0], revision=1)
    assert isinstance(done, MappingSession)
    with pytest.raises(StaleVersionError) as stale:
        beside.try_answer(HERSELF, session, both[1], revision=1)
    assert stale.value.current == done.revision == 2
    beside.try_answer(HERSELF, session, both[1], revision=2)
    found = beside.rows(seat, session)["reading"].answer
    assert found is not None
    assert (found.value, found.by) == ("B2", "")


def test_no_answer_comes_after_the_end(beside: Beside) -> None:
    for end in ("left", "handed over"):
        session = beside.start(HERSELF)
        beside.say(HERSELF, session, reading="B1")
        if end == "left":
            beside.run(lambda work: leave(work, beside.desk, HERSELF, session.id))  # noqa: B023
            assert beside.kept(session).answers == {}
        else:
            beside.hand_over(HERSELF, session)
        with pytest.raises(AlreadyAnsweredError):
            beside.say(HERSELF, session, reading="B2")
        with pytest.raises(AlreadyAnsweredError):
            beside.hand_over(HERSELF, session)


def test_the_conversation_and_the_sections_are_arranged(beside: Beside) -> None:
    session = beside.start(HERSELF, "work-ability")

    def arranged(**wish: Any) -> Any:
        return beside.run(
            lambda work: arrange(work, beside.desk, HERSELF, session.id, None, Arrangement(**wish))
        )

    talk = Circumstances(
        ("so", "sv"), (Presence.ADVISER, Presence.INTERPRETER), Interpreter.PHONE, Place.OFFICE
    )
    assert arranged(circumstances=talk).circumstances == talk
    for wish in (
        {"hidden": frozenset({"nowhere"})},
        {"opened": frozenset({"time"})},
        {"opened": frozenset({"x"})},
    ):
        with pytest.raises(ContentError):
            arranged(**wish)
    arranged(opened=frozenset({"own_words"}))
    beside.say(HERSELF, session, needs="Rast varje timme")
    arranged(hidden=frozenset({"own_words"}))
    assert "needs" not in beside.rows(HERSELF, session)
    with pytest.raises(ContentError):
        beside.say(HERSELF, session, needs="Mer rast")
    arranged(hidden=frozenset())
    assert beside.rows(HERSELF, session)["needs"].answer is not None


def test_an_organisation_opens_no_special_section_that_its_grant_does_not_name(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted(("profile:expectations:read",)))
    session = beside.start(seat, "work-ability")
    wish = Arrangement(opened=frozenset({"own_words"}))
    with pytest.raises(ContentError):
        beside.run(lambda work: arrange(work, beside.desk, seat, session.id, None, wish))
    # She opens it on her own device, and what she writes there stays hers.
    beside.run(lambda work: arrange(work, beside.desk, HERSELF, session.id, None, wish))
    beside.say(HERSELF, session, health="Migrän")
    sheet = beside.sheet(seat, session)
    assert "Migrän" not in str(sheet)
    assert not {"health", "needs"} & {row.item.id for row in sheet.rows}
    with pytest.raises(ContentError):
        beside.try_answer(seat, session, GivenAnswer("health", Touch.STATED, "x"))


def test_notes_are_the_advisers_and_have_their_limits(beside: Beside) -> None:
    seat = beside.grantee(beside.stage.granted((LANGUAGES,)))
    session = beside.start(seat)

    def noted(who: Any, summary: str, *steps: str) -> MappingSession | Denial:
        return beside.run(lambda work: note(work, beside.desk, who, session.id, None, summary, steps))

    for summary, steps in (("x" * (LONGEST_SUMMARY + 1), ()), ("", ("x" * (LONGEST_STEP + 1),)), ("", (" ",)),
                           ("", ("x",) * (MOST_STEPS + 1)), (_ODD, ())):  # fmt: skip
        with pytest.raises(ContentError):
            noted(seat, summary, *steps)
    with pytest.raises(NotAvailableError):
        noted(HERSELF, "mine")
    noted(seat, "Läser mer än hon tror.", "Boka studiebesök")
    kept = beside.sheet(HERSELF, session).session.notes
    assert (kept.summary, kept.next_steps, kept.by) == (
        "Läser mer än hon tror.",
        ("Boka studiebesök",),
        "Nils Berg",
    )
