"""A case worker who wants into a profile, and whoever found a paper: what a desk gives neither of them."""

import pytest
from httpx import Response

from profile_service.actions.sheets import keep_sheet
from profile_service.domain.ways_in import new_sheet, slow_hash
from tests.stage import Stage
from tests.ways_in.at_the_portal import Browser, carry, options_on
from tests.ways_in.desks import CODE, SEEN, at_desk, enrolled, enrolled_by_phone, whose
from tests.ways_in.test_sheets import Paper, sign_in


def _lost(helper: Browser, reference: str, **more: str) -> Response:
    return helper.post("/agency/desk/lost", {**SEEN, "reference": reference, **more}, on="/agency/desk")


def _last_review(stage: Stage) -> str:
    individual = whose(stage)
    return carry(stage, lambda work: work.enrolments.of_individual(individual))[-1].review.value


def test_a_sheet_of_somebody_who_was_at_no_desk_is_like_no_sheet(stage: Stage) -> None:
    desk = stage.house.desk
    printed = new_sheet(desk.ids.digits)
    slow = slow_hash(printed.pin, printed.handle)
    carry(stage, lambda work: keep_sheet(work, desk, "ind_demo_astrid", printed, slow))
    helper = at_desk(stage, "mona")
    known, unknown = _lost(helper, printed.handle), _lost(helper, "123456789")
    assert (known.status_code, unknown.status_code) == (422, 422)
    assert known.text.replace(printed.handle, "123456789") == unknown.text


def test_numbers_are_not_guessed_at_a_desk(stage: Stage) -> None:
    paper = enrolled(at_desk(stage))
    helper = at_desk(stage, "mona")
    for guess in range(20):
        assert _lost(helper, str(100_000_000 + guess)).status_code == 422
    assert _lost(helper, paper.handle).status_code == 429
    stage.move(minutes=61)
    assert _lost(at_desk(stage, "mona"), paper.handle).status_code == 200


@pytest.fixture
def unlucky(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    """The draw by chance never comes to anything."""
    monkeypatch.setattr("profile_service.actions.at_desk.SAMPLED_IN", 10**7)


@pytest.mark.parametrize(
    ("helper", "first", "then"),
    [
        ("nils", {}, {}),
        ("mona", {"tail": ""}, {"tail": ""}),
        ("mona", {"proof": "lma_card"}, {"proof": "passport"}),
    ],
    ids=["by-the-same-helper", "no-end-of-a-number", "another-kind-of-document"],
)
def test_a_replacement_that_one_helper_could_make_up_is_always_looked_at(
    stage: Stage, unlucky: None, helper: str, first: dict[str, str], then: dict[str, str]
) -> None:
    paper = enrolled(at_desk(stage), **first)
    stage.move(minutes=1)
    assert _lost(at_desk(stage, helper), paper.handle, **then).status_code == 200
    assert _last_review(stage) == "waiting"


def test_another_helper_and_the_same_document_are_left_to_the_draw(stage: Stage, unlucky: None) -> None:
    paper = enrolled(at_desk(stage))
    stage.move(minutes=1)
    assert _lost(at_desk(stage, "mona"), paper.handle).status_code == 200
    assert _last_review(stage) == "not_drawn"


def test_an_older_code_for_a_telephone_dies_with_the_next_one(stage: Stage) -> None:
    stolen, recovery = enrolled_by_phone(at_desk(stage))
    begun = Browser(stage)
    page = begun.post("/start", {"code": stolen})
    stage.move(minutes=1)
    answer = _lost(at_desk(stage, "mona"), recovery, way="phone")
    (fresh,) = CODE.findall(answer.text)[:1]
    response = begun.device.create(options_on(page.text))
    assert begun.post("/start/passkey", {"response": response, "name": "T"}).status_code == 422
    assert Browser(stage).post("/start", {"code": stolen}).status_code == 422
    assert Browser(stage).post("/start", {"code": fresh}).status_code == 200


def test_nobody_who_came_in_by_a_replacement_makes_a_representative_that_day(stage: Stage) -> None:
    paper = enrolled(at_desk(stage), language="en")
    stage.move(minutes=1)
    new = Paper.on(_lost(at_desk(stage, "mona"), paper.handle).text)
    thief = Browser(stage)
    assert sign_in(thief, new).status_code == 303
    asked = {"name": "T", "power": ["see", "answer"], "months": "12"}
    held = thief.post("/my/representatives", asked, on="/my/representatives")
    assert held.status_code == 422
    assert "Wait a day" in held.text
    assert CODE.search(held.text) is None
    stage.move(hours=24)
    again = Browser(stage)
    assert sign_in(again, new).status_code == 303
    assert again.post("/my/representatives", asked, on="/my/representatives").status_code == 200


def test_a_code_that_was_made_by_a_lost_way_in_makes_nobody_a_representative(stage: Stage) -> None:
    paper = enrolled(at_desk(stage), language="en")
    thief, accomplice = Browser(stage), Browser(stage)
    assert sign_in(thief, paper).status_code == 303
    asked = {"name": "T", "power": ["see"], "months": "12"}
    (code,) = CODE.findall(thief.post("/my/representatives", asked, on="/my/representatives").text)
    stage.move(minutes=1)
    assert _lost(at_desk(stage, "mona"), paper.handle).status_code == 200
    accomplice.sign_in("bo")
    assert accomplice.post("/my/for", {"code": code, "name": "B"}, on="/my/for").status_code == 422
