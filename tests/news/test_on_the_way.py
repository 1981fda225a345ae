"""On the way: nothing is lost when somebody pulls the plug, nothing is tried for ever, and she is told where nothing arrives."""

import re
from dataclasses import replace

import pytest

from consent.vocabulary import IndividualId
from profile_service.actions.news import tell_her
from profile_service.actions.posting import settle_letter, take_letters
from profile_service.domain.news import NewsKind
from profile_service.domain.reach import LEASE, STEPS, Letter, Sent
from profile_service.messengers.messenger import Outgoing
from profile_service.storage.unit_of_work import UnitOfWork
from tests.invariants.rawfile import ask
from tests.news.reached import choose, news, reached, see, sent, telling
from tests.stage import Stage

ASTRID = IndividualId("ind_demo_astrid")


class _Failing:
    """A messenger that nothing gets through."""

    def __init__(self, answer: Sent) -> None:
        self.answer = answer
        self.tried: list[Outgoing] = []

    async def send(self, outgoing: Outgoing) -> Sent:
        self.tried.append(outgoing)
        return self.answer


@pytest.fixture
def waiting(stage: Stage) -> Stage:
    """Astrid is told by e-mail, has no quiet hours, and a question has come."""
    reached(stage)
    see(stage)
    choose(stage, quiet_from=0, quiet_to=0)
    stage.asked()
    return stage


def _take(stage: Stage) -> list[Letter]:
    return list(stage.parts.database.writer.run(lambda work: take_letters(work, stage.house.desk)))  # type: ignore[arg-type]


def _settle(stage: Stage, letter: Letter, answer: Sent) -> None:
    stage.parts.database.writer.run(
        lambda work: settle_letter(work, stage.house.desk, letter, answer)  # type: ignore[arg-type]
    )


def _fail(stage: Stage, answer: Sent) -> _Failing:
    failing = _Failing(answer)
    post = stage.app.state.rounds._post
    post._messengers = dict.fromkeys(post._messengers, failing)
    return failing


def test_whoever_ends_between_taking_and_sending_loses_nothing(waiting: Stage) -> None:
    (letter,) = _take(waiting)  # and the process is killed here
    assert telling(waiting) == []
    waiting.clock.move(LEASE)
    assert [one["id"] for one in telling(waiting)] == [letter.message]


def test_news_of_what_was_rolled_back_is_not_told(stage: Stage) -> None:
    reached(stage)
    before = news(stage)

    def fail(work: UnitOfWork) -> None:
        tell_her(work, stage.house.desk, ASTRID, NewsKind.QUESTION)  # type: ignore[arg-type]
        raise RuntimeError("the power is gone")

    with pytest.raises(RuntimeError):
        stage.parts.database.writer.run(fail)  # type: ignore[arg-type]
    assert news(stage) == before
    assert telling(stage) == []


def test_a_late_answer_and_a_second_one_change_nothing(waiting: Stage) -> None:
    (first,) = _take(waiting)
    waiting.clock.move(LEASE)
    (second,) = _take(waiting)
    assert (second.message, second.attempt) == (first.message, first.attempt + 1)
    _settle(waiting, first, Sent(sent=False, result="late", final=True))  # overtaken
    _settle(waiting, second, Sent(sent=True, result="250"))
    _settle(waiting, second, Sent(sent=False, result="500", final=True))
    waiting.move(days=2)
    assert _take(waiting) == []
    assert "unreached" not in news(waiting)


def test_it_is_tried_again_at_longer_and_longer_steps_and_then_she_is_told(waiting: Stage) -> None:
    failing = _fail(waiting, Sent(sent=False, result="451"))
    for count, step in enumerate(STEPS, start=1):
        waiting.rounds()
        waiting.rounds()
        assert len(failing.tried) == count
        waiting.move(seconds=step.total_seconds())
    waiting.rounds()
    assert len(failing.tried) == len(STEPS) + 1
    assert (
        len({one.id for one in failing.tried}) == 1
    )  # so that a far side can tell a retry from another message
    assert "unreached" in news(waiting)
    waiting.move(days=1)
    waiting.asked()
    waiting.rounds()
    assert len(failing.tried) == len(STEPS) + 1
    shown = waiting.http.get("/v1/me/reach", headers=waiting.individual("astrid")).json()["email"]
    assert (shown["on"], shown["sends"]) == (False, False)
    assert shown["failed_at"] is not None
    assert choose(waiting).json()["email"]["sends"] is True


def test_what_will_never_arrive_is_given_up_at_once(waiting: Stage) -> None:
    failing = _fail(waiting, Sent(sent=False, result="550", final=True))
    waiting.rounds()
    waiting.move(days=1)
    waiting.rounds()
    assert len(failing.tried) == 1
    assert "unreached" in news(waiting)


def test_news_that_comes_while_a_message_is_on_its_way_has_its_own(waiting: Stage) -> None:
    (letter,) = _take(waiting)
    waiting.asked()
    _settle(waiting, letter, Sent(sent=True, result="250"))
    assert len(telling(waiting)) == 1
    # What waits already says it all: no second one is made.
    waiting.asked()
    waiting.asked()
    rows = ask(waiting, "SELECT id FROM message WHERE state = 'waiting' AND kind = 'news'")
    assert len(rows) == 1


def test_what_was_settled_is_forgotten(waiting: Stage) -> None:
    telling(waiting)
    see(waiting)
    waiting.move(days=31)
    waiting.rounds()
    assert ask(waiting, "SELECT id FROM message") == []
    assert len(sent(waiting)) == 2


def test_a_letter_for_another_address_than_hers_now_does_not_switch_it_off(waiting: Stage) -> None:
    (letter,) = _take(waiting)
    _settle(waiting, replace(letter, to="old@example.org"), Sent(sent=False, result="550", final=True))
    shown = waiting.http.get("/v1/me/reach", headers=waiting.individual("astrid")).json()["email"]
    assert shown["sends"] is True


def test_no_address_and_no_code_is_in_a_log(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    reached(stage)
    code = re.search(r"\d{6}", sent(stage)[0]["text"])
    _fail(stage, Sent(sent=False, result="550", final=True))
    stage.asked()
    stage.rounds()
    told = capsys.readouterr()
    assert "request" in told.out  # the log is there to be looked at
    assert code is not None
    for word in ("canary", "example.org", code[0]):
        assert word not in told.out + told.err
