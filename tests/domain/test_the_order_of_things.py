"""The parts of a profile as things to do, the line of a life, and a plan: in which order they come."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from profile_service.domain.building import (
    BY_OTHERS,
    CAN_BE_SETTLED,
    ORDER,
    SENSITIVE,
    TaskState,
    next_task,
    tasks,
)
from profile_service.domain.everyday import BY_KEY, PLACES
from profile_service.domain.plan import BANDS, band, plan_of, said_of
from profile_service.domain.profile import OWN_WORDS, Assertion, ItemId, Json, Strength, new_assertion
from profile_service.domain.sections import SECTIONS
from profile_service.domain.timeline import TOLD, timeline
from profile_service.language.everyday_names import EVERYDAY_NAMES, PLACE_NAMES
from profile_service.storage.marks import SETTLED
from profile_service.web.section_pictures import SECTION_PICTURES
from profile_service.web.signs import SIGNS

_NOW = datetime(2026, 11, 22, tzinfo=UTC)
_DATES = st.sampled_from(["", "1998", "2004", "2004-03", "2004-03-09", "2015-11", "2021"])
_DAYS = st.sampled_from(["", "2026-12-01", "2027-01-15", "2027-06-30"])
_STATUS = st.sampled_from(["", "agreed", "started", "done", "dropped"])


def entry(section: str, at: int, **content: Json) -> Assertion:
    kept = {name: value for name, value in content.items() if value != ""}
    return new_assertion(ItemId(f"itm_{at}"), section, kept, OWN_WORDS, Strength.SELF, _NOW)


def test_every_section_has_its_place_its_picture_and_its_bit() -> None:
    assert {*ORDER, *SENSITIVE, *BY_OTHERS} == set(SECTIONS) == set(SECTION_PICTURES) == set(SETTLED)
    assert len(SETTLED) <= 16
    assert set(SECTION_PICTURES.values()) <= SIGNS.keys()


def test_every_everyday_skill_has_its_name_and_its_picture() -> None:
    assert set(EVERYDAY_NAMES) == set(BY_KEY)
    assert set(PLACE_NAMES) == {place.name for place in PLACES}
    assert {f"skills/{key}" for key in BY_KEY} | {place.picture for place in PLACES} <= SIGNS.keys()
    assert len(BY_KEY) == sum(len(place.skills) for place in PLACES)


@given(
    st.dictionaries(st.sampled_from(ORDER), st.integers(0, 9)),
    st.sets(st.sampled_from(sorted(CAN_BE_SETTLED))),
)
def test_a_part_is_done_or_stays_empty_only_by_her_word(counts: dict[str, int], settled: set[str]) -> None:
    listed = tasks(counts, settled)
    assert [task.section for task in listed] == list(ORDER)
    for task in listed:
        said, some = task.section in settled, bool(counts.get(task.section))
        assert (task.state is TaskState.NOTHING) == (said and not some)
        assert (task.state is TaskState.NOT_BEGUN) == (not said and not some)
        assert some == (task.state in (TaskState.BEGUN, TaskState.DONE))
        assert task.state is not TaskState.DONE or said or SECTIONS[task.section].single
    following = next_task(listed)
    assert following is None or (following.count, following.section in settled) == (0, False)


@given(st.lists(st.tuples(st.sampled_from(["experience", "education"]), _DATES, _DATES), max_size=12))
def test_a_life_is_told_whole_and_in_order_and_no_gap_is_made(told: list[tuple[str, str, str]]) -> None:
    items = [entry(section, at, start=start, end=end) for at, (section, start, end) in enumerate(told)]
    line = timeline({name: [one for one in items if one.section == name] for name in TOLD})
    dated = [moment for year in line.years for moment in year.moments]
    assert sorted(one.entry.id for one in [*dated, *line.undated]) == sorted(one.id for one in items)
    assert [one.place for one in dated] == sorted(one.place for one in dated)
    assert all(moment.place.startswith(year.year) for year in line.years for moment in year.moments)
    assert {year.year for year in line.years} == {one.place[:4] for one in dated}, "no year without anything"
    assert not any(one.place for one in line.undated)


def test_a_language_is_in_the_line_only_with_a_course_or_a_paper() -> None:
    spoken = entry("languages", 1, language={"label": "svenska"})
    course = entry("languages", 2, language={"label": "svenska"}, sfi_course="2B")
    assert [one.entry.id for one in timeline({"languages": [spoken, course]}).undated] == ["itm_2"]


@given(st.lists(st.tuples(st.sampled_from(["kock", "svenska"]), _STATUS, _DAYS), max_size=10))
def test_the_next_step_is_the_nearest_that_is_left(told: list[tuple[str, str, str]]) -> None:
    steps = [
        entry("plan", at, goal=goal, status=status, follow_up=day)
        for at, (goal, status, day) in enumerate(told)
    ]
    plan = plan_of(steps)
    left = [one for goal in plan.goals for one in goal.left]
    over = [one for goal in plan.goals for one in goal.over]
    assert sorted(one.id for one in [*left, *over]) == sorted(one.id for one in steps)
    assert {one.content.get("status") for one in over} <= {"done", "dropped"}
    if plan.next is None:
        assert not left
    else:
        days = [str(one.content.get("follow_up", "9999")) for one in left]
        assert str(plan.next.content.get("follow_up", "9999")) == min(days)


@given(st.lists(st.tuples(st.sampled_from(["person", "caseworker"]), st.integers(0, 10), _DAYS), max_size=12))
def test_answers_of_two_are_never_one_line(told: list[tuple[str, int, str]]) -> None:
    answers = [
        entry("progress", at, indicator={"label": "Tilltro"}, respondent=by, value=value, date=day)
        for at, (by, value, day) in enumerate(told)
    ]
    lines = said_of(answers)
    assert len(lines) == len({by for by, _, _ in told})
    for line in lines:
        assert {one.content["respondent"] for one in line.answers} == {line.respondent}
    assert all(1 <= band(one.content["value"]) <= BANDS for one in answers)


def test_the_bands_are_five_and_rise() -> None:
    bands = [band(value) for value in range(11)]
    assert bands == sorted(bands)
    assert set(bands) == set(range(1, BANDS + 1))
